import type { Block, Card, Span, Text } from '../../card.ts';
import { counted, listed, strong } from '../../check/wording.ts';
import type { Draft } from './draft.ts';
import type { Point, PointKind } from './points.ts';
import type { Choice } from './style.ts';

export interface DraftCardOptions {
  /** The address of a message, from the platform; null where it has none. Without it messages are named by their ids. */
  readonly link?: (message: string) => string | null;
  /** How a person is called in this place. Their id where it is left out. */
  readonly name?: (user: string) => string;
  /** What the platform did not give, in a sentence: "Slack gave the newest 15 messages; the rest is being read." */
  readonly withheld?: string;
}

const names: Readonly<Record<Choice, string>> = {
  monolith: 'Monolith',
  evolve: 'Monolith for now, with a part moved out',
  microservices: 'Microservices',
  other: 'Another architecture',
};

const headings: Readonly<Record<PointKind, string>> = {
  decision: 'Decided',
  option: 'Options',
  reason: 'Reasons given',
  objection: 'Objections',
  question: 'Still open',
  action: 'Who does what',
};

/** A draft for people to check: their own words, each with the messages that it rests on. */
export function draftCard(draft: Draft, options: DraftCardOptions = {}): Card {
  const { decided, chosen, deciders, points, title } = draft;
  const partly =
    options.withheld === undefined ? 'Nothing was decided' : 'Read only in part, so nothing counts as decided';
  const outcome = decided && chosen !== null ? names[chosen] : partly;
  const kinds = Map.groupBy(points, ({ kind }) => kind);
  const name = options.name ?? ((user: string) => user);
  return {
    summary: `Draft of the discussion${title === '' ? '' : ` “${title}”`}: ${outcome}.`,
    blocks: [
      { kind: 'heading', text: title === '' ? 'What the thread says' : title },
      { kind: 'text', text: [strong(decided && chosen !== null ? `Chosen: ${outcome}.` : `${outcome}.`)] },
      ...(deciders.length > 0
        ? [{ kind: 'text' as const, text: [strong('By: '), { text: listed(deciders.map(name)) }] }]
        : []),
      ...order.flatMap((kind) => section(headings[kind], kinds.get(kind) ?? [], options)),
      ...notes(draft, options).map((text): Block => ({ kind: 'note', text })),
    ],
  };
}

const order: readonly PointKind[] = ['decision', 'option', 'reason', 'objection', 'question', 'action'];

function section(title: string, points: readonly Point[], options: DraftCardOptions): Block[] {
  if (points.length === 0) return [];
  return [
    { kind: 'text', text: [strong(title)] },
    { kind: 'list', items: points.map((point) => item(point, options)) },
  ];
}

function item({ text, messages }: Point, { link = () => null }: DraftCardOptions): Text {
  const sources = messages.flatMap((id, at): Span[] => {
    const address = link(id);
    const label = address === null ? id : messages.length === 1 ? 'message' : `message ${at + 1}`;
    return [...(at === 0 ? [] : [{ text: ', ' }]), { text: label, ...(address === null ? {} : { link: address }) }];
  });
  return [{ text: `“${text.replace(/\s*\n\s*/g, ' ')}” (` }, ...sources, { text: ')' }];
}

/** How many points stand in the thread alone. */
export function moreText(count: number): string {
  return `… and ${count} more in the thread.`;
}

/** What was not read or not repeated, and how the draft came about. */
function notes(
  { secretsIn, otherLanguage, cutShort, read, points, omitted }: Draft,
  { withheld }: DraftCardOptions,
): string[] {
  return [
    ...(withheld === undefined ? [] : [withheld]),
    ...(secretsIn.length > 0
      ? [
          `Something that looks like a password or a key was left out (${counted(secretsIn.length, 'message')}). Whoever posted it should change it.`,
        ]
      : []),
    ...(otherLanguage.length > 0
      ? [
          `${counted(otherLanguage.length, 'message')} in a language that archcheck does not read, so nothing is claimed of it.`,
        ]
      : []),
    ...(cutShort.length > 0 ? [`Only the beginning was read of ${counted(cutShort.length, 'long message')}.`] : []),
    ...(points.length === 0 ? ['The thread says nothing about an architecture that could be put down.'] : []),
    `Drafted from ${counted(read, 'message')} without a model, in the people's own words. Check it before you record it.`,
    ...(omitted.length > 0 ? [moreText(omitted.length)] : []),
  ];
}
