import type { Citation, Style } from '../knowledge/document.ts';
import type { Aspect, Lexicon, Line } from '../knowledge/lexicon.ts';
import { styles } from '../knowledge/lexicon.ts';
import type { AnswerPart, Sentence } from './answer.ts';
import type { Matches } from './scenario.ts';

/** An aspect to be told about, for some styles; `opener` stands before the first sentence: "Yes", "No", "Not quite". */
export interface Telling {
  readonly aspect: Aspect;
  /** How surely it is asked about. */
  readonly score: number;
  readonly styles: readonly Style[];
  readonly side: 'paragraph' | 'comparison';
  readonly opener: string | null;
  /** Whether the opener puts right what was said. */
  readonly corrects: boolean;
  /** Whether it only adds to what is asked. */
  readonly isAdded: boolean;
  /** The style whose line the opener belongs to. */
  readonly openerStyle: Style | null;
}

interface ComparedRow {
  readonly label: string;
  readonly cells: readonly [Sentence, Sentence];
}

const styleNames: Readonly<Record<Style, string>> = { monolith: 'Monolith', microservices: 'Microservices' };

/**
 * The sentences of some tellings: comparisons as rows of one table, everything else as one paragraph a telling, and what was only added to
 * what is asked as one paragraph. Nothing is said twice.
 */
export function partsOf(tellings: readonly Telling[], lexicon: Lexicon): AnswerPart[] {
  const said = new Set<string>();
  const rows = new Map<string, ComparedRow>();
  for (const { aspect } of tellings.filter(({ side }) => side === 'comparison')) {
    for (const row of aspect.rows.length === 0
      ? [aspect]
      : aspect.rows.flatMap((id) => lexicon.aspects.get(id) ?? [])) {
      const cells = [cellOf(row, 'monolith', aspect.section), cellOf(row, 'microservices', aspect.section)] as const;
      // A row that only repeats others tells nothing new.
      if (rows.has(row.id) || !cells.some((cell) => isNews(cell, said))) continue;
      rows.set(row.id, { label: row.label, cells });
      for (const cell of cells) note(cell, said);
    }
  }
  const table = rows.size > 0 ? [comparison([...rows.values()])] : [];
  const prose = tellings.filter(({ side }) => side === 'paragraph');
  const paragraphs = prose.filter(({ isAdded }) => !isAdded).map((telling) => sentencesOfTelling(telling, said));
  const added = prose.filter(({ isAdded }) => isAdded).flatMap((telling) => sentencesOfTelling(telling, said));
  return [
    ...table,
    ...inParagraphs([...paragraphs, added]).map((sentences): AnswerPart => ({ kind: 'paragraph', sentences })),
  ];
}

/** Single sentences in a row read as one paragraph. */
function inParagraphs(groups: readonly (readonly Sentence[])[]): (readonly Sentence[])[] {
  const paragraphs: Sentence[][] = [];
  let isOpen = false;
  for (const group of groups.filter(({ length }) => length > 0)) {
    const last = paragraphs.at(-1);
    if (last && isOpen && group.length === 1) last.push(...group);
    else paragraphs.push([...group]);
    isOpen = group.length === 1;
  }
  return paragraphs;
}

function comparison(rows: readonly ComparedRow[]): AnswerPart {
  return { kind: 'comparison', columns: ['', styleNames.monolith, styleNames.microservices], rows };
}

/** Whether a sentence shows words that were not shown before, those aside that only introduce others. */
function isNews({ citations }: Sentence | Line, said: ReadonlySet<string>): boolean {
  return citations.some((citation) => !introductions.has(citation.quote) && !said.has(keyOf(citation)));
}

function note({ citations }: Sentence | Line, said: Set<string>): void {
  for (const citation of citations) said.add(keyOf(citation));
}

/** "Simple" means another thing in every section, whole phrases mean the same. */
function keyOf({ section, quote }: Citation): string {
  return quote.includes(' ') ? quote.toLowerCase() : `${section}: ${quote}`;
}

/** Whether an aspect can be shown side by side. */
export function comparable(aspect: Aspect): boolean {
  return aspect.rows.length > 0 || styles.every((style) => aspect.sides[style].lines.length > 0);
}

/** The document's own words, those that one line introduces after it: "Easier to: develop, debug, test". */
function cellOf(aspect: Aspect, style: Style, section: string | null): Sentence {
  const all = unique(aspect.sides[style].lines.flatMap((line) => line.citations));
  const citations = section ? all.filter((citation) => citation.section === section) : all;
  const groups: { lead: string | null; section: string; quotes: string[] }[] = [];
  for (const { quote, section } of citations) {
    const last = groups.at(-1);
    if (introductions.has(quote)) groups.push({ lead: quote, section, quotes: [] });
    else if (last?.section === section) last.quotes.push(quote);
    else groups.push({ lead: null, section, quotes: [quote] });
  }
  const text = groups
    .filter(({ quotes }) => quotes.length > 0)
    .map(({ lead, quotes }) => `${lead ? `${lead}: ` : ''}${quotes.join(', ')}`)
    .join('; ');
  return { text, citations };
}

