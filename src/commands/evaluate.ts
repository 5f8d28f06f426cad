import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { App } from '../app.ts';
import { draftThread } from '../core/decisions/draft/draft.ts';
import { draftCard } from '../core/decisions/draft/draft-card.ts';
import { threadSchema } from '../core/decisions/draft/thread.ts';
import { UserError } from '../core/errors.ts';
import { scoreClaims, share } from '../core/evaluation/score-claims.ts';
import { scoreSituations } from '../core/evaluation/score-situations.ts';
import { labelledThread, scoreThreads } from '../core/evaluation/score-threads.ts';
import { textTable } from '../platforms/text-table.ts';
import type { World } from '../world.ts';
import { questions } from './evaluate-questions.ts';
import { folder, type Part, parts, pathOf, type Report, type Row } from './evaluation-set.ts';
import { postedEverywhere } from './posted.ts';
import { createProgress } from './progress.ts';

export interface EvaluateOptions {
  readonly json?: boolean;
  readonly floor?: boolean;
  readonly failures?: boolean;
  /** Put the questions to the model that is set up, and say what became of its sentences. */
  readonly model?: boolean;
  /** With `model`: so many questions of each part. */
  readonly limit?: number;
}

/** Prints the evaluation's figures. @returns 1 with `--floor` where one is below it */
export async function evaluate(world: World, app: App, options: EvaluateOptions): Promise<number> {
  if (!existsSync(folder)) {
    throw new UserError(
      'The evaluation set is part of the repository, not of the package. Run this in a clone of the repository.',
    );
  }
  const reports = options.model
    ? await (await import('./evaluate-model.ts')).withModel(world, app, options.limit)
    : await offline(world, app);
  if (options.json) world.stdout.write(`${JSON.stringify(reports, null, 2)}\n`);
  else for (const report of reports) world.stdout.write(`${table(report)}\n\n`);
  if (options.failures) for (const line of reports.flatMap(({ failures }) => failures)) world.stderr.write(`${line}\n`);
  const below = options.model ? [] : reports.flatMap(belowFloor);
  if (!options.floor) return 0;
  for (const line of below) world.stderr.write(`${line}\n`);
  return below.length === 0 ? 0 : 1;
}

async function offline(world: World, app: App): Promise<Report[]> {
  const answerer = await app.answerer();
  const progress = createProgress(world, 'sets');
  const reports: Report[] = [];
  const answered = () => questions(app, ({ question }) => answerer.answer(question).answer);
  for (const set of [answered, claims, situations, threads]) {
    reports.push(await set(app));
    progress.at(reports.length, 4);
  }
  progress.end();
  return reports;
}

/** A limit, and what it is lowered to for strangers, who wrote to mislead. */
interface Limit {
  readonly least?: number;
  readonly most?: number;
  readonly leastOfStrangers?: number;
}

/** What the product promises. Below the least, or above the most, CI fails; so it does where a figure is missing. */
const floors: Readonly<Record<string, Readonly<Record<string, Limit>>>> = {
  Questions: {
    'recall at 1': { least: 85 },
    'recall at 3': { least: 95 },
    'declined of what should be': { least: 90, leastOfStrangers: 85 },
    'wrongly declined': { most: 5 },
    'facts shown': { least: 90 },
    'quotes verbatim': { least: 100 },
  },
  Claims: { 'wrong rejected': { least: 97 }, 'right kept': { least: 85 } },
  Situations: {
    'facts right': { least: 93 },
    'verdict of clear-cut profiles': { least: 95 },
    'two steps off': { most: 0 },
  },
  Threads: {
    // What strangers' threads that nobody had read came to; the tests hold the other parts higher.
    'decided right': { least: 83 },
    'chosen right': { least: 78 },
    'deciders right': { least: 80 },
    'deciders found': { least: 83 },
    'secrets leaked': { most: 0 },
    'not to be used': { most: 0 },
  },
};

function belowFloor({ set, rows }: Report): string[] {
  const limits = Object.entries(floors[set] ?? {});
  return parts.flatMap((part) => {
    const figures = rows.find((row) => row.part === part && row.kind === 'all')?.figures;
    // A floor under nothing would hold whatever breaks.
    if (!figures) return part === 'strangers' && set !== 'Threads' ? [] : [`${set}, ${part}: the set is missing`];
    return limits.flatMap(([name, limit]) => {
      const { most = Number.POSITIVE_INFINITY } = limit;
      const least = (part === 'strangers' ? limit.leastOfStrangers : undefined) ?? limit.least ?? 0;
      const figure = figures[name];
      if (figure === null || figure === undefined) return [`${set}, ${part}: ${name} is missing`];
      if (figure >= least && figure <= most) return [];
      return [`${set}, ${part}: ${name} is ${shown(figure)}, ${figure < least ? `below ${least}` : `above ${most}`}`];
    });
  });
}

