import type { Act } from './acts.ts';
import type { Add, Unweighed } from './heard.ts';
import type { Said } from './read.ts';
import type { Stance } from './style.ts';
import { wordedAs } from './worded.ts';

// So many messages before and after count as near.
const near = 6;
// What is further away has nothing to do with it.
const far = 30;
// A third yes adds nothing.
const many = 3;
// Less likely than this, it is no yes.
const leastYes = 0.4;

const undoing = ['disagree', 'condition', 'postpone', 'undecided', 'withdraw', 'propose'] as const;
const lasting = ['postpone', 'undecided', 'withdraw', 'decide', 'propose', 'offer'] as const;

/** What comes after a message, up to the end. */
interface Rest {
  readonly most: Readonly<Record<(typeof lasting)[number], number>>;
  readonly isPutOff: boolean;
  readonly isTakenBack: boolean;
  /** Whoever still says something in words; of many only two. */
  readonly speakers: readonly (string | null)[];
}

/** Prepares a thread once; then notes for each message what is said before and after it. */
export function createSurroundings(all: readonly Unweighed[]): (add: Add, own: Unweighed, at: number) => void {
  const rests = restsOf(all);
  const opener = all[0]?.said.message.user ?? null;
  const firstNamed = all.findIndex(({ stances }) => stances.size > 0);
  const repliedTo = new Set(all.map(({ said }) => said.message.replyTo));
  return (add, own, at) => {
    const { message } = own.said;
    const isOther = ({ said }: Unweighed) => said.message.user !== message.user;
    const before = all.slice(Math.max(0, at - near), at);
    const after = all.slice(at + 1, at + 1 + near);
    const rest = rests[at] ?? nothing;
    const flag = (name: string, isThere: boolean | undefined) => add(name, isThere ? 1 : 0);

    flag('first', at === 0);
    add('late', at / Math.max(all.length - 1, 1));
    flag('by opener', message.user !== null && message.user === opener);
    add('agreed before', agreeing(before.filter(isOther)) / many);
    add('agreed after', agreeing(after.slice(0, 4).filter(isOther)) / many);
    for (const act of [...undoing, 'objection'] as const) add(`${act} just before`, highest(before.slice(-2), act));
    add('propose before', highest(before, 'propose'));
    flag(
      'named before',
      before.some(({ stances }) => stances.size > 0),
    );
    flag('named in thread before', firstNamed >= 0 && firstNamed < at);
    const ownBefore = before.filter((each) => !isOther(each));
    add('own proposal before', highest(ownBefore, 'propose'));
    for (const act of [...undoing, 'ask'] as const) add(`${act} after`, highest(after.slice(0, 3), act));
    for (const act of lasting) add(act === 'offer' ? 'offer after' : `${act} later`, rest.most[act]);
    flag('put off later', rest.isPutOff);
    flag('taken back later', rest.isTakenBack);
    const denials = after.slice(0, 3).filter((each) => isOther(each) && deniesFirst(each.said));
    flag('denied after', denials.length > 0);
    flag('last by anybody', rest.speakers.length === 0);
    flag(
      'unanswered',
      rest.speakers.every((user) => user === message.user),
    );
    const previous = before.at(-1);
    flag('answers', previous && isOther(previous) && previous.said.statements.at(-1)?.isQuestion);
    flag('follows own', previous && !isOther(previous));
    flag('replied to', repliedTo.has(message.id));
    const replies = after.slice(0, 3).filter(isOther);
    const [reply] = replies;
    flag('answered', replies.some(isReply));
    flag('answered at once', reply && isReply(reply));
    flag('answered plainly', reply && isReply(reply) && Math.max(reply.most.undecided, reply.most.postpone) < 0.3);
    flag('asked back', reply?.said.statements.at(-1)?.isQuestion);
    addSides(add, own, all.slice(Math.max(0, at - far), at), all.slice(at + 1, at + 1 + far));
  };
}

