import type { Fact, Style } from '../../knowledge/document.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { oneLine } from '../../text/one-line.ts';
import { analyse } from './analysis.ts';
import { createLanguage, styleId } from './language.ts';
import { createLicences, factsIn } from './licence.ts';
import { type Reading, read } from './reading.ts';
import { meaningRules } from './rules/meaning.ts';
import type { Failure, RuleName } from './rules/rule.ts';
import { textRules } from './rules/text.ts';
import type { Wording } from './wording.ts';

export { loadWording, type Wording } from './wording.ts';
export type { RuleName };

/** A quote that a claim rests on: its section's path and the words as they stand there. */
export interface ClaimQuote {
  readonly section: string;
  readonly text: string;
}

/** One sentence with the quotes that are to support it. */
export interface Claim {
  readonly claim: string;
  readonly quotes: readonly ClaimQuote[];
  /** The style that the sentence before spoke of ({@link Verdict.about}), for one that says only "it" or "they". */
  readonly about?: Style | null | undefined;
}

/** Whether a sentence may be shown; if not, the rule that it fails and one plain sentence on which word or quote and why. */
export interface Verdict {
  readonly accepted: boolean;
  readonly failed: RuleName | null;
  readonly reason: string;
  /** The one style that the sentence speaks of, to be handed on to the next; null where it is both or unknown. */
  readonly about: Style | null;
}

export type Verify = (claim: Claim) => Verdict;

/** Longest sentence that is looked at, in UTF-16 units. */
const longest = 600;
const mostQuotes = 24;

/**
 * Makes the check that every sentence about architecture passes before anyone sees it, whoever wrote it: a model or we.
 * Pure and deterministic; it never throws, and it asks no model.
 */
export function createVerifier(knowledge: Knowledge, wording: Wording): Verify {
  const language = createLanguage(wording);
  const licences = createLicences(knowledge, language);

  return ({ claim, quotes, about = null }) => {
    const failure = formFailure(claim, quotes);
    if (failure) return { accepted: false, failed: failure.rule, reason: failure.reason, about };
    const reading = read(claim, language, about);
    const found = judge(claim, quotes, reading);
    return {
      accepted: found === null,
      failed: found?.rule ?? null,
      reason: found?.reason ?? 'Every word of weight has a quote behind it.',
      about: reading.about,
    };
  };

  function judge(claim: string, quotes: readonly ClaimQuote[], reading: Reading): Failure | null {
    for (const rule of textRules) {
      const failure = rule({ claim, reading });
      if (failure) return failure;
    }
    const facts = new Set<Fact>();
    for (const { section, text } of quotes) {
      const citation = knowledge.locate(section, text);
      if (!citation)
        return {
          rule: 'quote',
          reason: `The quote ${shown(text)} does not stand in ${shown(section)}, word for word.`,
        };
      const held = factsIn(knowledge, citation, language);
      if (held.length === 0)
        return { rule: 'quote', reason: `The quote ${shown(text)} says nothing that a sentence could rest on.` };
      for (const fact of held) facts.add(fact);
    }
    if (isSaidAsItStands(claim, [...facts])) return null;
    const analysis = analyse(spoken(claim, reading, facts), [...facts].map(licences.of), language);
    for (const rule of meaningRules) {
      const failure = rule(analysis);
      if (failure) return failure;
    }
    return null;
  }

  /** "In this style …": with no style named before, the one that all quotes are about. */
  function spoken(claim: string, reading: Reading, facts: ReadonlySet<Fact>): Reading {
    const { words } = reading;
    if (words.some((word) => word.both || word.styles.length > 0)) return reading;
    if (!words.some((word) => word.ids.has(styleId('quoted')))) return reading;
    const [subject, ...others] = new Set([...facts].map((fact) => fact.subject));
    return (subject === 'monolith' || subject === 'microservices') && others.length === 0
      ? read(claim, language, subject)
      : reading;
  }
}

function formFailure(claim: string, quotes: readonly ClaimQuote[]): Failure | null {
  if (claim.trim() === '') return { rule: 'form', reason: 'The sentence is empty.' };
  if (claim.length > longest) return { rule: 'form', reason: `The sentence is longer than ${longest} characters.` };
  if (quotes.length === 0) return { rule: 'quote', reason: 'The sentence has no quote behind it.' };
  if (quotes.length > mostQuotes)
    return { rule: 'quote', reason: `The sentence comes with more than ${mostQuotes} quotes.` };
  return null;
}

/** Nothing but whole facts word for word, as in a table's cell, so that nothing is added or left out. */
function isSaidAsItStands(claim: string, facts: readonly Fact[]): boolean {
  const bare = (text: string) => oneLine(text).toLowerCase();
  // "Monolith → best for simplicity": in a table the style heads the column.
  const texts = facts.flatMap(({ text }) => [bare(text), bare(text.replace(/^[^→]*→/, ''))]);
  let rest = bare(claim);
  for (const text of texts.toSorted((one, other) => other.length - one.length)) rest = rest.replace(text, '');
  return rest.length < claim.length && /^[\s;,:."]*$/.test(rest);
}

function shown(text: string): string {
  const plain = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  return `"${plain.length > 80 ? `${plain.slice(0, 77)}…` : plain}"`;
}
