import { type Citation, cite } from '../knowledge/document.ts';
import type { Lexicon } from '../knowledge/lexicon.ts';
import type { Found, Search } from '../knowledge/search.ts';
import type { AnswerPart } from './answer.ts';
import type { Ask } from './understand.ts';

/** How much of what is asked must stand in one section of an added document. */
const leastShare = 0.6;
/** How many lines of it are quoted. */
const mostLines = 3;

/** What a team's own documents say to an ask that the lexicon knows no answer to: their lines, word for word. */
export function addedParts(ask: Ask, search: Search, lexicon: Lexicon): AnswerPart[] {
  const stems = contentStems(ask, lexicon);
  if (stems.length === 0 || !search.hasAdded(lexicon.sources)) return [];
  const best = search.find(stems, 20).find(({ section }) => !lexicon.sources.has(section.source));
  if (!best || !isEnough(best, stems, search)) return [];
  const facts = search.facts(best.section, stems).slice(0, mostLines);
  const shown = facts.length > 0 ? facts : best.section.facts.slice(0, mostLines);
  return [
    {
      kind: 'list',
      lead: `${best.section.source}, ${best.section.path}:`,
      items: shown.map((fact) => ({ text: fact.text, citations: [cite(fact)] satisfies Citation[] })),
    },
  ];
}

function isEnough(found: Found, stems: readonly string[], search: Search): boolean {
  const hits = stems.filter((stem) => found.stems.includes(stem));
  if (hits.length < stems.length * leastShare) return false;
  // One common word proves nothing; a word that few sections hold does.
  return hits.length > 1 || search.frequency(hits[0] ?? '') <= Math.max(1, search.size / 50);
}

function contentStems(ask: Ask, lexicon: Lexicon): string[] {
  const forms = new Set(
    ask.focus.hits.flatMap(({ value, span }) =>
      value.kind === 'form' && value.form !== 'handson' && value.form !== 'answerable'
        ? Array.from({ length: span.end - span.start }, (_, index) => span.start + index)
        : [],
    ),
  );
  const stems = ask.focus.tokens.flatMap((token, index) =>
    forms.has(index) || lexicon.filler.has(token.stem) || token.word.length < 2 ? [] : [token.stem],
  );
  return [...new Set(stems)];
}
