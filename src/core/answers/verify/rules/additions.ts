import type { Analysis } from '../analysis.ts';
import { has } from '../language.ts';
import type { Failure } from './rule.ts';

/** Numbers come from the quotes or not at all. */
export function inventsNumber({ reading, backings }: Analysis): Failure | null {
  const word = reading.words.find(
    (word) =>
      (has(word, 'number') || /\p{N}/u.test(word.text)) &&
      !backings.some(({ licence }) => word.stems.every((stem) => licence.stems.has(stem))),
  );
  return word ? { rule: 'numbers', reason: `No quote gives the number "${word.text}".` } : null;
}

/** "Always", "guarantees", "every company": more than any quote says. */
export function overClaims({ reading, backings }: Analysis): Failure | null {
  const word = reading.words.find(
    (word) =>
      has(word, 'overClaim') && !backings.some(({ licence }) => word.stems.every((stem) => licence.stems.has(stem))),
  );
  return word ? { rule: 'over-claim', reason: `"${word.text}" claims more than the quotes say.` } : null;
}

/** "Fast" is said of development and delivery; by itself it would speak of speed at run time. */
export function leavesHanging({ reading, language }: Analysis): Failure | null {
  for (const word of reading.words) {
    if (!word.content) continue;
    for (const id of word.ids) {
      const company = language.wording.concepts[id]?.with;
      if (!company) continue;
      const near = reading.words.filter((other) => other !== word && other.clause === word.clause);
      const meant = near.some((other) =>
        [...other.ids, ...other.loose.flatMap((ids) => [...ids])].some((known) => company.includes(known)),
      );
      if (!meant) return { rule: 'overlap', reason: `The quotes do not say "${word.text}" of this.` };
    }
  }
  return null;
}
