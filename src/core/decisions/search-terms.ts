import { stemOf, wordsOf } from '../text/tokens.ts';
import type { Decision } from './decision.ts';

const maxTerms = 16;
const maxTermLength = 60;
const maxIndexed = 400;

/** The terms of a search: the different stems of its words, without case and accents; the first 16. */
export function searchTerms(words: string): string[] {
  return termsOf(words).slice(0, maxTerms);
}

/** What a decision is found by. */
export function decisionTerms({ id, title, context, reason, chosenName, deciders, grounds }: Decision): string[] {
  const names = deciders.map(({ name }) => name);
  return termsOf([id, title, chosenName, reason, grounds.verdict, ...names, context].join('\n')).slice(0, maxIndexed);
}

function termsOf(text: string): string[] {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '');
  return [...new Set(wordsOf(folded).map((word) => stemOf(word).slice(0, maxTermLength)))];
}
