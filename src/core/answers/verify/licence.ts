import type { Citation, Fact, Subject } from '../../knowledge/document.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { holdsWords } from '../../text/holds.ts';
import { factId, type Language } from './language.ts';
import { read, type Word } from './reading.ts';
import type { FactWording } from './wording.ts';

/** What a quoted fact allows a claim to say. */
export interface Licence {
  readonly fact: Fact;
  readonly subject: Subject;
  /** Concepts of the fact's own words. */
  readonly core: ReadonlySet<string>;
  /** Those, with what they imply and with the row, the lines above and the heading. */
  readonly concepts: ReadonlySet<string>;
  /** What the fact is about: the first group of its needs, or all its own concepts. */
  readonly point: ReadonlySet<string>;
  /** Concepts of a heading that names several topics: they may frame a sentence but are no part of what it says. */
  readonly topics: ReadonlySet<string>;
  /** Words of the fact and of what stands above it. */
  readonly stems: ReadonlySet<string>;
  /** Concepts and stems that the fact denies. */
  readonly denied: ReadonlySet<string>;
  /** Groups of concepts (`=stem` for a word): a claim that rests on this fact mentions one of each, or at least `least` groups. */
  readonly needs: readonly ReadonlySet<string>[];
  readonly least: number;
  readonly relation: FactWording['relation'];
  readonly open: boolean;
  /** Its fact only introduces others. */
  readonly leadsOnly: boolean;
  /** Without vocabulary of its own: the words alone decide. */
  readonly plain: boolean;
}

/** Licences of facts, worked out once for each. */
export function createLicences(knowledge: Knowledge, language: Language): { of(fact: Fact): Licence } {
  const wordings = new Map<Fact, number>();
  for (const [index, wording] of language.wording.facts.entries())
    for (const section of knowledge.sectionsAt(wording.section))
      for (const fact of section.facts)
        if (fact.text === wording.text && (wording.lead === undefined || wording.lead === fact.lead))
          wordings.set(fact, index);
  const licences = new WeakMap<Fact, Licence>();
  return {
    of(fact) {
      const known = licences.get(fact);
      if (known) return known;
      const licence = licenceOf(fact, wordings.get(fact), language);
      licences.set(fact, licence);
      return licence;
    },
  };
}

function licenceOf(fact: Fact, index: number | undefined, language: Language): Licence {
  const wording = index === undefined ? undefined : language.wording.facts[index];
  const own = contentOf(fact.text, language);
  const context = [...fact.leads].flatMap((text) => contentOf(text, language));
  const headings = fact.section.split(' > ');
  const single = headings
    .filter((heading) => !severalTopics.test(heading))
    .flatMap((heading) => contentOf(heading, language));
  const several = headings
    .filter((heading) => severalTopics.test(heading))
    .flatMap((heading) => contentOf(heading, language));
  // Only what a word says: a role that it plays ("easiest" claims much, and "easier" shares its stem) licenses nothing.
  const said = (words: readonly Word[]) => words.flatMap((word) => [...word.ids].filter(language.isConcept));
  const core = new Set([...said(own.filter((word) => !word.negated)), ...(wording?.says ?? [])]);
  if (index !== undefined) core.add(factId(index));
  const around = said([...context, ...single]);
  const denied = new Set(
    own.filter((word) => word.negated).flatMap((word) => [...word.ids, ...word.stems.map(literal)]),
  );
  const spoken = [fact.text, ...fact.leads, fact.section].flatMap((text) => language.units(text));
  return {
    fact,
    subject: fact.subject,
    core,
    concepts: language.closure([...core, ...around, ...own.flatMap((word) => [...word.means])]),
    point: wording?.needs?.[0] ? new Set(wording.needs[0]) : core,
    topics: language.closure(said(several)),
    stems: new Set(spoken.flatMap((unit) => unit.stems)),
    denied,
    needs: wording?.needs
      ? wording.needs.map((group, at) => new Set(at === 0 && index !== undefined ? [...group, factId(index)] : group))
      : own.map((word) => new Set([...word.ids, ...word.stems.map(literal)])),
    least: wording?.needs ? wording.needs.length : Math.max(1, Math.ceil(own.length * 0.6)),
    relation: wording?.relation,
    open: wording?.open ?? false,
    leadsOnly: wording?.leadsOnly ?? false,
    plain: wording === undefined,
  };
}

const severalTopics = /[&/+]|\band\b/i;

/** A word taken literally, beside the ids of concepts. */
export function literal(stem: string): string {
  return `=${stem}`;
}

function contentOf(text: string, language: Language): Word[] {
  return read(text, language).words.filter((word) => word.content);
}

/** The facts that a located quote holds, or that hold it. */
export function factsIn(knowledge: Knowledge, citation: Citation, language: Language): readonly Fact[] {
  const section = knowledge.sectionsAt(citation.section).find((candidate) => candidate.source === citation.source);
  if (!section) return [];
  const quote = citation.quote
    .replace(/^(?:[-*>•]|👉|\s)+/u, '')
    .replace(/\s*:$/, '')
    .trim();
  const exact = section.facts.filter((fact) => fact.text === quote);
  if (exact.length > 0) return exact;
  // A style's name alone, or a word like "the", is in every other line.
  if (contentOf(quote, language).length === 0) return [];
  if (quote.includes('|')) {
    const cells = quote.split('|').map((cell) => cell.trim());
    return section.facts.filter(
      (fact) => fact.line === citation.line && fact.kind === 'cell' && cells.includes(fact.text),
    );
  }
  const inside = section.facts.filter((fact) => holdsWords(quote, fact.text));
  return inside.length > 0 ? inside : section.facts.filter((fact) => holdsWords(fact.text, quote));
}
