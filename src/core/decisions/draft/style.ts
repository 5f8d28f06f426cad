import type { Token } from '../../text/sentences.ts';
import type { Found, StyleName, ThreadCues } from './cues.ts';

/** What a team can have chosen. */
export const choices = ['monolith', 'evolve', 'microservices', 'other'] as const;
export type Choice = (typeof choices)[number];

/**
 * What a sentence stands for: `part` takes one part out of the whole, `apart` makes a part a service and says nothing of the rest;
 * `several` names more than one without choosing.
 */
export type Stance = Choice | 'part' | 'apart' | 'several';

// Words after which a style is what is left behind or not taken.
const rejecting = new Set([
  'instead',
  'over',
  'than',
  'against',
  'from',
  'off',
  'was',
  'versus',
  'vs',
  'leave',
  'drop',
  'ditch',
  'kill',
]);
const linking = new Set([
  'of',
  'the',
  'our',
  'a',
  'an',
  'any',
  'going',
  'go',
  'with',
  'to',
  'for',
  'do',
  'doing',
  'need',
  'more',
  'use',
  'using',
  'out',
  'it',
  'be',
  'want',
  'really',
  'adopt',
  'adopting',
  'full',
  'being',
  'be',
  'should',
  'shall',
  'will',
  'leaving',
  'touch',
  'this',
  'that',
  'we',
  'old',
  'big',
]);

/**
 * What a sentence is for, or null where it names no architecture.
 *
 * @param cueEnd the token after the words that decide; infinite where it decides nothing
 */
export function stanceOf(
  tokens: readonly Token[],
  styles: readonly Found<StyleName>[],
  cueEnd: number,
  cues: Pick<ThreadCues, 'negators'>,
): Stance | null {
  const taken = styles.filter(({ from, to }) => !isRejected(tokens, from, cues.negators) && !isRefused(tokens, to));
  const refused = styles.filter((style) => !taken.includes(style));
  const has = (...names: readonly StyleName[]) => taken.some(({ name }) => names.includes(name));
  const partial = has('extraction', 'split', 'apart');
  if (has('monolith') && has('microservices')) return betweenBoth(tokens, taken, cueEnd);
  if (has('evolve') || (has('rest') && !has('microservices'))) return 'evolve';
  if (has('monolith')) return partial ? (isChoice(tokens, taken) ? 'several' : 'evolve') : 'monolith';
  if (has('microservices')) return 'microservices';
  if (has('other')) return 'other';
  if (has('extraction')) return 'part';
  if (has('split')) return has('apart') ? 'apart' : 'microservices';
  if (has('apart')) return 'apart';
  if (refused.some(({ name }) => name === 'monolith')) return 'microservices';
  return refused.some(({ name }) => name !== 'evolve' && name !== 'other') ? 'monolith' : null;
}

/** Both sides named: a choice between them, a way from one to the other, or the one that comes first after the cue. */
function betweenBoth(tokens: readonly Token[], taken: readonly Found<StyleName>[], cueEnd: number): Stance {
  if (isChoice(tokens, taken)) return 'several';
  if (taken.some(({ name }) => name === 'evolve' || name === 'extraction' || name === 'apart')) return 'evolve';
  // Where nothing is chosen, naming both only lists them.
  if (cueEnd === Number.POSITIVE_INFINITY) return 'several';
  const sides = taken.filter(({ name }) => name === 'monolith' || name === 'microservices');
  const after = sides.find(({ from }) => from >= cueEnd) ?? sides.at(-1);
  return after?.name === 'monolith' ? 'monolith' : 'microservices';
}

/** "monolith or microservices", "monolith vs split". */
function isChoice(tokens: readonly Token[], styles: readonly Found<StyleName>[]): boolean {
  const first = styles[0]?.to ?? 0;
  const last = styles.at(-1)?.from ?? 0;
  return tokens.slice(first, last).some(({ text }) => text === 'or' || text === 'vs' || text === 'versus');
}

const refusing = new Set([
  'declined',
  'rejected',
  'refused',
  'dead',
  'cancelled',
  'canceled',
  'off',
  'dropped',
  'scrapped',
]);
const being = new Set(['is', 'are', 'was', 'gets', 'has', 'been', 'idea', 'plan', 'proposal', 'hereby', 'therefore']);

/** "decomposition is declined", "the split is off". */
function isRefused(tokens: readonly Token[], to: number): boolean {
  const at = tokens.findIndex(({ text }, place) => place >= to && !being.has(text));
  return at > to && refusing.has(tokens[at]?.text ?? '');
}

/** Whether what begins at a token is denied or left behind by the words before it in its clause. */
export function isRejected(tokens: readonly Token[], from: number, negators: ReadonlySet<string>): boolean {
  for (let at = from - 1, steps = 0; at >= 0 && steps < 5; at--, steps++) {
    const token = tokens[at];
    if (!token || token.kind === 'mark') return false;
    if (negators.has(token.text))
      return !['only', 'just', 'doubt', 'objections', 'brainer', 'discussion', 'question'].includes(
        tokens[at + 1]?.text ?? '',
      );
    if (rejecting.has(token.text)) return true;
    if (!linking.has(token.text)) return false;
  }
  return false;
}
