import { describe, it } from 'vitest';
import { asked } from '../../support/asked.ts';
import { type Clock, realClock } from '../../support/clock.ts';
import { type Mode, startBoltApp } from '../../support/slack/bolt-app.ts';
import { person } from '../../support/slack/person.ts';
import { type SlackServer, startSlack } from '../../support/slack/server.ts';
import type { AppSpec } from '../../support/slack/specs.ts';
import { startArchcheck } from './archcheck.ts';
import { manifestApp } from './manifest-app.ts';

const inFlight = 200;
const mentions = 2_000;
const runs = 3;
// Only what a bare app listens to: Bolt leaves everything else without an acknowledgement.
const onlyMentions: AppSpec = { ...manifestApp(false), events: ['app_mention'] };

interface Figures {
  /** Milliseconds. */
  readonly acknowledged: number;
  /** Answered mentions a second. */
  readonly throughput: number;
}

/** Keeps so many mentions in flight until each is acknowledged, and waits until each is answered. */
async function load(server: SlackServer<Clock>): Promise<Figures> {
  const ana = person(server, { user: 'ana', channel: '#general' });
  const posted = postsOf(server);
  const times: number[] = [];
  let said = 0;
  const started = performance.now();
  const one = async () => {
    while (said < mentions) {
      said += 1;
      const sent = performance.now();
      await ana.mentions(asked[said % asked.length] ?? '').acknowledged;
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, one));
  const answered = async (share: number, until: number) => {
    while (posted() < mentions * share && performance.now() < until)
      await new Promise((resolve) => setImmediate(resolve));
  };
  // A bare app loses an answer now and then where a connection breaks; it is not waited for.
  await answered(0.99, Number.POSITIVE_INFINITY);
  const seconds = (performance.now() - started) / 1_000;
  await answered(1, performance.now() + 1_000);
  return {
    acknowledged: times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0,
    throughput: mentions / seconds,
  };
}

/** Counts the messages that were posted; each call is looked at once, or the counting would be what is measured. */
function postsOf(server: SlackServer<Clock>): () => number {
  let seen = 0;
  let posts = 0;
  return () => {
    for (const { method } of server.calls.slice(seen)) if (method === 'chat.postMessage') posts += 1;
    seen = server.calls.length;
    return posts;
  };
}

async function bare(mode: Mode): Promise<Figures> {
  const server = await startSlack({ apps: [onlyMentions], clock: realClock });
  const app = await startBoltApp(server, mode, (bolt) => {
    bolt.event('app_mention', async ({ event, say }) => void (await say({ text: 'A constant.', thread_ts: event.ts })));
  });
  const figures = await load(server);
  await app.stop();
  await server.close();
  return figures;
}

async function ours(mode: Mode): Promise<Figures> {
  const server = await startSlack({ apps: [onlyMentions], clock: realClock });
  const archcheck = await startArchcheck(server, mode);
  const figures = await load(server);
  await archcheck.stop();
  await server.close();
  return figures;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

describe('the bot beside a bare Bolt app that posts a constant and stores nothing', () => {
  it.each<Mode>(['Socket Mode', 'signed HTTP'])(
    '%s',
    async (mode) => {
      const all: { bare: Figures; ours: Figures }[] = [];
      await bare(mode);
      await ours(mode);
      for (let run = 0; run < runs; run++) all.push({ bare: await bare(mode), ours: await ours(mode) });
      for (const figure of ['acknowledged', 'throughput'] as const) {
        const [theirs, own] = [
          median(all.map((each) => each.bare[figure])),
          median(all.map((each) => each.ours[figure])),
        ];
        const unit =
          figure === 'acknowledged' ? 'ms to acknowledge, p99 at 200 in flight' : 'answered mentions a second';
        process.stdout.write(
          `${mode}: ${own.toFixed(1)} beside ${theirs.toFixed(1)} ${unit}: ${(own / theirs).toFixed(2)}\n`,
        );
      }
    },
    600_000,
  );

  it('10,000 open questionnaires', async () => {
    const server = await startSlack({ apps: [manifestApp(false)], clock: realClock });
    const archcheck = await startArchcheck(server, 'Socket Mode');
    const open = (from: number, to: number) =>
      Promise.all(
        Array.from({ length: to - from }, (_, at) =>
          archcheck.bot.handle({
            workspace: 'acme',
            conversation: 'general',
            person: `p${from + at}`,
            event: { kind: 'command', name: 'arch-check', words: '3 devs, an MVP' },
          }),
        ),
      );
    await open(0, 500);
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    for (let at = 500; at < 10_500; at += 500) await open(at, at + 500);
    globalThis.gc?.();
    process.stdout.write(
      `10,000 open questionnaires: ${((process.memoryUsage().rss - before) / 2 ** 20).toFixed(1)} MB more\n`,
    );
    await archcheck.stop();
    await server.close();
  }, 600_000);
});
