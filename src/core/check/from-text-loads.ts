import type { Token } from '../text/sentences.ts';
import type { ReadSentence } from './from-text-clauses.ts';
import type { Evidence } from './from-text-evidence.ts';
import type { SituationSignals } from './from-text-signals.ts';

/**
 * Sentences that put figures to load ("Dispatch runs at 14x and search at 9x what the rest sees"): two busy parts need scaling of
 * their own, or only one does. What the quiet rest is given ("vs 8 % for the API", "the others two nodes") does not count.
 */
export function findLoads(sentences: readonly ReadSentence[], loads: SituationSignals['loads']): Evidence[] {
  return sentences.flatMap((read, sentence): Evidence[] => {
    const { tokens } = read;
    if (!tokens.some(({ text }) => loads.about.has(text))) return [];
    const named = tokens.flatMap((_, at) => (isBusy(read, at, loads, figureAt(tokens, at, loads)) ? [at] : []));
    const found =
      named.length === 0
        ? []
        : tokens.flatMap((_, at) => (named.includes(at) || isElliptic(read, at, loads) ? [at] : []));
    const figures = found.filter((at, order) => !isSamePart(tokens, found[order - 1], at));
    const [first] = figures;
    const last = figures.at(-1);
    if (first === undefined || last === undefined) return [];
    const many = figures.length > 1 || isShared(tokens.slice(0, first), loads) ? 'several' : 'one';
    const signal = { question: loads.question, option: loads[many], strength: loads.strength[many] };
    return [{ signal, sentence, from: first, to: last + 1 }];
  });
}

const counted = new Set(['stated', 'other', 'unsure']);

/** "Search and checkout each take 14x", "lab and archive are at ten times": the words before a figure name two parts. */
function isShared(before: readonly Token[], loads: SituationSignals['loads']): boolean {
  const near = before.slice(-14).map(({ text }) => text);
  if (near.includes('both') || near.includes('each')) return true;
  const joins = near.lastIndexOf('and');
  return joins >= 0 && near.slice(joins + 1, joins + 5).some((text) => loads.plural.has(text));
}

/** A second figure for the part that has one already: "30 pods at 85%", "12x to 20x", "40x its usual load (180 pods)". */
function isSamePart(tokens: readonly Token[], earlier: number | undefined, at: number): boolean {
  if (earlier === undefined) return false;
  const between = tokens.slice(earlier + 1, at).map(({ text }) => text);
  if (between.some((text) => text === ',' || text === 'and' || text === ':' || text === ')')) return false;
  const link = between.at(-1) ?? '';
  return (link === '(' && between.length <= 5) || (/^(?:at|to|or)$/.test(link) && between.length <= 2);
}

function isBusy(
  { tokens, status }: ReadSentence,
  at: number,
  loads: SituationSignals['loads'],
  figure: number | null,
): boolean {
  if (figure === null || figure < loads.least || !counted.has(status[at] ?? 'stated')) return false;
  const after = tokens[at + 1]?.text === 'times' ? at + 2 : at + 1;
  if (saysHowOften(tokens[after]?.text, tokens[after + 1]?.text, after > at + 1)) return false;
  for (let before = at - 1; before >= Math.max(0, at - 8); before--) {
    const text = tokens[before]?.text ?? '';
    if (loads.rest.has(text)) return false;
    if (text === ',' || text === '(' || text === ':' || text === 'and') break;
  }
  return true;
}

/** "Thirty times a day" and "stuck three times this quarter" are no load. */
function saysHowOften(word = '', next = '', afterTimes: boolean): boolean {
  if (word === 'a' || word === 'per') return !/^(?:s|sec|second|minute)$/.test(next);
  if (word === 'each' || word === 'every') return /^(?:day|week|month|hour|sprint|quarter|year)$/.test(next);
  return afterTimes && /^(?:this|last|in|since|already|over|we|i|now|today|before|so)$/.test(word);
}

/** A bare number whose unit an earlier figure gave: "ingest 90 nodes, stitching 35, everything else 4". */
function isElliptic(read: ReadSentence, at: number, loads: SituationSignals['loads']): boolean {
  const { tokens } = read;
  const [token, next] = [tokens[at], tokens[at + 1]];
  const value = token && Number(/^(\d+)k?$/.exec(token.text)?.[1]);
  if (!value || value > 1900) return false;
  const closes = next === undefined || next.kind === 'mark' || next.text === 'and';
  return closes && isBusy(read, at, loads, value);
}

/** The figure at a token that counts load: "14x", "96%", "70 times", "48 gpus", or the 30 of "30 and 12 times"; null for other numbers. */
function figureAt(tokens: readonly Token[], at: number, loads: SituationSignals['loads']): number | null {
  const token = tokens[at];
  if (!token) return null;
  const joined = /^(\d+(?:\.\d+)?)(x|%|k)$/.exec(token.text);
  if (joined?.[2] === 'x') return Number(joined[1]);
  if (joined?.[2] === '%') return share(Number(joined[1]));
  const value = token.value ?? (joined ? Number(joined[1]) * 1000 : undefined);
  if (value === undefined) return null;
  // "20+ times" reads as "20 and times".
  const next = tokens.slice(at + 1, at + 5).map(({ text }) => text);
  const unit = next[0] === 'and' ? next[1] : next[0];
  if (unit === 'percent' || unit === '%') return share(value);
  if (unit !== undefined && loads.units.has(unit)) return value;
  if (next[0] !== 'and' && next.slice(1, 3).some((word, order) => loads.units.has(word) && next[order] !== ','))
    return value;
  // "reach 30 and 12 times the usual"
  return next[0] === 'and' && figureAt(tokens, at + 2, loads) !== null ? value : null;
}

/** Half of everything is the least that makes a part stand out. */
function share(percent: number): number | null {
  return percent >= 50 ? percent : null;
}
