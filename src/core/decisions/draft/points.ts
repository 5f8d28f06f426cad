import type { CueName, ThreadCues } from './cues.ts';
import type { Course, Role } from './decide.ts';
import type { Said, Statement } from './read.ts';
import { isRejected, stanceOf } from './style.ts';

export const pointKinds = ['decision', 'option', 'reason', 'objection', 'question', 'action'] as const;
export type PointKind = (typeof pointKinds)[number];

/** Something that the thread says, in the words of whoever said it. */
export interface Point {
  readonly kind: PointKind;
  readonly text: string;
  /** The ids of the messages that it rests on, at least one. */
  readonly messages: readonly string[];
}

type Found = { readonly kind: PointKind; readonly statement: Statement; readonly messages: readonly string[] };

/** What a thread says about an architecture, in its order; a message gives at most one point of each kind. */
export function pointsOf(said: readonly Said[], { standing, roles }: Course, cues: ThreadCues): Point[] {
  const isAboutArchitecture = isArchitectural(said);
  const found: Found[] = [];
  if (standing) found.push({ kind: 'decision', statement: standing.statement, messages: standing.messages });
  let side: Side | null = null;
  for (const each of said) {
    if (each.isJoke) continue;
    for (const statement of each.statements) {
      if (statement.has('others')) continue;
      const role = roles.get(statement) ?? 'none';
      const stance = stanceOf(statement.tokens, statement.styles, Number.POSITIVE_INFINITY, cues);
      const kind = kindOf(statement, each, role, side, said, isAboutArchitecture, cues);
      if (kind) found.push({ kind, ...kindless(statement, kind, said) });
      if (role !== 'none') found.push(...causeOf(statement));
      if (role !== 'none' && stance !== null)
        side =
          stance === 'several'
            ? null
            : stance === 'evolve'
              ? 'both'
              : stance === 'monolith'
                ? 'monolith'
                : 'microservices';
    }
  }
  return distinct(found).map(({ kind, statement, messages }) => ({ kind, text: statement.text, messages }));
}

/** Which side is on the table; `both` is one whole with parts taken out. */
type Side = 'monolith' | 'microservices' | 'both';

/** An architecture is named, or at least argued about twice. */
function isArchitectural(said: readonly Said[]): boolean {
  const statements = said.flatMap((each) => each.statements);
  if (statements.some(({ styles }) => styles.length > 0)) return true;
  return statements.filter((one) => one.has('forMonolith', 'forMicroservices')).length >= 2;
}

function kindOf(
  statement: Statement,
  each: Said,
  role: Role,
  side: Side | null,
  said: readonly Said[],
  isAboutArchitecture: boolean,
  cues: ThreadCues,
): PointKind | null {
  if (role === 'proposal')
    return isAlone(statement, said) && statement.isQuestion && isChoiceQuestion(statement) ? 'question' : 'option';
  if (role === 'decision') return null;
  if (statement.isQuestion) return isOpenQuestion(statement, each, said, isAboutArchitecture) ? 'question' : null;
  if (isAction(statement, each, said)) return 'action';
  if (!isAboutArchitecture || each.isLight) return null;
  const stand = argument(statement, side, cues.negators);
  if (stand === null) return null;
  // Whoever begins with "+1" or "disagree" gives the reason for that.
  if (each.statements.some((one) => one.has('disagree'))) return 'objection';
  return each.agrees && each.statements[0] === statement && leading(statement) === null ? 'reason' : stand;
}

const causes = new Set(['because', 'since', 'cuz', 'cause', 'bc', 'coz']);

/** "…because we are three": the reason that a proposal or a decision gives for itself. */
function causeOf(statement: Statement): Found[] {
  const { tokens, message } = statement;
  const at = tokens.findIndex(({ text }, place) => place > 1 && causes.has(text));
  const first = tokens[at];
  const last = tokens.at(-1);
  if (!first || !last || tokens.length - at < 3) return [];
  const text = message.text.slice(first.start, last.end).trim();
  return statement.text.includes(text)
    ? [{ kind: 'reason', statement: { ...statement, text }, messages: [message.id] }]
    : [];
}

/** An accepted request rests on both messages. */
function kindless(statement: Statement, kind: PointKind, said: readonly Said[]): Omit<Found, 'kind'> {
  if (kind !== 'action') return { statement, messages: [statement.message.id] };
  const request = requestBefore(statement, said);
  return request
    ? { statement: request, messages: [request.message.id, statement.message.id] }
    : { statement, messages: [statement.message.id] };
}