async function claims(app: App): Promise<Report> {
  const judge = await app.verifier();
  const rows: Row[] = [];
  const failures: string[] = [];
  for (const { part, items } of read('claims', claimSchema)) {
    const verdicts = items.map(({ claim, quotes }) => judge({ claim, quotes }));
    const accepted = verdicts.map((verdict) => verdict.accepted);
    for (const { kind, count, rejected, kept } of scoreClaims(items, accepted)) {
      rows.push({ part, kind, count, figures: { 'wrong rejected': rejected, 'right kept': kept } });
    }
    if (part === 'kept') continue;
    for (const [index, item] of items.entries()) {
      if (accepted[index] !== item.expected)
        failures.push(`${item.id} ${item.kind}: ${item.claim} (${verdicts[index]?.reason})`);
    }
  }
  return { set: 'Claims', rows, failures };
}

async function situations(app: App): Promise<Report> {
  const reader = await app.situations();
  const { engine } = await app.check();
  const rows: Row[] = [];
  const failures: string[] = [];
  for (const { part, items } of read('situations', situationSchema)) {
    const results = items.map(({ description }) => {
      const { answers } = reader.read(description);
      return { answers, verdict: engine.evaluate(answers).verdict };
    });
    const score = scoreSituations(items, results);
    const profiles = scoreSituations(
      items,
      items.map(({ answers }) => ({ answers, verdict: engine.evaluate(answers).verdict })),
    );
    const { clear, errors } = score;
    rows.push({
      part,
      kind: 'all',
      count: items.length,
      figures: {
        'facts right': 100 * score.precision,
        'facts taken': 100 * score.recall,
        'verdict of clear-cut profiles': share(profiles.clear.agreeing, profiles.clear.total),
        'two steps off': profiles.twoStepsOff,
        'verdict from the text alone': share(clear.agreeing, clear.total),
        'two steps off by it': score.twoStepsOff,
      },
    });
    if (part === 'kept') continue;
    failures.push(
      ...errors.map((error) => `${error.id} ${error.question}: expected ${error.expected}, took ${error.taken}`),
    );
  }
  return { set: 'Situations', rows, failures };
}

async function threads(app: App): Promise<Report> {
  const reader = await app.threads();
  const rows: Row[] = [];
  const failures: string[] = [];
  for (const { part, items } of read('threads', labelledThread)) {
    const results = items.map(({ thread }) => {
      const draft = draftThread(threadSchema.parse(thread), reader);
      const posted = Object.values(postedEverywhere(draftCard(draft)));
      return { ...draft, shown: [JSON.stringify(draft), ...posted].join('\n') };
    });
    const score = scoreThreads(items, results);
    rows.push({
      part,
      kind: 'all',
      count: items.length,
      figures: {
        'decided right': score.decided,
        'chosen right': score.chosen,
        'deciders right': score.deciderPrecision,
        'deciders found': score.deciderRecall,
        'secrets leaked': score.leaked,
        'not to be used': score.forbidden,
      },
    });
    for (const [kind, { precision, recall }] of Object.entries(score.points))
      rows.push({ part, kind, count: items.length, figures: { 'points right': precision, 'points found': recall } });
    if (part !== 'kept') failures.push(...score.errors);
  }
  return { set: 'Threads', rows, failures };
}

const claimSchema = z.object({
  id: z.string(),
  kind: z.string(),
  claim: z.string(),
  quotes: z.array(z.object({ section: z.string(), text: z.string() })),
  expected: z.boolean(),
});

const situationSchema = z.object({
  id: z.string(),
  description: z.string(),
  answers: z.record(z.string(), z.string()),
  verdict: z.string(),
  clear: z.boolean(),
});

function read<Schema extends z.ZodType>(set: string, schema: Schema): { part: Part; items: z.output<Schema>[] }[] {
  return parts.flatMap((part) => {
    const path = pathOf(set, part);
    if (!existsSync(path)) return [];
    const lines = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '');
    return [{ part, items: lines.map((line) => schema.parse(JSON.parse(line))) }];
  });
}

function table({ set, rows }: Report): string {
  const figures = [...new Set(rows.flatMap((row) => Object.keys(row.figures)))];
  const cells = rows.map((row) => [
    row.part,
    row.kind,
    String(row.count),
    ...figures.map((name) => shown(row.figures[name])),
  ]);
  const lines = textTable(
    { kind: 'table', columns: [set, 'kind', 'n', ...figures], rows: cells },
    Number.POSITIVE_INFINITY,
  );
  return (lines ?? []).join('\n');
}

function shown(figure: number | null | undefined): string {
  if (figure === null || figure === undefined) return '';
  return Number.isInteger(figure) ? String(figure) : figure.toFixed(1);
}