/** How what a message names goes together with what others name before and after it. */
function addSides(add: Add, own: Unweighed, before: readonly Unweighed[], after: readonly Unweighed[]): void {
  const { user } = own.said.message;
  const named = sideOf(own);
  const others = before.filter(({ said }) => said.message.user !== user);
  const sides = others.flatMap((each) => sideOf(each) ?? []);
  const last = sides.at(-1);
  add('several sides', new Set(own.stances.values()).size > 1 ? 1 : 0);
  if (named !== null) {
    add('side of others', sides.includes(named) ? 1 : 0);
    add('against the last side', last !== undefined && last !== named ? 1 : 0);
    add('only side', sides.every((side) => side === named) && sides.length > 0 ? 1 : 0);
    const rivals = after.filter((each) => (sideOf(each) ?? named) !== named);
    add('rival after', highest(rivals, 'propose'));
    add('rival decided after', highest(rivals, 'decide'));
    add(
      'same after',
      highest(
        after.filter((each) => sideOf(each) === named),
        'decide',
      ),
    );
    add('yes to named', agreeing(after.slice(0, 4).filter(({ said }) => said.message.user !== user)) / 2);
    if (own.said.statements.at(-1)?.isQuestion)
      add('yes to asked', agreeing(after.slice(0, 4).filter(({ said }) => said.message.user !== user)) / 2);
  }
  const ownSide = before.findLast((each) => each.said.message.user === user && sideOf(each) !== null);
  const side = ownSide && sideOf(ownSide);
  if (side && last) add(side === last ? 'sides with the last' : 'sides against the last', 1);
  const next = after.slice(0, 4);
  add('laughed at', next.slice(0, 2).some(({ said }) => said.isLight || said.isJoke) ? 1 : 0);
  add('light after', next.length === 0 ? 0 : next.filter(({ said }) => isSmall(said)).length / next.length);
  add('left', after.length / 10);
  const withdrawn = after.findLastIndex(({ most }) => most.withdraw > 0.4);
  if (withdrawn >= 0) {
    const taken = after[withdrawn]?.most.withdraw ?? 0;
    add('withdrawn for good', taken * (1 - highest(after.slice(withdrawn + 1), 'decide')));
    if (after[withdrawn]?.said.message.user === user) add('withdrawn by own', taken);
  }
}

function sideOf({ stances }: Unweighed): Stance | null {
  const named = [...stances.values()].find((stance) => stance !== 'several') ?? null;
  return named === 'part' || named === 'apart' ? 'evolve' : named;
}

function isSmall({ statements }: Unweighed['said']): boolean {
  return statements.every(({ tokens, isQuestion }) => !isQuestion && tokens.length <= 5);
}

const nothing: Rest = {
  most: { postpone: 0, undecided: 0, withdraw: 0, decide: 0, propose: 0, offer: 0 },
  isPutOff: false,
  isTakenBack: false,
  speakers: [],
};

/** For each message what comes after it; read from the end, so that a long thread costs no more than its length. */
function restsOf(all: readonly Unweighed[]): Rest[] {
  const rests: Rest[] = [];
  let rest = nothing;
  for (const { said, most } of [...all].reverse()) {
    rests.push(rest);
    const { most: known, speakers } = rest;
    const worded = said.statements.flatMap((one) => (one.isQuestion ? [] : wordedAs(one)));
    rest = {
      most: {
        postpone: Math.max(known.postpone, most.postpone),
        undecided: Math.max(known.undecided, most.undecided),
        withdraw: Math.max(known.withdraw, most.withdraw),
        decide: Math.max(known.decide, most.decide),
        propose: Math.max(known.propose, most.propose),
        offer: Math.max(known.offer, most.offer),
      },
      isPutOff: rest.isPutOff || worded.includes('put off'),
      isTakenBack: rest.isTakenBack || worded.includes('taken back'),
      speakers:
        said.isBare || speakers.includes(said.message.user) ? speakers : [...speakers, said.message.user].slice(-2),
    };
  }
  return rests.reverse();
}

/** "No we're not", "nobody agreed to that", "hold on", as the first thing that is said. */
export function deniesFirst({ statements }: Said): boolean {
  const [first] = statements;
  if (!first || first.isQuestion) return false;
  return first.cues.some(
    ({ name, from }) => from <= 1 && (name === 'undecided' || name === 'retract' || name === 'suspend'),
  );
}

function highest(list: readonly Unweighed[], act: Act): number {
  return Math.max(0, ...list.map(({ most }) => most[act]));
}

function agreeing(list: readonly Unweighed[]): number {
  return new Set(list.flatMap(({ said, most }) => (most.agree > leastYes ? [said.message.user] : []))).size;
}

function isReply({ said: { statements, isBare } }: Unweighed): boolean {
  return (
    !isBare && statements.some(({ isQuestion, tokens, has }) => !isQuestion && tokens.length >= 2 && !has('shrug'))
  );
}
