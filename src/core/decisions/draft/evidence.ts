import { type Act, actNames } from './acts.ts';
import type { Naming } from './choices.ts';
import type { ThreadCues } from './cues.ts';
import type { Add, Heard, Unweighed } from './heard.ts';
import type { Said, Statement } from './read.ts';
import type { ThreadReader } from './reader.ts';
import type { Stance } from './style.ts';
import { createSurroundings } from './surroundings.ts';
import { wordedAs } from './worded.ts';

// What is less likely says nothing.
const leastValue = 0.02;

/** What each message does, and what speaks for it: its own words and what is said before and after it. */
export function hear(said: readonly Said[], { cues, actsOf, namingOf }: Omit<ThreadReader, 'weights'>): Heard[] {
  const unweighed = said.map((each) => {
    const acts = new Map(each.statements.map((statement) => [statement, actsOf(statement)]));
    const stances = new Map<Statement, Stance>();
    const shares = new Map<Statement, Naming['shares']>();
    for (const statement of each.statements) {
      const { stance, shares: named } = namingOf(statement);
      shares.set(statement, named);
      if (stance !== null) stances.set(statement, stance);
    }
    return { said: each, acts, stances, shares, most: mostOf(each, acts) };
  });
  const isNamed = unweighed.some(({ stances }) => [...stances.values()].some((stance) => stance !== 'other'));
  const isAbout = unweighed.some(({ said: { statements } }) => statements.some(({ has }) => has('elsewhere')));
  if (!isNamed && !isAbout) for (const each of unweighed) nameTechnical(each);
  const addAround = createSurroundings(unweighed);
  return unweighed.map((each, at) => {
    const evidence = new Map<string, number>();
    const add: Add = (name, value) => {
      if (value > leastValue) evidence.set(name, Math.max(evidence.get(name) ?? 0, Math.min(value, 1)));
    };
    addOwn(add, each, cues);
    addAround(add, each, at);
    if (!isNamed) {
      add('nothing named', 1);
      add('decides where nothing is named', each.most.decide);
    }
    return { ...each, evidence };
  });
}

/** Where a thread names no architecture, whatever speaks of the system stands for another technical matter. */
function nameTechnical({ said, stances }: { readonly said: Said; readonly stances: Map<Statement, Stance> }): void {
  for (const statement of said.statements) if (statement.has('technical')) stances.set(statement, 'other');
}

function mostOf(said: Said, acts: Heard['acts']): Record<Act, number> {
  const most: Record<Act, number> = {
    decide: 0,
    agree: 0,
    disagree: 0,
    condition: 0,
    postpone: 0,
    undecided: 0,
    withdraw: 0,
    others: 0,
    past: 0,
    joke: 0,
    propose: 0,
    ask: 0,
    offer: 0,
    reason: 0,
    objection: 0,
    chat: 0,
  };
  for (const statement of said.statements) {
    if (statement.isQuestion) continue;
    for (const act of actNames) most[act] = Math.max(most[act], acts.get(statement)?.[act] ?? 0);
  }
  if (said.agrees) most.agree = Math.max(most.agree, 0.9);
  if (said.disagrees) most.disagree = Math.max(most.disagree, 0.9);
  return most;
}

/** What a message says and shows by itself. */
function addOwn(add: Add, { said, acts, stances, most }: Unweighed, cues: ThreadCues): void {
  const { message, statements } = said;
  for (const act of actNames) add(act, most[act]);
  for (const statement of statements) {
    const own = acts.get(statement);
    if (statement.isQuestion && own) {
      for (const act of actNames) add(`${act}?`, own[act]);
    }
    const mark = statement.isQuestion ? '?' : '';
    const stance = stances.get(statement);
    const worded = wordedAs(statement);
    if (!statement.isQuestion) add(worded, 1);
    if (!statement.isQuestion && stances.has(statement) && (worded === 'decided' || worded === 'taken'))
      add(`${worded} by name`, 1);
    if (stance) {
      add(`names ${stance}${mark}`, 1);
      add(`names${mark}`, 1);
      if (own && !statement.isQuestion) {
        add('decides named', own.decide);
        add('proposes named', own.propose);
      }
    }
    for (const name of ['causal', 'worry'] as const) if (statement.has(name)) add(`${name}${mark}`, 1);
    const words = statement.tokens.length;
    if (words > 12) add('long', 1);
    if (words <= 3) add('brief', 1);
  }
  if (statements.some(({ isQuestion }) => isQuestion)) add('question', 1);
  if (statements.length > 0 && statements.at(-1)?.isQuestion) add('ends in question', 1);
  if (statements.length > 1) add('sentences', statements.length / 5);
  const first = statements[0]?.tokens[0]?.text ?? '';
  if (['so', 'then', 'therefore'].includes(first) || statements[0]?.tokens.at(-1)?.text === 'then') add('sums up', 1);
  if (['ok', 'okay', 'k', 'kk', 'alright', 'right', 'good', 'fine', 'great', 'cool', 'done', 'aight'].includes(first))
    add('closes', 1);
  if (['but', 'though', 'except', 'however', 'and', 'plus', 'also'].includes(first))
    add(`begins ${first === 'and' || first === 'plus' || first === 'also' ? 'and' : 'but'}`, 1);
  if (statements.some(({ tokens }) => tokens.some(({ value }) => value !== undefined))) add('counts', 1);
  if (said.isJoke) add('joking', 1);
  if (said.isLight) add('light', 1);
  if (said.isBare) add('bare', 1);
  const positive = new Set(
    message.reactions.filter(({ name }) => cues.isSign('agree', name)).flatMap(({ users }) => users),
  );
  const negative = new Set(
    message.reactions.filter(({ name }) => cues.isSign('disagree', name)).flatMap(({ users }) => users),
  );
  add('liked', positive.size / 3);
  add('disliked', negative.size / 3);
}
