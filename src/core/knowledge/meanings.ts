import { type Meaning, styles } from './lexicon.ts';
import type { LexiconData } from './lexicon-schema.ts';

/** A phrase, and what it stands for. */
export type Phrase = readonly [phrase: string, meaning: Meaning];

/** The phrases for what can be asked about. @param inCues those that stand in cues as they are */
export function subjectPhrases({ concepts, styles: named }: LexiconData, inCues: Iterable<string>): Phrase[] {
  return [
    ...Object.entries(concepts).flatMap(([id, terms]) => meaning(terms, { kind: 'atom', id })),
    ...[...inCues].map((phrase): Phrase => [phrase, { kind: 'atom', id: phrase }]),
    ...styles.flatMap((style) => [
      ...meaning(named[style].terms, { kind: 'style', style, weak: false }),
      ...meaning(named[style].weak, { kind: 'style', style, weak: true }),
    ]),
  ];
}

/** The phrases for what lies outside, and for how something is said. */
export function otherPhrases({ outside, named, forms, messages, injection }: LexiconData): Phrase[] {
  return [
    ...Object.entries(outside).flatMap(([topic, { terms }]) => meaning(terms, { kind: 'outside', topic })),
    ...meaning(named.terms, { kind: 'named' }),
    ...formNames.flatMap((form) => meaning(forms[form], { kind: 'form', form })),
    ...messageNames.flatMap((message) => meaning(messages[message].terms, { kind: 'message', message })),
    ...meaning(injection.terms, { kind: 'injection' }),
    ...meaning(injection.earnest, { kind: 'earnest' }),
  ];
}

function meaning(terms: readonly string[], meant: Meaning): Phrase[] {
  return terms.map((term) => [term, meant]);
}

const formNames = [
  'compare',
  'choose',
  'why',
  'further',
  'instructions',
  'handson',
  'answerable',
  'artefact',
  'define',
  'ask',
  'premise',
] as const;
const messageNames = ['greeting', 'thanks', 'goodbye', 'feeling', 'about', 'capabilities'] as const;
