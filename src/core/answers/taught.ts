import type { Citation, Style } from '../knowledge/document.ts';
import type { Example } from '../knowledge/examples.ts';
import { type Aspect, type Lexicon, type Line, styles } from '../knowledge/lexicon.ts';
import type { Nearness } from '../knowledge/nearness.ts';

/** What the nearest examples say of an aspect: how much it is asked about, and of which styles. */
export interface Taught {
  readonly aspect: Aspect;
  /** 0 to 1. */
  readonly share: number;
  readonly styles: readonly Style[];
}

/** The lines of an aspect for one style, or for neither. */
interface Side {
  /** Its place among all. */
  readonly order: number;
  readonly aspect: Aspect;
  readonly style: Style | null;
  readonly sections: ReadonlySet<string>;
  readonly quotes: ReadonlySet<string>;
}

/** Translates examples into aspects. */
export interface Teacher {
  /** Aspects that the nearest examples ask about, most first. */
  aspects(near: Nearness): readonly Taught[];
  /**
   * What an answer still lacks that the nearest examples would have it show: the words that most of them call for, and something of
   * the section that they point at.
   */
  lacking(near: Nearness, said: readonly Citation[]): readonly Taught[];
}

/** An example that names only sections says less of an aspect than one that names its words. */
const sectionsOnly = 0.5;
/** A style is asked about as long as it has this much of the share of the other. */
const sameBreath = 0.6;
/** How much of the votes words need that are added to an answer, and how much of the best section's weight another one. */
const calledFor = 0.38;
const pointedAt = 0.8;

export function createTeacher(lexicon: Lexicon): Teacher {
  const sides: Side[] = [];
  const add = (aspect: Aspect, style: Style | null, citations: readonly Citation[]) => {
    if (citations.length > 0) sides.push(sideOf(aspect, style, citations, sides.length));
  };
  for (const aspect of lexicon.aspects.values()) {
    if (aspect.rows.length > 0) add(aspect, null, rowCitations(aspect, lexicon));
    else {
      for (const style of styles) add(aspect, style, citationsOfLines(aspect.sides[style].lines));
      add(aspect, null, citationsOfLines(aspect.lines));
    }
  }

  // An example answers an aspect as well today as tomorrow, and the same ones are near to many questions.
  const answers = new WeakMap<Example, readonly Answering[]>();
  const answeredBy = (example: Example): readonly Answering[] => {
    const known = answers.get(example) ?? answering(example, sides);
    answers.set(example, known);
    return known;
  };

  const aspects = (near: Nearness): Taught[] => {
    const sums = new Map<Side, number>();
    for (const { example, weight } of near.votes) {
      for (const { side, share } of answeredBy(example)) sums.set(side, (sums.get(side) ?? 0) + weight * share);
    }
    const shares = [...sums].map(([side, share]) => ({ side, share })).sort((a, b) => a.side.order - b.side.order);
    const byAspect = Map.groupBy(shares, ({ side }) => side.aspect);
    return [...byAspect]
      .map(([aspect, own]): Taught => {
        const share = Math.max(...own.map((each) => each.share));
        const asked = own.filter((each) => each.share > share * sameBreath).flatMap(({ side }) => side.style ?? []);
        return { aspect, share, styles: asked };
      })
      .sort((a, b) => b.share - a.share);
  };

  return {
    aspects,
    lacking(near, said) {
      const known = aspects(near);
      const told = {
        quotes: new Set(said.map(({ quote }) => quote)),
        sections: new Set(said.map(({ section }) => section)),
      };
      const found: Taught[] = [];
      const show = (holds: (side: Side) => boolean) => {
        const holding = sides.filter(holds);
        const best = holding.toSorted((a, b) => rankOf(known, a) - rankOf(known, b))[0];
        if (!best) return;
        const own = holding.filter(({ aspect }) => aspect === best.aspect);
        for (const { quotes, sections } of own) {
          for (const quote of quotes) told.quotes.add(quote);
          for (const section of sections) told.sections.add(section);
        }
        found.push({ aspect: best.aspect, share: calledFor, styles: own.flatMap(({ style }) => style ?? []) });
      };
      for (const fact of factsCalledFor(near)) {
        if (!told.quotes.has(fact)) show(({ quotes }) => quotes.has(fact));
      }
      for (const { section, weight } of near.sections.slice(0, 2)) {
        if (weight >= pointedAt && !told.sections.has(section)) show(({ sections }) => sections.has(section));
      }
      return found;
    },
  };
}

/** What a comparison of many aspects shows of them. */
export function rowCitations({ rows, section }: Aspect, lexicon: Lexicon): Citation[] {
  return rows
    .flatMap((id) => lexicon.aspects.get(id) ?? [])
    .flatMap((row) => styles.flatMap((style) => row.sides[style].lines.flatMap(({ citations }) => citations)))
    .filter((citation) => section === null || citation.section === section);
}

function citationsOfLines(lines: readonly Line[]): Citation[] {
  return lines.flatMap(({ citations }) => citations);
}

function sideOf(aspect: Aspect, style: Style | null, citations: readonly Citation[], order: number): Side {
  return {
    order,
    aspect,
    style,
    sections: new Set(citations.map(({ section }) => section)),
    quotes: new Set(citations.map(({ quote }) => quote)),
  };
}

/** How much of an aspect's side an example asks about. */
interface Answering {
  readonly side: Side;
  readonly share: number;
}

/** An aspect is asked about as far as its lines are those that answer the example. */
function answering({ facts, sections }: Example, sides: readonly Side[]): Answering[] {
  return sides.flatMap((side) => {
    const share = facts.length > 0 ? overlap(facts, side.quotes) : sectionsOnly * overlap(sections, side.sections);
    return share > 0 ? [{ side, share }] : [];
  });
}

function overlap(given: readonly string[], own: ReadonlySet<string>): number {
  const shared = given.filter((each) => own.has(each)).length;
  return shared === 0 ? 0 : shared / (given.length + own.size - shared);
}

function rankOf(known: readonly Taught[], { aspect }: Side): number {
  const at = known.findIndex((taught) => taught.aspect === aspect);
  return at < 0 ? known.length : at;
}

/** The words that most of the examples call for which name any, most called for first. */
function factsCalledFor({ votes }: Nearness): string[] {
  const naming = votes.filter(({ example }) => example.facts.length > 0);
  if (naming.length < 2) return [];
  const all = naming.reduce((sum, { weight }) => sum + weight, 0);
  const weights = new Map<string, number>();
  for (const { example, weight } of naming) {
    for (const fact of example.facts) weights.set(fact, (weights.get(fact) ?? 0) + weight / all);
  }
  return [...weights]
    .filter(([, weight]) => weight >= calledFor)
    .sort((a, b) => b[1] - a[1])
    .map(([fact]) => fact);
}
