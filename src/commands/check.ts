import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { App } from '../app.ts';
import type { Card } from '../core/card.ts';
import type { Change, FiredBlock, Flip, Verdict } from '../core/check/verdict.ts';
import { againstLines, verdictCard } from '../core/check/verdict-card.ts';
import { parseDataFile } from '../core/data-file.ts';
import { UserError } from '../core/errors.ts';
import type { Citation } from '../core/knowledge/document.ts';
import { toText } from '../platforms/terminal/render.ts';
import { viewOf } from '../platforms/terminal/view.ts';
import type { World } from '../world.ts';
import { jsonLines, lineId } from './jsonl.ts';
import { postedEverywhere } from './posted.ts';

export interface CheckOptions {
  readonly answers?: string;
  readonly json?: boolean;
  readonly jsonl?: boolean;
  readonly fromText?: boolean;
  readonly questions?: boolean;
  /** Where to write the verdict's picture, a PNG. */
  readonly picture?: string;
}

const answers = z
  .record(z.string(), z.union([z.string(), z.array(z.string()), z.null()]).meta({ examples: ['small-team'] }))
  .meta({ examples: [{ team: 'small-team', scaling: 'unknown' }] });
const answersLine = z.object({ id: lineId, answers });
const descriptionLine = z.object({ id: lineId, description: z.string() });

/** The guided questionnaire, or the verdict on answers from a file, from JSON lines or from a described situation. */
export async function check(world: World, app: App, options: CheckOptions): Promise<number> {
  if (options.questions) {
    const { questionnaire } = await app.check();
    world.stdout.write(`${JSON.stringify(questionnaire, null, 2)}\n`);
    return 0;
  }
  if (options.jsonl) return options.fromText ? fromText(world, app) : fromLines(world, app);
  if (options.answers !== undefined) return fromFile(world, app, options.answers, options);
  const { guidedCheck } = await import('./guided-check.ts');
  return guidedCheck(world, app);
}

async function fromLines(world: World, app: App): Promise<number> {
  const judge = await createJudge(app);
  await jsonLines(world, answersLine, (line) => ({ id: line.id, ...judge(line.answers) }));
  return 0;
}

async function fromText(world: World, app: App): Promise<number> {
  const judge = await createJudge(app);
  const reader = await app.situations();
  await jsonLines(world, descriptionLine, ({ id, description }) => {
    const stated = reader.read(description);
    return { id, ...stated, ...judge(stated.answers) };
  });
  return 0;
}

async function fromFile(world: World, app: App, file: string, { json, picture }: CheckOptions): Promise<number> {
  const { questionnaire, engine } = await app.check();
  const given = parseDataFile({ file, text: readAnswers(resolve(world.cwd(), file), file) }, answers);
  const verdict = engine.evaluate(given);
  const text = json
    ? JSON.stringify((await createJudge(app))(given), null, 2)
    : toText(withoutButtons(verdictCard(questionnaire, verdict)), viewOf(world)).trimEnd();
  if (picture !== undefined) {
    const [{ verdictPicture }, { toPng }] = await Promise.all([
      import('../core/picture/verdict-picture.ts'),
      import('../picture/render.ts'),
    ]);
    writePicture(resolve(world.cwd(), picture), picture, await toPng(verdictPicture(questionnaire, verdict)));
  }
  world.stdout.write(`${text}\n`);
  return 0;
}

/** There is nobody here to press them. */
function withoutButtons(card: Card): Card {
  return { ...card, blocks: card.blocks.filter(({ kind }) => kind !== 'buttons') };
}

function writePicture(path: string, shown: string, png: Uint8Array): void {
  try {
    writeFileSync(path, png);
  } catch {
    throw new UserError(
      `${shown}: cannot be written. Name a file in a folder that exists and is yours to write, for example verdict.png.`,
    );
  }
}

function readAnswers(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UserError(
      `${shown}: cannot be read. Name a YAML or JSON file with answers, for example "team: small-team"; archcheck check --questions lists them.`,
    );
  }
}

/** Answers to the verdict in the form of the JSONL contract. */
async function createJudge(app: App): Promise<(given: z.output<typeof answers>) => object> {
  const { questionnaire, engine } = await app.check();
  return (given) => {
    const started = performance.now();
    const verdict = engine.evaluate(given);
    const ms = performance.now() - started;
    return {
      ...result(verdict),
      against: againstLines(questionnaire, verdict),
      posted: postedEverywhere(verdictCard(questionnaire, verdict)),
      ms: Math.round(ms * 1000) / 1000,
    };
  };
}

function result(verdict: Verdict): object {
  const { disagreements, flips, nextSteps } = verdict;
  return {
    verdict: verdict.verdict,
    side: verdict.side,
    reachable: verdict.reachable,
    settles: verdict.settles,
    score: verdict.score,
    scoreRange: verdict.scoreRange,
    scale: verdict.scale,
    contributions: verdict.contributions.map(({ question, option, pull, citation }) => ({
      question,
      option,
      pull,
      ...place(citation),
    })),
    blocks: verdict.blocks.map(block),
    possibleBlocks: verdict.possibleBlocks.map(block),
    flips: flips.map(flip),
    flipsTotal: verdict.flipsTotal,
    nextSteps: nextSteps && flip(nextSteps),
    costs: verdict.costs.map(place),
    beyondDocument: verdict.beyondDocument,
    ...(disagreements.length > 0 ? { disagreements } : {}),
    rules: verdict.rules,
  };
}

const place = ({ section, quote }: Citation) => ({ section, quote });
const block = ({ rule, cap, citation }: FiredBlock) => ({ rule, cap, ...place(citation) });
const flip = ({ changes, verdict }: Flip) => ({ changes: changes.map(change), verdict });
const change = ({ question, from, to }: Change) => ({ question, from, to });
