import { standOf } from '../decisions/draft/deciders.ts';
import { draftThread } from '../decisions/draft/draft.ts';
import { hear } from '../decisions/draft/evidence.ts';
import type { Heard } from '../decisions/draft/heard.ts';
import { readThread } from '../decisions/draft/read.ts';
import { loadThreadReader, type ThreadFiles, type ThreadReader } from '../decisions/draft/reader.ts';
import { choices } from '../decisions/draft/style.ts';
import { threadSchema } from '../decisions/draft/thread.ts';
import { createWeights, type Judgement, judgements, loadWeights, type WeightTable } from '../decisions/draft/weigh.ts';
import { type LabelledThread, scoreThreads, type ThreadScore } from './score-threads.ts';
import { type Case, type Fit, weighClues } from './weigh-clues.ts';

/** Threads of one author. */
export interface Author {
  readonly name: string;
  /** How much their threads count; 1 as a rule. */
  readonly worth: number;
  readonly threads: readonly LabelledThread[];
}

export interface Fitted {
  readonly weights: WeightTable;
  /** How the threads of each author are read by weights, and by example sentences, that come from the others alone. */
  readonly scores: ReadonlyMap<string, ThreadScore>;
}

interface Labelled {
  readonly item: LabelledThread;
  readonly heard: readonly Heard[];
}
interface Learned {
  readonly author: Author;
  /** A reader that has learned nothing from this author's sentences. */
  readonly reader: ThreadReader;
  readonly threads: readonly Labelled[];
  readonly cases: Readonly<Record<Judgement, readonly Case[]>>;
}

/** Weighs the clues by labelled threads. Every thread is read by a reader that learned from other authors only, as a stranger's will be. */
export function fitThreads(authors: readonly Author[], files: ThreadFiles): Fitted {
  const learned = authors.map((author): Learned => {
    const reader = loadThreadReader({ ...files, utterances: withoutWordsOf(author.threads, files.utterances) });
    const threads = author.threads.map((item) => {
      const { said } = readThread(threadSchema.parse(item.thread), reader.cues);
      return { item, heard: hear(said, reader) };
    });
    return { author, reader, threads, cases: casesOf(threads, author.worth, reader) };
  });
  const apart = learned.map((each) => ({
    ...each,
    fits: fitAll(learned.filter((other) => other !== each).map(({ cases }) => cases)),
  }));
  const least = leastOf(apart, loadWeights(files.weights).least.decision);
  const scores = apart.map(({ author, reader, fits }) => {
    const alone = { ...reader, weights: createWeights(tableOf(fits, least)) };
    const results = author.threads.map(({ thread }) => {
      const draft = draftThread(threadSchema.parse(thread), alone);
      return { ...draft, shown: JSON.stringify(draft) };
    });
    return [author.name, scoreThreads(author.threads, results)] as const;
  });
  return {
    weights: tableOf(fitAll(learned.map(({ cases }) => cases)), least),
    scores: new Map(scores),
  };
}

type Fits = Readonly<Record<Judgement, Fit>>;

/** The file of example sentences without those that stand in the threads. */
function withoutWordsOf(
  threads: readonly LabelledThread[],
  file: ThreadFiles['utterances'],
): ThreadFiles['utterances'] {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9 ]/g, '')
      .trim();
  const said = new Set(
    threads.flatMap(({ thread }) =>
      thread.messages.flatMap(({ text }) => [text, ...text.split(/(?<=[.!?])\s+|\n/)].map(plain)),
    ),
  );
  const isTheirs = (line: string) =>
    line.startsWith('  ') && line.trim().split(/\s+/).length > 2 && said.has(plain(line));
  return {
    ...file,
    text: file.text
      .split('\n')
      .filter((line) => !isTheirs(line))
      .join('\n'),
  };
}

function casesOf(threads: readonly Labelled[], worth: number, reader: ThreadReader): Record<Judgement, Case[]> {
  const messages = threads.flatMap(({ item, heard }) =>
    heard.flatMap(({ said, evidence }) => (said.isBare ? [] : [{ item, evidence, id: said.message.id }])),
  );
  const cases = (kind: Judgement): Case[] =>
    messages.map(({ item, evidence, id }) => ({ evidence, isSo: isLabelled(item, kind, id), worth }));
  return {
    decision: cases('decision'),
    option: cases('option'),
    reason: cases('reason'),
    objection: cases('objection'),
    question: cases('question'),
    action: cases('action'),
    decider: threads.flatMap((thread) => peopleOf(thread, reader).map((each) => ({ ...each, worth }))),
  };
}

