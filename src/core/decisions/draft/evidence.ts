import { type Act, actNames } from './acts.ts';
import type { ThreadCues } from './cues.ts';
import type { Said, Statement } from './read.ts';
import type { ThreadReader } from './reader.ts';
import { type Stance, stanceOf } from './style.ts';
import type { Evidence } from './weigh.ts';

/** A message with what its sentences do. */
export interface Heard {
  readonly said: Said;
  readonly acts: ReadonlyMap<Statement, Readonly<Record<Act, number>>>;
  readonly stances: ReadonlyMap<Statement, Stance>;
  /** By act the likeliest among the sentences that are no questions. */
  readonly most: Readonly<Record<Act, number>>;
  readonly evidence: Evidence;
}

// So many messages before and after count as near.
const near = 6;

/** What each message does, and what speaks for it: its own words and what is said before and after it. */
export function hear(said: readonly Said[], { cues, actsOf }: Pick<ThreadReader, 'cues' | 'actsOf'>): Heard[] {
  const drafts = said.map((each) => {
    const acts = new Map(each.statements.map((statement) => [statement, actsOf(statement)]));
    const stances = new Map<Statement, Stance>();
    for (const statement of each.statements) {
      const stance = stanceOf(statement.tokens, statement.styles, Number.POSITIVE_INFINITY, cues);
      if (stance !== null) stances.set(statement, stance);
    }
    return { said: each, acts, stances, most: mostOf(each, acts) };
  });
  return drafts.map((draft, at) => ({ ...draft, evidence: evidenceOf(draft, at, drafts, cues) }));
}

type Draft = Omit<Heard, 'evidence'>;

/** What the phrases of threads.yaml say of a sentence, the strongest doubt first. */
function wordedAs({ has }: Statement): string {
  if (has('joke')) return 'a joke';
  if (has('others')) return 'of others';
  if (has('past') && !has('revise')) return 'of the past';
  if (has('retract', 'suspend') && !has('revise')) return 'taken back';
  if (has('undecided')) return 'open';
  if (has('defer')) return 'put off';
  if (has('conditional')) return 'conditional';
  if (has('decided', 'closing')) return has('hedge') ? 'half decided' : 'decided';
  if (has('going')) return has('hedge') ? 'half taken' : 'taken';
  return has('urge') ? 'urged' : has('invitation') ? 'asked for' : has('hedge') ? 'hedged' : 'plain';
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

function evidenceOf(draft: Draft, at: number, all: readonly Draft[], cues: ThreadCues): Evidence {
  const { said, acts, stances, most } = draft;
  const { message, statements } = said;
  const found = new Map<string, number>();
  const add = (name: string, value: number) => {
    if (value > 0.02) found.set(name, Math.max(found.get(name) ?? 0, Math.min(value, 1)));
  };
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
    const words = statement.tokens.length;
    if (words > 12) add('long', 1);
    if (words <= 3) add('brief', 1);
  }
  if (statements.some(({ isQuestion }) => isQuestion)) add('question', 1);
  if (statements.length > 0 && statements.at(-1)?.isQuestion) add('ends in question', 1);
  if (statements.length > 1) add('sentences', statements.length / 5);
  if (said.isJoke) add('joking', 1);
  if (said.isLight) add('light', 1);
  if (said.isBare) add('bare', 1);
  const total = all.length;
  if (at === 0) add('first', 1);
  add('late', at / Math.max(total - 1, 1));
  if (message.user !== null && message.user === all[0]?.said.message.user) add('by opener', 1);
  const positive = new Set(
    message.reactions.filter(({ name }) => cues.isSign('agree', name)).flatMap(({ users }) => users),
  );
  const negative = new Set(
    message.reactions.filter(({ name }) => cues.isSign('disagree', name)).flatMap(({ users }) => users),
  );
  add('liked', positive.size / 3);
  add('disliked', negative.size / 3);
  const isOther = ({ said: { message: other } }: Draft) => other.user !== message.user;
  const before = all.slice(Math.max(0, at - near), at);
  const after = all.slice(at + 1, at + 1 + near);
  const later = all.slice(at + 1);
  const users = (list: readonly Draft[], act: Act, least: number) =>
    new Set(list.filter((each) => isOther(each) && each.most[act] > least).map(({ said }) => said.message.user)).size;
  add('agreed before', users(before, 'agree', 0.4) / 3);
  add('agreed after', users(after.slice(0, 4), 'agree', 0.4) / 3);
  const highest = (list: readonly Draft[], act: Act) => Math.max(0, ...list.map((each) => each.most[act]));
  for (const act of ['disagree', 'condition', 'postpone', 'undecided', 'withdraw', 'objection', 'propose'] as const) {
    add(`${act} just before`, highest(before.slice(-2), act));
  }
  add('propose before', highest(before, 'propose'));
  add('named before', before.some(({ stances: named }) => named.size > 0) ? 1 : 0);
  add('named in thread before', all.slice(0, at).some(({ stances: named }) => named.size > 0) ? 1 : 0);
  add(
    'own proposal before',
    highest(
      before.filter((each) => !isOther(each)),
      'propose',
    ),
  );
  for (const act of ['disagree', 'condition', 'postpone', 'undecided', 'withdraw', 'propose', 'ask'] as const)
    add(`${act} after`, highest(after.slice(0, 3), act));
  for (const act of ['postpone', 'undecided', 'withdraw', 'decide', 'propose'] as const)
    add(`${act} later`, highest(later, act));
  for (const how of ['put off', 'taken back'] as const)
    add(
      `${how} later`,
      later.some(({ said }) => said.statements.some((one) => !one.isQuestion && wordedAs(one) === how)) ? 1 : 0,
    );
  add('offer after', highest(later, 'offer'));
  add('last by anybody', later.every(({ said }) => said.isBare) ? 1 : 0);
  const previous = before.at(-1);
  const isAnswer = previous && isOther(previous) && previous.said.statements.at(-1)?.isQuestion;
  add('answers', isAnswer ? 1 : 0);
  const replies = after.slice(0, 3).filter(isOther);
  const isReply = ({ said: { statements: their, isBare } }: Draft) =>
    !isBare && their.some(({ isQuestion, tokens, has }) => !isQuestion && tokens.length >= 2 && !has('shrug'));
  add('answered', replies.some(isReply) ? 1 : 0);
  add('answered at once', replies[0] && isReply(replies[0]) ? 1 : 0);
  add(
    'answered plainly',
    replies[0] && isReply(replies[0]) && Math.max(replies[0].most.undecided, replies[0].most.postpone) < 0.3 ? 1 : 0,
  );
  add('asked back', replies[0]?.said.statements.at(-1)?.isQuestion ? 1 : 0);
  add('unanswered', later.every((each) => !isOther(each) || each.said.isBare) ? 1 : 0);
  add('replied to', all.some(({ said: { message: other } }) => other.replyTo === message.id) ? 1 : 0);
  add('follows own', previous && !isOther(previous) ? 1 : 0);
  return found;
}
