import { z } from 'zod';
import { type DataFile, parseDataFile } from '../../data-file.ts';
import type { Token } from '../../text/sentences.ts';
import { stemOf } from '../../text/tokens.ts';
import type { Found, StyleName } from './cues.ts';
import type { Classifier, Lesson } from './learn.ts';

export const actNames = [
  'decide',
  'agree',
  'disagree',
  'condition',
  'postpone',
  'undecided',
  'withdraw',
  'others',
  'past',
  'joke',
  'propose',
  'ask',
  'offer',
  'reason',
  'objection',
  'chat',
] as const;
/** What a sentence does among the people who read it; knowledge/utterances.yaml says of each what it means. */
export type Act = (typeof actNames)[number];

/** Example sentences, one a line. */
export const sentenceLines = z
  .string()
  .regex(/\S/, { message: 'expected at least one sentence' })
  .meta({ examples: ['ok, one app then'] })
  .transform((block) => block.split('\n').flatMap((line) => line.trim() || []));

/** A sentence as it is judged. */
export interface Worded {
  readonly tokens: readonly Token[];
  readonly styles: readonly Found<StyleName>[];
}

/** How likely a sentence does each; together 1. */
export type ActReader = (sentence: Worded) => Readonly<Record<Act, number>>;

export type Utterances = Readonly<Record<Act, readonly string[]>>;

/**
 * Reads the file of example sentences.
 *
 * @throws {DataError} for a file that does not fit
 */
export function loadUtterances(file: DataFile): Utterances {
  const schema = z.strictObject({
    decide: sentenceLines,
    agree: sentenceLines,
    disagree: sentenceLines,
    condition: sentenceLines,
    postpone: sentenceLines,
    undecided: sentenceLines,
    withdraw: sentenceLines,
    others: sentenceLines,
    past: sentenceLines,
    joke: sentenceLines,
    propose: sentenceLines,
    ask: sentenceLines,
    offer: sentenceLines,
    reason: sentenceLines,
    objection: sentenceLines,
    chat: sentenceLines,
  });
  return parseDataFile(file, schema);
}

/** Example sentences, read. */
export type Spoken = Readonly<Record<Act, readonly Worded[]>>;

/** @param word how a sentence is read */
export function spokenOf(utterances: Utterances, word: (text: string) => Worded): Spoken {
  const read = (act: Act) => utterances[act].map(word);
  return {
    decide: read('decide'),
    agree: read('agree'),
    disagree: read('disagree'),
    condition: read('condition'),
    postpone: read('postpone'),
    undecided: read('undecided'),
    withdraw: read('withdraw'),
    others: read('others'),
    past: read('past'),
    joke: read('joke'),
    propose: read('propose'),
    ask: read('ask'),
    offer: read('offer'),
    reason: read('reason'),
    objection: read('objection'),
    chat: read('chat'),
  };
}

/** What example sentences teach of what a sentence does. */
export function lessonsOfActs(spoken: Spoken): Lesson[] {
  return Object.entries(spoken).flatMap(([label, sentences]) =>
    sentences.map((sentence) => ({ label, features: featuresOf(sentence) })),
  );
}

/** @param classify what was learned; asked for when it is first needed */
export function createActReader(classify: () => Classifier): ActReader {
  return (sentence) => {
    const likely = classify()(featuresOf(sentence));
    const of = (name: Act) => likely.get(name) ?? 0;
    return {
      decide: of('decide'),
      agree: of('agree'),
      disagree: of('disagree'),
      condition: of('condition'),
      postpone: of('postpone'),
      undecided: of('undecided'),
      withdraw: of('withdraw'),
      others: of('others'),
      past: of('past'),
      joke: of('joke'),
      propose: of('propose'),
      ask: of('ask'),
      offer: of('offer'),
      reason: of('reason'),
      objection: of('objection'),
      chat: of('chat'),
    };
  };
}

/** Words, pairs of words, how it begins and how long it is; an architecture that is named stands for all of them. */
export function featuresOf({ tokens, styles }: Worded): string[] {
  const words: string[] = [];
  for (const [at, { text, kind }] of tokens.entries()) {
    const style = styles.find(({ from, to }) => from <= at && at < to);
    if (style && style.name !== 'extraction' && style.name !== 'split') {
      if (style.from === at) words.push(`<${style.name}>`);
    } else if (kind === 'word') words.push(/^\d/.test(text) ? '#' : stemOf(text));
    else if (text === ':' || text === ',') words.push(text);
  }
  const length = words.length <= 2 ? 'short' : words.length <= 6 ? 'brief' : words.length <= 14 ? 'middling' : 'long';
  const first = words[0] ?? '';
  return [
    ...words,
    ...words.slice(1).map((word, at) => `${words[at]} ${word}`),
    `^${first}`,
    `^${first} ${words[1] ?? ''}`,
    `${words.at(-1) ?? ''}$`,
    `=${length}`,
  ];
}
