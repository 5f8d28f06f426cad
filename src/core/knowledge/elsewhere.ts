import { lazily } from '../lazily.ts';
import { stemOf } from '../text/tokens.ts';
import type { Example } from './examples.ts';

/**
 * How much likelier some words are in a message about other things than in one that the documents answer: the natural logarithm of the
 * ratio, so that above 0 it is likelier.
 *
 * @param words lower case, abbreviations written out
 */
export type Elsewhere = (words: readonly string[]) => number;

/** What a word is counted for that the other kind of message has never used. */
const unmet = 0.3;
/** For so many messages a word of the lexicon counts that architecture is asked about with: examples do not use them all. */
const vouched = 2;
/** Some word has to say so by itself: "who is it for?" may be about anything. */
const telling = 1;
/** Of fewer messages about other things nothing is learnt: most words of architecture would be new to either kind. */
const fewest = 300;

/**
 * Weighs each word by how often the examples of either kind use it (naive Bayes over the words that are there). A word that none of them
 * uses says what new words say of a message: there are few in a question about architecture, and many in the rest of the world.
 *
 * @param vocabulary the stems of the lexicon's words
 * @param least how many examples about other things it takes; of fewer it says 0 of everything
 */
export function createElsewhere(
  examples: readonly Example[],
  vocabulary: ReadonlySet<string> = new Set(),
  least = fewest,
): Elsewhere {
  const model = lazily(() => modelOf(examples, vocabulary, least));
  return (words) => {
    const { clues, unknown } = model();
    const each = [...new Set(words.map(stemOf))].map((stem) => clues.get(stem) ?? unknown);
    const sum = each.reduce((all, clue) => all + clue, 0);
    return each.some((clue) => clue >= telling) ? sum : Math.min(sum, 0);
  };
}

interface Model {
  readonly clues: ReadonlyMap<string, number>;
  readonly unknown: number;
}

function modelOf(examples: readonly Example[], vocabulary: ReadonlySet<string>, least: number): Model {
  const here = countsOf(examples.filter(({ sections }) => sections.length > 0));
  const there = countsOf(examples.filter(({ elsewhere }) => elsewhere));
  if (there.messages < Math.max(least, 1)) return { clues: new Map(), unknown: 0 };
  const clues = new Map<string, number>();
  for (const stem of new Set([...here.using.keys(), ...there.using.keys(), ...vocabulary])) {
    const rate = rateOf(stem, here, vocabulary.has(stem) ? vouched : 0);
    clues.set(stem, Math.log(rateOf(stem, there) / rate));
  }
  return { clues, unknown: Math.log(newness(there, here) / newness(here, there)) };
}

interface Counts {
  readonly messages: number;
  /** For each stem the messages that use it. */
  readonly using: ReadonlyMap<string, number>;
}

function countsOf(examples: readonly Example[]): Counts {
  const using = new Map<string, number>();
  for (const { words } of examples) {
    for (const stem of new Set(words.map(stemOf))) using.set(stem, (using.get(stem) ?? 0) + 1);
  }
  return { messages: examples.length, using };
}

function rateOf(stem: string, { messages, using }: Counts, besides = 0): number {
  return ((using.get(stem) ?? 0) + besides + unmet) / (messages + 1);
}

/** The share of words that nobody else has used: as many are new in the next message (Good and Turing). */
function newness(own: Counts, other: Counts): number {
  let words = 0;
  let fresh = 0;
  for (const [stem, count] of own.using) {
    words += count;
    if (count === 1 && !other.using.has(stem)) fresh += 1;
  }
  return (fresh + unmet) / (words + 1);
}