function isLabelled({ expected }: LabelledThread, kind: string, id: string): boolean {
  return expected.points.some((point) => point.kind === kind && point.message === id);
}

/** Everybody but whoever announced it, and whether they are one of the deciders. */
function peopleOf({ item, heard }: Labelled, reader: ThreadReader): Omit<Case, 'worth'>[] {
  const at = heard.findLastIndex(({ said }) => isLabelled(item, 'decision', said.message.id));
  const chosen = choices.find((choice) => choice === item.expected.chosen);
  const announcer = heard[at]?.said.message.user;
  if (chosen === undefined || announcer === undefined) return [];
  const people = new Set(
    heard.flatMap(({ said: { message } }) => [message.user ?? '', ...message.reactions.flatMap(({ users }) => users)]),
  );
  return [...people]
    .filter((user) => user !== '' && user !== announcer)
    .map((user) => ({
      evidence: standOf(user, at, chosen, heard, reader),
      isSo: item.expected.deciders.includes(user),
    }));
}

function fitAll(all: readonly Learned['cases'][]): Fits {
  const of = (judgement: Judgement, caution?: number) =>
    weighClues(
      all.flatMap((cases) => cases[judgement]),
      caution,
    );
  return {
    decision: of('decision'),
    option: of('option'),
    reason: of('reason'),
    // What one author holds for an objection another does not.
    objection: of('objection', 4),
    question: of('question'),
    action: of('action'),
    decider: of('decider'),
  };
}

// Lighter than this, a clue is left out of the file.
const lightest = 0.1;

function tableOf(fits: Fits, least: WeightTable['least']): WeightTable {
  const round = (value: number) => Math.round(value * 100) / 100;
  const clues: Record<string, Partial<Record<Judgement, number>>> = {};
  for (const judgement of judgements) {
    for (const [name, weight] of fits[judgement].clues)
      if (Math.abs(weight) >= lightest) clues[name] = { ...clues[name], [judgement]: round(weight) };
  }
  const start = (judgement: Judgement) => round(fits[judgement].start);
  return {
    least,
    start: {
      decision: start('decision'),
      option: start('option'),
      reason: start('reason'),
      objection: start('objection'),
      question: start('question'),
      action: start('action'),
      decider: start('decider'),
    },
    clues: Object.fromEntries(Object.entries(clues).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

const steps = Array.from({ length: 26 }, (_, step) => (10 + 2 * step) / 100);

/**
 * From when on something is taken for what it is judged, so that most comes out right with the threads of others.
 *
 * @param decision stays as it is: how a decision that is missed weighs against one that was none is for people to say
 */
function leastOf(apart: readonly (Learned & { fits: Fits })[], decision: number): WeightTable['least'] {
  const none = { decision: 0, option: 0, reason: 0, objection: 0, question: 0, action: 0, decider: 0 };
  const judged = apart.map((each) => ({ ...each, weights: createWeights(tableOf(each.fits, none)) }));
  const best = (worthOf: (least: number) => number) => {
    const worths = steps.map(worthOf);
    return steps[worths.indexOf(Math.max(...worths))] ?? 0;
  };
  // By how many of the right and of the taken agree (F1); with care below 1 a wrong one costs more than one that is missing.
  const agreeing = (judgement: Judgement, care = 1) => {
    const likely = judged.flatMap(({ cases, weights }) =>
      cases[judgement].map(({ evidence, isSo }) => ({ isSo, likelihood: weights.likely(judgement, evidence) })),
    );
    return best((least) => {
      const taken = likely.filter(({ likelihood }) => likelihood >= least);
      const right = taken.filter(({ isSo }) => isSo).length;
      return right / (taken.length + care * likely.filter(({ isSo }) => isSo).length);
    });
  };
  return {
    decision,
    option: agreeing('option', 0.6),
    reason: agreeing('reason', 0.8),
    objection: agreeing('objection', 0.6),
    question: agreeing('question'),
    action: agreeing('action'),
    decider: agreeing('decider', 0.6),
  };
}
