import type { Act } from './acts.ts';
import type { Heard } from './evidence.ts';
import type { Statement } from './read.ts';
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

/** What a thread says about an architecture, in its order; a message gives at most one point of each kind. */
export function pointsOf(heard: readonly Heard[], standing: Standing | null, { weights }: ThreadReader): Point[] {
  const points: Point[] = standing
    ? [{ kind: 'decision', text: standing.statement.text, messages: standing.messages }]
    : [];
  for (const each of heard) {
    const { said, evidence } = each;
    if (said.isJoke) continue;
    for (const kind of pointKinds) {
      if (kind === 'decision' || weights.likely(kind, evidence) < weights.least[kind]) continue;
      const statement = sayingMost(each, kind);
      if (statement) points.push({ kind, text: statement.text, messages: [said.message.id] });
    }
  }
  return points;
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
