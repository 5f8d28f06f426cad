import type { Act } from './acts.ts';
import type { Heard } from './heard.ts';
import type { Said, Statement } from './read.ts';
import type { ThreadReader } from './reader.ts';
import type { Standing } from './standing.ts';

export const pointKinds = ['decision', 'option', 'reason', 'objection', 'question', 'action'] as const;
export type PointKind = (typeof pointKinds)[number];

/** Something that the thread says, in the words of whoever said it. */
export interface Point {
  readonly kind: PointKind;
  readonly text: string;
  /** The ids of the messages that it rests on, at least one. */
  readonly messages: readonly string[];
}

const actOf: Readonly<Record<Exclude<PointKind, 'decision'>, Act>> = {
  option: 'propose',
  reason: 'reason',
  objection: 'objection',
  question: 'ask',
  action: 'offer',
};

// More of a kind is no summary any more. What is left out stands in the thread.
const most: Readonly<Record<PointKind, number>> = {
  decision: 1,
  option: 5,
  reason: 6,
  objection: 6,
  question: 4,
  action: 6,
};

/**
 * What a thread says about an architecture, in its order; a message gives at most one point of each kind, and of each kind there are at
 * most a handful, the plainest.
 *
 * @returns what is shown, and what was found besides
 */
export function pointsOf(
  heard: readonly Heard[],
  standing: Standing | null,
  { weights }: ThreadReader,
): { points: Point[]; omitted: Point[] } {
  const found: { point: Point; weight: number }[] = [];
  for (const [place, each] of heard.entries()) {
    const { said, evidence } = each;
    if (said.isJoke) continue;
    const next = heard[place + 1];
    const causes = said.statements.flatMap(causeOf).slice(0, 1);
    for (const point of [...causes, ...acceptedBy(each, next)]) found.push({ point, weight: 1 });
    const surplus = (kind: PointKind) => weights.likely(kind, evidence) - weights.least[kind];
    for (const kind of ['option', 'reason', 'objection', 'question', 'action'] as const) {
      if (surplus(kind) < 0 || (kind === 'reason' && causes.length > 0)) continue;
      if (kind === 'question' && isCounted(each, next)) continue;
      const statement = sayingMost(each, kind);
      const rival = kind === 'reason' ? 'objection' : kind === 'objection' ? 'reason' : null;
      // One sentence speaks for or against.
      if (rival && surplus(rival) > surplus(kind) && sayingMost(each, rival) === statement) continue;
      if (statement)
        found.push({
          point: { kind, text: statement.text, messages: [said.message.id] },
          weight: weights.likely(kind, evidence),
        });
    }
  }
  const decision: Point[] = standing
    ? [{ kind: 'decision', text: standing.statement.text, messages: standing.messages }]
    : [];
  const kept = new Set(
    pointKinds.flatMap((kind) =>
      found
        .filter(({ point }) => point.kind === kind)
        .sort((a, b) => b.weight - a.weight)
        .slice(0, most[kind]),
    ),
  );
  const pointsWhere = (isKept: boolean) => found.filter((each) => kept.has(each) === isKept).map(({ point }) => point);
  return { points: [...decision, ...pointsWhere(true)], omitted: pointsWhere(false) };
}

/** The sentence that says it most plainly; a question only where one is asked or something is proposed. */
function sayingMost({ said, acts, stances }: Heard, kind: Exclude<PointKind, 'decision'>): Statement | undefined {
  const fitting = said.statements.filter(({ isQuestion, text }) =>
    text === '' ? false : kind === 'question' ? isQuestion : kind === 'option' || !isQuestion,
  );
  const weightOf = (statement: Statement) =>
    (acts.get(statement)?.[actOf[kind]] ?? 0) +
    (kind === 'option' && stances.has(statement) ? 1 : 0) +
    statement.tokens.length / 1000;
  return [...fitting].sort((a, b) => weightOf(b) - weightOf(a))[0];
}

const causes = new Set(['because', 'since', 'cuz', 'cause', 'bc', 'coz']);

/** "…because we are three": the reason that a decision gives for itself. */
function causeOf({ tokens, message, text, isQuestion }: Statement): Point[] {
  const at = tokens.findIndex(({ text: word }, place) => place > 1 && causes.has(word));
  const first = tokens[at];
  const last = tokens.at(-1);
  if (isQuestion || !first || !last || tokens.length - at < 3) return [];
  const cause = message.text.slice(first.start, last.end).trim();
  return text.includes(cause) ? [{ kind: 'reason', text: cause, messages: [message.id] }] : [];
}

/** A request, and the yes of somebody else to it: an action that rests on both messages. */
function acceptedBy({ said }: Heard, next: Heard | undefined): Point[] {
  const request = said.statements.find((one) => one.has('request') && (one.isQuestion || said.mentions.length > 0));
  if (!request || !next || !takesOn(next.said) || next.said.message.user === said.message.user) return [];
  return [{ kind: 'action', text: request.text, messages: [said.message.id, next.said.message.id] }];
}

function takesOn({ statements }: Said): boolean {
  return statements[0]?.has('accept') === true && !statements.some((one) => one.has('decline'));
}

/** "How many requests?" "About 40 a second." */
function isCounted({ said }: Heard, next: Heard | undefined): boolean {
  const asks = said.statements.some(({ tokens, isQuestion }) => isQuestion && tokens[0]?.text === 'how');
  return asks && (next?.said.statements.some(({ tokens }) => tokens.some(({ value }) => value !== undefined)) ?? false);
}
