import { stemmer } from 'stemmer';

/** One word of a message. */
export interface Token {
  /** Lower case, after abbreviations and typing errors were put right. */
  readonly word: string;
  readonly stem: string;
  /** The word as typed, lower case. */
  readonly typed: string;
}

const stems = new Map<string, string>();
const maxRememberedStems = 20_000;

/** The stem of a lower-case word. Remembered, since stemming is the dearest step of reading a message. */
export function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stem = /^[a-z]{4,}$/.test(word) ? longEnough(stemmer(word), word) : word;
  if (stems.size >= maxRememberedStems) stems.clear();
  stems.set(word, stem);
  return stem;
}

/** A stem of two letters says nothing: "ones" would be "on". */
function longEnough(stem: string, word: string): string {
  return stem.length > 2 ? stem : word.replace(/(?:s|d|ing)$/, '').replace(/^us$/, 'use');
}

/** The words of a text in lower case: apostrophes dropped, everything else that is no letter or digit separates. */
export function wordsOf(text: string): string[] {
  if (/^[a-z0-9 ]*$/.test(text)) return text.split(' ').filter((word) => word !== '');
  return (
    text
      .toLowerCase()
      .replace(/\bci\s*\/\s*cd\b/g, 'cicd')
      .replace(/\bw\/o\b/g, 'without')
      .replace(/\bb\/c\b/g, 'because')
      .replace(/\bw\/(?=\s|\w)/g, 'with ')
      .replace(/(?<=[\p{L}])'(?=[\p{L}])/gu, '')
      .replace(/\bc\+\+/g, 'cplusplus')
      .replace(/\b([cf])#/g, '$1sharp')
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  );
}

/** A token for a word that needs no mending. */
export function tokenOf(word: string, typed: string = word): Token {
  return { word, stem: stemOf(word), typed };
}
