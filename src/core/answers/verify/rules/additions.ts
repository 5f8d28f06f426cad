import { type Analysis, activeLicences, countsQuotes, isStyle } from '../analysis.ts';
import { has } from '../language.ts';
import type { Word } from '../reading.ts';
import { stemOf } from '../tokens.ts';
import type { Failure } from './rule.ts';

/** Numbers come from the quotes or not at all. */
export function inventsNumber({ reading, backings }: Analysis): Failure | null {
  const word = reading.words.find(
    (word) =>
      (has(word, 'number') || /\p{N}/u.test(word.text)) &&
      !countsQuotes(word, reading.words, backings.length) &&
      !backings.some(({ licence }) => word.stems.every((stem) => licence.stems.has(stem))),
  );
  return word ? { rule: 'numbers', reason: `No quote gives the number "${word.text}".` } : null;
}

/** "… rather than anything imagined" */
function isAside(word: Word): boolean {
  return word.ids.size > 0 && word.means.size === 0 && !word.negated;
}

/** "Always", "guarantees", "every company": more than any quote says. */
export function overClaims({ reading, backings }: Analysis): Failure | null {
  const word = reading.words.find(
    (word) =>
      has(word, 'overClaim') &&
      !isAside(word) &&
      !backings.some(
        ({ licence, active }) =>
          word.stems.every((stem) => licence.stems.has(stem)) ||
          // What a codebase is that "everyone" works in: shared.
          (active && [...word.means].some((id) => licence.core.has(id))),
      ),
  );
  return word ? { rule: 'over-claim', reason: `"${word.text}" claims more than the quotes say.` } : null;
}

/** "The only challenge", "only small teams", "microservices alone": that nothing else does, a quote must say itself. */
export function excludesOthers(analysis: Analysis): Failure | null {
  const { words } = analysis.reading;
  const active = activeLicences(analysis);
  if (active.some(({ stems }) => stems.has(stemOf('only')))) return null;
  const isChoice = active.some(({ relation }) => relation === 'when');
  const word = words.find((word, at) => {
    const text = word.text.toLowerCase();
    if (/^(?:only|sole|biggest|greatest|worst)$/.test(text) && has(words[at + 1], 'counted')) return true;
    if (text === 'only' && /^(?:two|three|four|\d+)\b/i.test(words[at + 1]?.text ?? '')) return true;
    if (isChoice && /^(?:only|solely|exclusively)$/.test(text) && words[at + 1]?.content) return true;
    const before = words[at - 1];
    return text === 'alone' && before !== undefined && isStyle(before);
  });
  return word ? { rule: 'over-claim', reason: `"${word.text}" leaves out everything else, and no quote does.` } : null;
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
