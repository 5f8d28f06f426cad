import type { Fact } from '../../knowledge/document.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { analyse } from './analysis.ts';
import { createLanguage } from './language.ts';
import { createLicences, factsIn } from './licence.ts';
import { read } from './reading.ts';
import { meaningRules } from './rules/meaning.ts';
import { type Failure, type RuleName, textRules } from './rules/text.ts';
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
}

/** Whether a sentence may be shown; if not, the rule that it fails and one plain sentence on which word or quote and why. */
export interface Verdict {
  readonly accepted: boolean;
  readonly failed: RuleName | null;
  readonly reason: string;
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

  return ({ claim, quotes }) => {
    if (claim.trim() === '') return refuse({ rule: 'form', reason: 'The sentence is empty.' });
    if (claim.length > longest)
      return refuse({ rule: 'form', reason: `The sentence is longer than ${longest} characters.` });
    if (quotes.length > mostQuotes)
      return refuse({ rule: 'quote', reason: `The sentence comes with more than ${mostQuotes} quotes.` });
    const reading = read(claim, language);
    for (const rule of textRules) {
      const failure = rule({ claim, reading });
      if (failure) return refuse(failure);
    }
    if (quotes.length === 0) return refuse({ rule: 'quote', reason: 'The sentence has no quote behind it.' });
    const facts = new Set<Fact>();
    for (const { section, text } of quotes) {
      const citation = knowledge.locate(section, text);
      if (!citation)
        return refuse({
          rule: 'quote',
          reason: `The quote ${shown(text)} does not stand in ${shown(section)}, word for word.`,
        });
      const held = factsIn(knowledge, citation, language);
      if (held.length === 0)
        return refuse({
          rule: 'quote',
          reason: `The quote ${shown(text)} says nothing that a sentence could rest on.`,
        });
      for (const fact of held) facts.add(fact);
    }
    if ([...facts].some((fact) => isSaidAsItStands(claim, fact))) return accept('The sentence is the quote itself.');
    const analysis = analyse(reading, [...facts].map(licences.of), language);
    for (const rule of meaningRules) {
      const failure = rule(analysis);
      if (failure) return refuse(failure);
    }
    return accept('Every word of weight has a quote behind it.');
  };
}

/** Word for word one whole fact, so that nothing is added or left out. */
function isSaidAsItStands(claim: string, fact: Fact): boolean {
  const bare = (text: string) =>
    text
      .replace(/\s+/g, ' ')
      .replace(/^["\s]+|["\s.]+$/g, '')
      .toLowerCase();
  return bare(claim) === bare(fact.text);
}

function accept(reason: string): Verdict {
  return { accepted: true, failed: null, reason };
}

function refuse({ rule, reason }: Failure): Verdict {
  return { accepted: false, failed: rule, reason };
}

function shown(text: string): string {
  const plain = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  return `"${plain.length > 80 ? `${plain.slice(0, 77)}…` : plain}"`;
}
