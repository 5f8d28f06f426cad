import { stemOf, wordsOf } from '../text/tokens.ts';
import type { Decision, Status } from './decision.ts';

const maxTerms = 16;
const maxTermLength = 60;
const maxIndexed = 400;

/** The terms of a search: the different stems of its words, without case and accents; the first 16. */
export function searchTerms(words: string): string[] {
  return termsOf(words).slice(0, maxTerms);
}

/** What a decision is found by: the terms of its words, its status and its channel. */
export function decisionTerms(decision: Decision): string[] {
  const { id, title, context, reason, chosenName, deciders, check, points, status, channel } = decision;
  const names = deciders.map(({ name }) => name);
  const words = [
    id,
    title,
    chosenName,
    reason,
    check?.grounds.verdict ?? '',
    ...names,
    context,
    ...points.map((point) => point.text),
  ].join('\n');
  return [statusTerm(status), channelTerm(channel), ...termsOf(words).slice(0, maxIndexed)];
}

// No word has a colon in it, so these are found by no word.
export function statusTerm(status: Status): string {
  return `status:${status}`;
}

export function channelTerm(channel: string): string {
  return `in:${channel}`;
}

function termsOf(text: string): string[] {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '');
  return [...new Set(wordsOf(folded).map((word) => stemOf(word).slice(0, maxTermLength)))];
}