/** Nobody said anything after it but its writer. */
function isAlone({ order, message }: Statement, said: readonly Said[]): boolean {
  return said.slice(order + 1).every((later) => later.message.user === message.user);
}

function isChoiceQuestion({ tokens }: Statement): boolean {
  return tokens.length >= 3;
}

const talk: readonly CueName[] = ['decided', 'agree', 'joke', 'elsewhere', 'request'];

/** A question about the matter that nobody answered. */
function isOpenQuestion(
  statement: Statement,
  each: Said,
  said: readonly Said[],
  isAboutArchitecture: boolean,
): boolean {
  const words = statement.tokens.filter(({ kind }) => kind === 'word');
  if (words.length < 3 || each.isLight || statement.has('elsewhere')) return false;
  if (!isAboutArchitecture && !each.statements.some((one) => one.has('forMonolith', 'forMicroservices'))) {
    if (!/^(?:who|what|why|how|where|when|which|can|could|does|is)/.test(words[0]?.text ?? '')) return false;
  }
  if (statement.has('invitation') || (statement.has(...talk) && !statement.has('con'))) {
    if (!/^(?:who|what|when|how|why|where|seriously)$/.test(words[0]?.text ?? '')) return false;
  }
  return !isAnswered(statement, each, said);
}

// An answer comes soon or not at all.
const answerReach = 3;

function isAnswered(statement: Statement, each: Said, said: readonly Said[]): boolean {
  const later = said.slice(each.order + 1);
  if (later.some(({ message }) => message.replyTo === each.message.id && message.user !== each.message.user))
    return true;
  const own = new Set(contentWords(statement));
  for (const reply of later.slice(0, answerReach)) {
    if (reply.message.user === each.message.user) {
      if (reply.statements.some((one) => !one.isQuestion && one.tokens.length > 2)) return false;
      continue;
    }
    if (reply.isBare || reply.isJoke) continue;
    const [first] = reply.statements;
    if (!first) continue;
    if (reply.statements.every((one) => one.isQuestion)) return false;
    if (reply.statements.some((one) => one.has('shrug')) && !reply.statements.some((one) => shared(one, own) > 1))
      continue;
    if (reply.statements.some((one) => one.has('decided') || one.has('suspend', 'defer'))) return false;
    if (reply.statements.some((one) => one.has('action')) && !first.has('accept')) return false;
    return true;
  }
  return false;
}

function contentWords({ tokens }: Statement): string[] {
  return tokens.filter(({ kind, text }) => kind === 'word' && text.length > 3).map(({ text }) => text);
}

function shared(statement: Statement, words: ReadonlySet<string>): number {
  return contentWords(statement).filter((word) => words.has(word)).length;
}

/** Somebody takes something on: in so many words, or by saying yes to a request addressed to them. */
function isAction(statement: Statement, each: Said, said: readonly Said[]): boolean {
  if (statement.has('conditional', 'hedge') && !statement.has('action')) return false;
  if (requestBefore(statement, said)) return !statement.has('decline');
  const action = statement.cues.find(({ name }) => name === 'action');
  if (!action || each.isLight) return false;
  const after = statement.tokens[action.to - 1]?.text ?? '';
  const next = statement.tokens[action.to]?.text ?? '';
  const takesOn = /^(?:iwill|ill|will|i)$/.test(statement.tokens[action.from]?.text ?? '');
  if (takesOn && unworkable.has(after) && !(after === 'be' && /ing$/.test(next))) return false;
  const isBrief = /^(?:on|leave|ive|mine|will)$/.test(statement.tokens[action.from]?.text ?? '');
  if (isBrief) return statement.tokens.length <= 3;
  return statement.tokens.filter(({ kind }) => kind === 'word').length >= 4;
}

const unworkable = new Set(
  'be not never think see pass sleep say bet admit agree die cry probably leave wait survive like love miss support hate live regret take_it need still wouldnt do_it eat join abstain have stop assume know believe'.split(
    ' ',
  ),
);

const requestReach = 3;