/** Quotes that only introduce others. */
const introductions = new Set([
  'Characteristics',
  'Limitations',
  'Advantages',
  'Challenges',
  'Problems at scale',
  'Easier to',
  'Good for',
  'Enables',
]);

function sentencesOfTelling(telling: Telling, said: Set<string>): Sentence[] {
  const { aspect, opener, openerStyle } = telling;
  const order = openerFirst(telling.styles, openerStyle);
  const lines: Line[] = [...aspect.lines, ...order.flatMap((style) => aspect.sides[style].lines)];
  const fresh = lines.filter((line) => {
    const isFresh = isNews(line, said);
    note(line, said);
    return isFresh;
  });
  return fresh.map(({ say, citations }, index) => ({
    text: index === 0 && opener ? `${opener} ${opener.endsWith(':') ? lowerFirst(say) : say}` : say,
    citations,
  }));
}

/** The style that an opener speaks of before the other one. */
export function openerFirst(asked: readonly Style[], openerStyle: Style | null): readonly Style[] {
  return openerStyle ? [...asked].sort((a, b) => Number(b === openerStyle) - Number(a === openerStyle)) : asked;
}

/** What a described situation matches, and what the document would have one do. */
export function scenarioParts(matches: Matches, lexicon: Lexicon): [matching: AnswerPart[], take: AnswerPart[]] {
  const sides = styles
    .toSorted((a, b) => matches[b].length - matches[a].length)
    .filter((style) => matches[style].length > 0);
  const sentences = sides.map((style, index): Sentence => {
    const lead = index === 0 ? 'What you describe matches' : 'It also matches';
    const line = matches[style].length === 1 ? 'line' : 'lines';
    return {
      text: `${lead} the document's ${line} for ${named[style]}: ${listed(matches[style])}.`,
      citations: matches[style],
    };
  });
  const rest = sides.slice(0, 1).flatMap((style) => restOfList(style, matches[style], lexicon));
  const take = takeOf(sides[0] ?? null, lexicon);
  return [
    sides.length > 0 ? [{ kind: 'paragraph', sentences: [...sentences, ...rest] }] : bothLists(lexicon),
    take.length > 0 ? [{ kind: 'paragraph', sentences: take }] : [],
  ];
}

/** Where a situation matches nothing: when the document would have one take which, and what for. */
function bothLists(lexicon: Lexicon): AnswerPart[] {
  const rows = ['when', 'verdict'].flatMap((id): ComparedRow[] => {
    const aspect = lexicon.aspects.get(id);
    if (!aspect || !comparable(aspect)) return [];
    const cells = [
      cellOf(aspect, 'monolith', aspect.section),
      cellOf(aspect, 'microservices', aspect.section),
    ] as const;
    return [{ label: aspect.label, cells }];
  });
  return rows.length > 0 ? [comparison(rows)] : [];
}

/** When else the document would have one take a style, beside the lines that a situation matches. */
function restOfList(style: Style, matched: readonly Citation[], lexicon: Lexicon): Sentence[] {
  const list = unique((lexicon.aspects.get('when')?.sides[style].lines ?? []).flatMap(({ citations }) => citations));
  const others = list.filter(({ quote }) => !matched.some((citation) => citation.quote === quote));
  if (others.length === 0) return [];
  const line = others.length === 1 ? 'line' : 'lines';
  return [{ text: `Its other ${line} for ${named[style]}: ${listed(others)}.`, citations: others }];
}

const named: Readonly<Record<Style, string>> = { monolith: 'a monolith', microservices: 'microservices' };

/** The document's own advice on which to take and when to change, by the side that a situation leans to. */
function takeOf(side: Style | null, lexicon: Lexicon): Sentence[] {
  const lines = (id: string, style: Style | null) => {
    const aspect = lexicon.aspects.get(id);
    return style ? (aspect?.sides[style].lines ?? []) : (aspect?.lines ?? []);
  };
  const take =
    side === 'microservices'
      ? [
          ...lines('start', 'microservices'),
          ...lines('devops', 'microservices').slice(0, 1),
          ...lines('evolve', null).slice(0, 1),
        ]
      : [
          ...lines('start', 'monolith'),
          ...lines('start', 'microservices'),
          ...lines('premature', 'microservices').slice(0, 1),
          ...lines('evolve', null).slice(0, 1),
        ];
  return take.map(({ say, citations }) => ({ text: say, citations }));
}

function listed(citations: readonly Citation[]): string {
  const quotes = citations.map(({ quote }) => `"${quote}"`);
  return quotes.length < 2 ? quotes.join('') : `${quotes.slice(0, -1).join(', ')} and ${quotes.at(-1)}`;
}

function unique(citations: readonly Citation[]): Citation[] {
  return [
    ...new Map(citations.toReversed().map((citation) => [citation.quote.toLowerCase(), citation])).values(),
  ].toReversed();
}

function lowerFirst(text: string): string {
  return /^(?:A|An|The|It|Its|In|With|They|Their|Use|You|Start|Move|Scaling|Microservices|Monolith|Development|Distributed|Communication|Deployment|Smaller|Team|Versioning|Service|That|This|Premature|Evolve|Between|For)\b/.test(
    text,
  )
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}
