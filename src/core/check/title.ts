import { cut } from '../text/cut.ts';
import { normalise } from '../text/normalise.ts';

const maxLength = 120;
const suggestedLength = 60;

/** A title as it is kept of what somebody typed; empty where that is nothing. */
export function toTitle(typed: string): string {
  return cut(normalise(typed), maxLength);
}

/** A title for a check that was given none: `Check of 26 Nov 2026`, in UTC, the same for everybody. */
export function titleOfDay(epochMs: number): string {
  return `Check of ${new Date(epochMs).toUTCString().slice(5, 16)}`;
}

/** A title from somebody's words: their beginning, cut between two words. */
export function titleFrom(words: string): string {
  const text = normalise(words);
  if (text.length <= suggestedLength) return text;
  const start = cut(text, suggestedLength + 1);
  return `${cut(start, Math.max(start.lastIndexOf(' '), suggestedLength / 2)).trimEnd()}…`;
}
