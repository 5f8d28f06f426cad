import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Measures } from '../measures.ts';

export interface Metrics extends Measures {
  readonly contentType: string;
  /** Everything counted so far, as Prometheus reads it. */
  text(): Promise<string>;
}

/** Seconds. A platform waits three for an acknowledgement; a commit takes a fraction of a millisecond. */
const acknowledgeSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];
const storeSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5];
const modelSeconds = [0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name: `archcheck_${name}`, help, labelNames, registers });
  const histogram = (name: string, help: string, labelNames: string[], buckets: number[]) =>
    new Histogram({ name: `archcheck_${name}`, help, labelNames, buckets, registers });

  const acknowledgements = histogram(
    'acknowledgement_seconds',
    'From the arrival of an event until the platform was told that it is written down.',
    ['platform'],
    acknowledgeSeconds,
  );
  const events = counter('events_total', 'Events from platforms, by what became of them.', ['platform', 'outcome']);
  const waiting = new Gauge({
    name: 'archcheck_events_waiting',
    help: 'Events that are acknowledged and not yet done.',
    registers,
  });
  const answers = counter('answers_total', 'Answers, by status (declined among them) and mode.', ['status', 'mode']);
  const heldBack = counter('sentences_held_back_total', 'Sentences that the verifier refused, by rule.', ['rule']);
  const store = histogram('store_seconds', 'Time of an operation of the store.', ['operation', 'ok'], storeSeconds);
  const limited = counter('limited_total', 'Messages above a limit: answered later, or not at all.', [
    'scope',
    'outcome',
  ]);
  const model = histogram('model_seconds', 'Time of a request to the model.', ['outcome'], modelSeconds);
  const tokens = counter('model_tokens_total', 'Tokens sent to the model and taken from it.', ['direction']);

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    acknowledged: (platform, ms) => acknowledgements.observe({ platform }, ms / 1_000),
    event: (platform, outcome) => events.inc({ platform, outcome }),
    waiting: (count) => waiting.set(count),
    answered: (status, mode) => answers.inc({ status, mode }),
    heldBack: (rule) => heldBack.inc({ rule }),
    stored: (operation, ms, ok) => store.observe({ operation, ok: String(ok) }, ms / 1_000),
    limited: (scope, outcome) => limited.inc({ scope, outcome }),
    modelAsked({ ms, outcome, tokensIn, tokensOut }) {
      model.observe({ outcome }, ms / 1_000);
      tokens.inc({ direction: 'in' }, tokensIn);
      tokens.inc({ direction: 'out' }, tokensOut);
    },
  };
}
