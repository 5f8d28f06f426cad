import { matchPattern } from '../text/patterns.ts';
import type { Sentence, Token } from '../text/sentences.ts';
import type { ClauseStatus, Cue, SituationSignals } from './from-text-signals.ts';

/** A sentence with, for every token, the status of its clause and where that clause begins and ends (token indices, end exclusive). */
export interface ReadSentence {
  readonly tokens: readonly Token[];
  readonly status: readonly ClauseStatus[];
  readonly clauseStart: readonly number[];
  readonly clauseEnd: readonly number[];
}

// After these words "and", "so" and the like begin a clause of their own.
const subjectOrVerb =
  /^(?:we|were|weve|wewill|wed|i|im|ive|iwill|id|it|its|they|theyre|there|theres|that|thats|this|he|she|you|our|my|their|want|wants|plan|plans|hope|hoping|have|has|had|is|are|am|was|dont|doesnt|cant|wont|no|not|nobody|everyone|everything|each|every|someone|somebody|one|if|when|would|will|might|could|should|then|the|now|today|but)$/;
const conjunctions = new Set([
  'but',
  'while',
  'whereas',
  'although',
  'though',
  'because',
  'cause',
  'cuz',
  'yet',
  'however',
]);
const softConjunctions = new Set(['and', 'so', 'or', 'then']);
// After these words "if" means "whether".
const asking = new Set([
  'know',
  'knows',
  'sure',
  'unsure',
  'see',
  'ask',
  'asks',
  'asked',
  'wonder',
  'wonders',
  'learn',
  'decide',
  'decided',
  'unclear',
]);
const clauseMarks = new Set([',', ':', '(', ')', '-']);

/** Gives each clause of the sentences its status; a sentence about others ("They run…") carries on the one before. */
export function readClauses(sentences: readonly Sentence[], signals: SituationSignals): ReadSentence[] {
  let carried: ClauseStatus = 'stated';
  return sentences.map((sentence) => {
    const read = readOne(sentence, signals, carried);
    carried = read.status.at(-1) ?? 'stated';
    return read;
  });
}

function readOne({ tokens, isQuestion }: Sentence, signals: SituationSignals, carried: ClauseStatus): ReadSentence {
  const starts = clauseStarts(tokens);
  const cues = signals.cues.within(tokens);
  const status = new Array<ClauseStatus>(tokens.length).fill('stated');
  const clauseStart = new Array<number>(tokens.length).fill(0);
  const clauseEnd = new Array<number>(tokens.length).fill(tokens.length);
  const outside: ClauseStatus[] = [];
  let current: ClauseStatus =
    carried === 'other' && /^(?:they|their|theyre|theyve|it|he|she|his|her)$/.test(tokens[0]?.text ?? '')
      ? 'other'
      : 'stated';
  let asked = false;
  starts.forEach((from, order) => {
    const to = starts[order + 1] ?? tokens.length;
    const opener = tokens[from - 1]?.text;
    if (opener === '(') outside.push(current);
    if (opener === ')') current = outside.pop() ?? current;
    const kinds = cueKinds(tokens, from, to, cues, signals.negators);
    const cue = precedence.find((status) => kinds.has(status));
    // "We want to scale search right now" is a need of today, "next year we want to" is not.
    if (cue === 'plan' && kinds.has('immediate')) current = 'stated';
    else if (cue) current = cue;
    else if (current !== 'question' && kinds.has('present')) current = 'stated';
    if (cue === 'question') asked = true;
    for (let index = from; index < to; index++) {
      status[index] = current;
      clauseStart[index] = from;
      clauseEnd[index] = to;
    }
  });
  const last = starts.at(-1) ?? 0;
  // A question without a question word asks with its last clause: "we're five, too early for k8s?".
  if (isQuestion && !asked) status.fill('question', last);
  return { tokens, status, clauseStart, clauseEnd };
}

// Where a clause has several cues, the first of these speaks.
const precedence = ['hypothetical', 'past', 'plan', 'other', 'question', 'unsure'] as const;

function cueKinds(
  tokens: readonly Token[],
  from: number,
  to: number,
  cues: (token: Token) => readonly Cue[],
  negators: ReadonlySet<string>,
): Set<Cue['kind']> {
  const kinds = new Set<Cue['kind']>();
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    const isDenied = negators.has(tokens[at - 1]?.text ?? '');
    for (const { kind, pattern } of token ? cues(token) : []) {
      // What nobody wants is no wish.
      if (kind === 'plan' && isDenied) continue;
      // "We don't know if we're a shop" asks; it supposes nothing.
      if (token?.text === 'if' && kind === 'hypothetical' && asking.has(tokens[at - 1]?.text ?? '')) {
        kinds.add('question');
        continue;
      }
      if (!kinds.has(kind) && matchPattern(pattern, tokens, at) >= 0) kinds.add(kind);
    }
  }
  return kinds;
}

function clauseStarts(tokens: readonly Token[]): number[] {
  const starts = [0];
  for (let index = 1; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) continue;
    const isMark = token.kind === 'mark' && clauseMarks.has(token.text);
    const follower = tokens[index + 1];
    if (isMark) starts.push(index + 1);
    else if (conjunctions.has(token.text)) starts.push(index);
    else if (softConjunctions.has(token.text) && follower && subjectOrVerb.test(follower.text)) starts.push(index);
  }
  return [...new Set(starts)].filter((start) => start < tokens.length);
}

/**
 * Whether the tokens from `from` to `to` stand under a negation of their own clause, or hold one between their words.
 *
 * @param isOwn tokens whose negation belongs to what is stated ("nobody understands the code")
 */
export function isNegated(
  { tokens, clauseStart, status }: ReadSentence,
  from: number,
  to: number,
  { negators, notNegating }: SituationSignals,
  isOwn: (index: number) => boolean = () => false,
): boolean {
  const negates = (index: number): boolean => {
    const token = tokens[index];
    if (token === undefined || isOwn(index)) return false;
    return negators.has(token.text) && !notNegating.has(tokens[index + 1]?.text ?? '');
  };
  for (let index = from + 1; index < to; index++) if (negates(index)) return true;
  const start = clauseStart[from] ?? 0;
  for (let index = from - 1; index >= Math.max(start, from - 4); index--) {
    if (['and', 'but'].includes(tokens[index]?.text ?? '')) return false;
    if (negates(index)) return true;
  }
  // "no k8s, tracing or on-call": a list that ends in "or" shares its negation.
  if (start >= 2 && tokens[start - 1]?.text === ',' && status[start - 2] === status[from]) {
    const before = clauseStart[start - 2] ?? 0;
    const rest = tokens.slice(from).findIndex((token) => token.kind === 'mark' && token.text !== ',');
    const list = tokens.slice(before, rest < 0 ? undefined : from + rest);
    if (list.some((token) => token.text === 'or' || token.text === 'nor') && negates(before)) return true;
  }
  return false;
}
