import { z } from 'zod';
import { share } from './score-claims.ts';

/** A line of the evaluation set: a thread with what a careful reader takes from it. */
export const labelledThread = z.object({
  id: z.string(),
  kind: z.string(),
  /** Whoever wrote it, where a part has threads by several. */
  author: z.string().optional(),
  thread: z.looseObject({
    messages: z.array(
      z.looseObject({ id: z.string(), text: z.string(), deleted: z.boolean().optional(), bot: z.boolean().optional() }),
    ),
  }),
  expected: z.object({
    decided: z.boolean(),
    chosen: z.string().nullable(),
    deciders: z.array(z.string()),
    points: z.array(z.object({ kind: z.string(), message: z.string() })),
    /** What must not be repeated anywhere. */
    secrets: z.array(z.string()).default([]),
  }),
});
export type LabelledThread = z.output<typeof labelledThread>;

/** What archcheck made of a thread; `shown` is every character of its output. */
export interface ThreadResult {
  readonly decided: boolean;
  readonly chosen: string | null;
  readonly deciders: readonly string[];
  readonly points: readonly { readonly kind: string; readonly text: string; readonly messages: readonly string[] }[];
  readonly shown: string;
}

export interface ThreadScore {
  readonly threads: number;
  /** In percent: threads of which it is right whether something was decided, and what. */
  readonly decided: number | null;
  readonly chosen: number | null;
  /** In percent: right ones among the deciders named, and named ones among the deciders. */
  readonly deciderPrecision: number | null;
  readonly deciderRecall: number | null;
  /** By kind of point, in percent, by the messages named. */
  readonly points: Readonly<Record<string, { readonly precision: number | null; readonly recall: number | null }>>;
  /** Secrets repeated. */
  readonly leaked: number;
  /** Points that rest on a deleted message, a bot's or a quotation. */
  readonly forbidden: number;
  readonly errors: readonly string[];
}

/**
 * Scores results against labels, in the same order.
 *
 * @throws {RangeError} where there are not as many results as threads
 */
export function scoreThreads(items: readonly LabelledThread[], results: readonly ThreadResult[]): ThreadScore {
  if (items.length !== results.length) {
    throw new RangeError(`expected ${items.length} results, one for each thread, got ${results.length}`);
  }
  const pairs = items.flatMap((item, index) => {
    const result = results[index];
    return result ? [{ item, result }] : [];
  });
  const kinds = [...new Set(pairs.flatMap(({ item }) => item.expected.points.map(({ kind }) => kind)))];
  const deciders = overlap(pairs.map(({ item, result }) => [item.expected.deciders, result.deciders]));
  const total = pairs.length;
  return {
    threads: total,
    decided: share(pairs.filter(({ item, result }) => item.expected.decided === result.decided).length, total),
    chosen: share(pairs.filter(({ item, result }) => item.expected.chosen === result.chosen).length, total),
    deciderPrecision: deciders.precision,
    deciderRecall: deciders.recall,
    points: Object.fromEntries(kinds.map((kind) => [kind, pointOverlap(pairs, kind)])),
    leaked: pairs.reduce((sum, { item, result }) => sum + leaks(item, result), 0),
    forbidden: pairs.reduce((sum, { item, result }) => sum + forbidden(item, result), 0),
    errors: pairs.flatMap(({ item, result }) => errorsOf(item, result)),
  };
}

function overlap(pairs: readonly (readonly [readonly string[], readonly string[]])[]) {
  const right = sum(pairs.map(([expected, taken]) => taken.filter((each) => expected.includes(each)).length));
  return {
    precision: share(right, sum(pairs.map(([, taken]) => taken.length))),
    recall: share(right, sum(pairs.map(([expected]) => expected.length))),
  };
}

/** A point is right if one of its messages is labelled with its kind; a label is found if a point of its kind names it. */
function pointOverlap(pairs: readonly { item: LabelledThread; result: ThreadResult }[], kind: string) {
  let right = 0;
  let taken = 0;
  let found = 0;
  let labelled = 0;
  for (const { item, result } of pairs) {
    const labels = item.expected.points.filter((point) => point.kind === kind).map(({ message }) => message);
    const points = result.points.filter((point) => point.kind === kind);
    taken += points.length;
    labelled += labels.length;
    right += points.filter(({ messages }) => messages.some((id) => labels.includes(id))).length;
    found += labels.filter((id) => points.some(({ messages }) => messages.includes(id))).length;
  }
  return { precision: share(right, taken), recall: share(found, labelled) };
}

function leaks({ expected }: LabelledThread, { shown }: ThreadResult): number {
  return expected.secrets.filter((secret) => shown.includes(secret)).length;
}

function forbidden({ thread }: LabelledThread, { points }: ThreadResult): number {
  const byId = new Map(thread.messages.map((message) => [message.id, message]));
  return points.filter(({ text, messages }) =>
    messages.some((id) => {
      const message = byId.get(id);
      if (!message || message.deleted || message.bot) return true;
      return message.text.split('\n').some((line) => /^\s*>/.test(line) && text.includes(line.replace(/^\s*>\s*/, '')));
    }),
  ).length;
}

function errorsOf({ id, kind, expected }: LabelledThread, result: ThreadResult): string[] {
  const at = `${id} ${kind}`;
  const lines: string[] = [];
  if (expected.chosen !== result.chosen) lines.push(`${at}: expected ${expected.chosen}, took ${result.chosen}`);
  const sorted = (list: readonly string[]) => [...list].sort().join(' ');
  if (expected.chosen === result.chosen && sorted(expected.deciders) !== sorted(result.deciders))
    lines.push(`${at}: expected the deciders ${sorted(expected.deciders)}, took ${sorted(result.deciders)}`);
  for (const { kind: name, message } of expected.points) {
    if (!result.points.some((point) => point.kind === name && point.messages.includes(message)))
      lines.push(`${at}: missed ${name} ${message}`);
  }
  for (const { kind: name, messages, text } of result.points) {
    if (!expected.points.some((point) => point.kind === name && messages.includes(point.message)))
      lines.push(`${at}: took ${name} ${messages.join(' ')} ${JSON.stringify(text)}`);
  }
  return lines;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