/** The request that a sentence accepts, if it does. */
function requestBefore(statement: Statement, said: readonly Said[]): Statement | null {
  const { message, order } = statement;
  const first = statement.cues.find(({ name }) => name === 'accept');
  if (!first || first.from > 2 || message.user === null || statement.isQuestion || statement.has('decline'))
    return null;
  for (const before of said.slice(Math.max(0, order - requestReach), order).reverse()) {
    if (before.message.user === message.user) return null;
    if (!before.mentions.includes(message.user.toLowerCase())) continue;
    const request = before.statements.find(
      (one) =>
        one.has('request') &&
        (one.isQuestion || /^(?:please|pls)$/.test(one.tokens[0]?.text ?? '')) &&
        one.styles.length === 0,
    );
    if (request) return request;
  }
  return null;
}

/** For or against what is on the table: by its own marker first, then by the side that it pulls to. */
function argument(
  statement: Statement,
  side: Side | null,
  negators: ReadonlySet<string>,
): 'reason' | 'objection' | null {
  const words = statement.tokens.filter(({ kind }) => kind === 'word').length;
  if (
    statement.has('action', 'past') ||
    (statement.has('conditional') && !statement.has('con')) ||
    isTalkAboutTalk(statement)
  )
    return null;
  const marker = leading(statement);
  if (words < (marker ? 2 : 3)) return null;
  if (marker) return marker;
  if (statement.has('disagree')) return 'objection';
  const { pros, cons } = weighed(statement, negators);
  const mono = count(statement, 'forMonolith');
  const micro = count(statement, 'forMicroservices');
  const pull: Exclude<Side, 'both'> | null = mono === micro ? null : mono > micro ? 'monolith' : 'microservices';
  if (pros === 0 && cons === 0 && pull === null) return null;
  if (side === 'both' && pull !== null) return cons > pros ? 'objection' : 'reason';
  if (pull !== null && side !== null) {
    if (cons > pros && pull !== side) return 'objection';
    if (pull === side) return 'reason';
    return pros > cons ? 'reason' : 'objection';
  }
  if (pros === cons) return pull === null ? null : cons > 0 ? 'objection' : 'reason';
  return pros > cons ? 'reason' : 'objection';
}

/** "con: …", "pro split: …", "downside is …": the marker at the beginning says which. */
function leading({ cues, tokens }: Statement): 'reason' | 'objection' | null {
  if (cues.some(({ name, from }) => name === 'agree' && from === 0) && !cues.some(({ name }) => name === 'con')) {
    return cues.some(({ name }) => name === 'pro' || name === 'forMonolith' || name === 'forMicroservices')
      ? 'reason'
      : null;
  }
  const first = cues.find(({ name, from }) => (name === 'pro' || name === 'con') && from <= 2);
  if (!first) return null;
  const text = tokens[first.from]?.text ?? '';
  if (/^(?:con|cons|downside|drawback|risk|concern|worry|worried|nit|con\d)/.test(text)) return 'objection';
  return /^(?:pro|pros|upside|benefit|advantage|plus)/.test(text) ? 'reason' : null;
}

const lessening = new Set(['least', 'less', 'low', 'lower', 'fewer', 'zero', 'isnt', 'arent']);

/** What speaks for and what against; a denied one speaks for the other: "least risky", "not simpler". */
function weighed({ cues, tokens }: Statement, negators: ReadonlySet<string>): { pros: number; cons: number } {
  const pros = new Set<number>();
  const cons = new Set<number>();
  for (const { name, from } of cues) {
    if (name !== 'pro' && name !== 'con') continue;
    const isDenied = isRejected(tokens, from, negators) || lessening.has(tokens[from - 1]?.text ?? '');
    (isDenied === (name === 'con') ? pros : cons).add(from);
  }
  return { pros: pros.size, cons: cons.size };
}

function isTalkAboutTalk(statement: Statement): boolean {
  return (
    statement.has('defer', 'undecided', 'retract', 'suspend', 'elsewhere', 'applaud') &&
    !statement.has('con', 'forMonolith', 'forMicroservices')
  );
}

function count({ cues }: Statement, name: CueName): number {
  return new Set(cues.flatMap((cue) => (cue.name === name ? [cue.from] : []))).size;
}

/** One point of a kind for each message; a message that carries the decision gives no other point with the same words. */
function distinct(found: readonly Found[]): Found[] {
  const seen = new Set<string>();
  const texts = new Set<string>();
  return found.filter(({ kind, statement }) => {
    const key = `${kind} ${statement.message.id}`;
    const words = `${statement.message.id} ${statement.text}`;
    if (statement.text === '' || seen.has(key) || (kind !== 'option' && texts.has(words))) return false;
    seen.add(key);
    texts.add(words);
    return true;
  });
}
