import type { Sentence } from '../answers/answer.ts';
import type { RuleName, Verify } from '../answers/verify/verify.ts';
import { cite, type Fact, type Style } from '../knowledge/document.ts';
import { holdsWords } from '../text/holds.ts';
import { oneLine } from '../text/one-line.ts';
import type { FactSheet } from './fact-sheet.ts';
import type { DraftSentence } from './reply-reader.ts';

/** What a sentence fails: a rule of the verifier, an id of no fact, or words about the talk itself. */
export type DropRule = RuleName | 'fact' | 'talk';

export type CheckedSentence =
  | { readonly kind: 'kept'; readonly sentence: Sentence; readonly about: Style | null }
  /** @property reason quotes the sentence: for whoever tunes, never for a log */
  | { readonly kind: 'dropped'; readonly rule: DropRule; readonly reason: string };

/** A sentence that rests on more facts than these says too much at once. */
const mostFacts = 8;

/** Words about what was said before: no document knows, so nobody can check it. */
const talk =
  /\b(?:(?:as|like|what) (?:I|you|we) (?:\w+ )?(?:said|say|told|mentioned|asked|wrote|noted|agreed)|(?:I|you|we) (?:\w+ )?(?:said|told|mentioned|agreed|asked|claimed)|(?:earlier|previous(?:ly)?|above|before) (?:I|you|we|answer|message|reply|said)\b|as (?:mentioned|stated|noted|discussed|said|agreed)|(?:my|your) (?:earlier|previous|last) )/i;

/**
 * Holds one sentence of a model against the documents.
 *
 * @param about the style that the sentence shown before it speaks of
 */
export function checkSentence(
  { text, factIds, quotes }: DraftSentence,
  { facts }: FactSheet,
  verify: Verify,
  about: Style | null,
): CheckedSentence {
  const claim = text.trim();
  const named: Fact[] = [];
  for (const id of new Set(factIds)) {
    const fact = facts.get(id.trim());
    if (!fact) return dropped('fact', `There is no fact ${JSON.stringify(id.slice(0, 20))}.`);
    named.push(fact);
  }
  if (named.length > mostFacts) return dropped('fact', `It rests on more than ${mostFacts} facts.`);
  const words = quotes.map(bare);
  const holds = (fact: Fact, quote: string) =>
    holdsWords(oneLine(fact.text), quote) || isRowOf(fact, quote, facts.values());
  const foreign = words.find((quote) => !named.some((fact) => holds(fact, quote)));
  if (foreign !== undefined) return dropped('quote', `No fact that it names holds “${foreign.slice(0, 80)}”.`);
  if (talk.test(claim)) return dropped('talk', 'It speaks of what was said before.');
  const quoted = named.filter((fact) => words.some((quote) => holds(fact, quote)));
  const verdict = verify({ claim, quotes: quoted.map(({ section, text }) => ({ section, text })), about });
  if (!verdict.accepted) return dropped(verdict.failed ?? 'overlap', verdict.reason);
  return { kind: 'kept', sentence: { text: claim, citations: quoted.map(cite) }, about: verdict.about };
}

function dropped(rule: DropRule, reason: string): CheckedSentence {
  return { kind: 'dropped', rule, reason };
}

/** A table's row as it stands in the document, quoted for one of its cells. */
function isRowOf(fact: Fact, quote: string, facts: Iterable<Fact>): boolean {
  if (fact.kind !== 'cell' || !quote.includes('|')) return false;
  const cells = quote
    .split('|')
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '');
  const row = [...facts].filter(
    ({ kind, line, source }) => kind === 'cell' && line === fact.line && source === fact.source,
  );
  return (
    cells.includes(fact.text) && cells.every((cell) => cell === fact.lead || row.some(({ text }) => text === cell))
  );
}

/** A quote without the marks that a list or a writer puts around it, and without the colon of a line that introduces others. */
function bare(quote: string): string {
  return oneLine(quote)
    .replace(/^(?:[-*>•]|👉|\s)+/u, '')
    .replace(/^["“”'‘’«»]+|["“”'‘’«»]+$/g, '')
    .replace(/\s*:$/, '')
    .trim();
}
