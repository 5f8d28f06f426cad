import { hear } from './evidence.ts';
import { type Point, pointsOf } from './points.ts';
import { readThread } from './read.ts';
import type { ThreadReader } from './reader.ts';
import { secretsIn, withoutSecrets } from './secrets.ts';
import { standingOf } from './standing.ts';
import type { Choice } from './style.ts';
import type { Thread } from './thread.ts';

/** What a thread says, without anything that it does not say. */
export interface Draft {
  /** The thread's title, without secrets. */
  readonly title: string;
  /** Whether something about the architecture was decided and stands at the end. */
  readonly decided: boolean;
  readonly chosen: Choice | null;
  /** User ids of those who announced, proposed or agreed to what was decided; empty where nothing was. */
  readonly deciders: readonly string[];
  /** In the order: the decision, then what was said, as it was said. */
  readonly points: readonly Point[];
  /** Points that were found, but are one too many for a summary. */
  readonly omitted: readonly Point[];
  /** Ids of the messages in which something looks like a secret and was left out. */
  readonly secretsIn: readonly string[];
  /** Ids of the messages in a language that is not read. */
  readonly otherLanguage: readonly string[];
  /** Ids of the long messages of which only the beginning was read. */
  readonly cutShort: readonly string[];
  /** How many messages were read. */
  readonly read: number;
}

// A point is a sentence or two; whoever wants the rest has the link to the message.
const maxPointLength = 400;

/**
 * An honest draft of a decision: only the people's own words, each with the messages it rests on. Made without a model and never
 * throws; whatever is doubtful counts as not decided.
 */
export function draftThread(thread: Thread, reader: ThreadReader): Draft {
  const { said, secrets, otherLanguage, cutShort } = readThread(thread, reader.cues);
  const heard = hear(said, reader);
  const found = standingOf(heard, reader);
  const all = pointsOf(heard, found, reader);
  const points = presentable(all.points);
  const standing = points.some(({ kind }) => kind === 'decision') ? found : null;
  return {
    title: withoutSecrets(thread.title),
    decided: standing !== null,
    chosen: standing?.chosen ?? null,
    deciders: standing?.deciders ?? [],
    points,
    omitted: presentable(all.omitted),
    secretsIn: secrets,
    otherLanguage,
    cutShort,
    read: said.length,
  };
}

function presentable(points: readonly Point[]): Point[] {
  return points
    .map((point) => ({ ...point, text: shortened(point.text) }))
    .filter(({ text }) => text !== '' && secretsIn(text).length === 0);
}

/** The beginning of a longer text, up to the end of a word, marked as cut. */
function shortened(text: string): string {
  if (text.length <= maxPointLength) return text;
  const cut = text
    .slice(0, maxPointLength)
    .replace(/\s+\S*$/, '')
    .toWellFormed();
  return `${cut} …`;
}
