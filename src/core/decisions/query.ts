import { parseDate } from '../dates.ts';
import { cutText } from '../text/cut.ts';
import { decisionNumber, type Status, statuses } from './decision.ts';

/**
 * What to look for:
 *
 *     billing status:accepted since:2026-01 until:2026-06-30 in:#channel
 *
 * Every word must occur in the title, the context, the reason or what was chosen, in any form of it ("bill" finds "billing").
 * `status:` proposed, accepted, objected or superseded; several parted by commas. `since:` and `until:` a year, a month or a day, both
 * included. `in:` a channel, or `here`. `below:D-40` goes on with those before D-40. What else has a colon in it is a word.
 */
export interface DecisionSearch {
  readonly words: string;
  readonly statuses: readonly Status[];
  /** Epoch milliseconds: not before … */
  readonly since: number | null;
  /** … and before. */
  readonly before: number | null;
  /** As it was typed. */
  readonly channel: string | null;
  /** Only those with a lower number. */
  readonly below: number | null;
  /** What could not be read, each as a sentence that says what to type. */
  readonly problems: readonly string[];
}

const maxLength = 500;

export function parseDecisionSearch(text: string): DecisionSearch {
  const words: string[] = [];
  const problems: string[] = [];
  let found: readonly Status[] = [];
  let since: number | null = null;
  let before: number | null = null;
  let channel: string | null = null;
  let below: number | null = null;
  for (const word of cutText(text, maxLength).split(/\s+/)) {
    const [, key, value] = /^(status|since|until|in|below):(.+)$/i.exec(word) ?? [];
    if (key === undefined || value === undefined) {
      if (word !== '') words.push(word);
      continue;
    }
    switch (key.toLowerCase()) {
      case 'status': {
        const named = value.toLowerCase().split(',');
        found = statuses.filter((status) => named.includes(status));
        if (found.length !== new Set(named).size)
          problems.push(`status: takes ${statuses.join(', ')}, for example status:accepted.`);
        break;
      }
      case 'in':
        channel = value;
        break;
      case 'below':
        below = decisionNumber(value);
        if (below === null) problems.push('below: takes the id of a decision, for example below:D-40.');
        break;
      default: {
        const span = spanOf(value);
        if (span === null) problems.push(`${key}: takes a year, a month or a day, for example ${key}:2026-01.`);
        else if (key.toLowerCase() === 'since') since = span[0];
        else before = span[1];
      }
    }
  }
  return { words: words.join(' '), statuses: found, since, before, channel, below, problems };
}

/** A year, a month or a day as the time from its beginning to the next one's. */
function spanOf(text: string): readonly [number, number] | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text) ?? [];
  if (year === undefined || parseDate(`${year}-${month ?? '01'}-${day ?? '01'}`) === null) return null;
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
  const start = Date.UTC(y, m, d);
  if (day !== undefined) return [start, Date.UTC(y, m, d + 1)];
  return [start, month === undefined ? Date.UTC(y + 1, 0) : Date.UTC(y, m + 1)];
}
