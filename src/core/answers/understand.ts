import { meet } from '../knowledge/cues.ts';
import type { Style } from '../knowledge/document.ts';
import { type Aspect, type AspectCue, type Lexicon, styles } from '../knowledge/lexicon.ts';
import type { Span } from '../text/phrases.ts';
import { stemOf, type Token, wordsOf } from '../text/tokens.ts';
import { clausesOf } from './clauses.ts';
import { type Reading, read, spansOf, tokensOf } from './reader.ts';

export interface ScoredAspect {
  readonly aspect: Aspect;
  readonly score: number;
  /** The styles that its cues point at. */
  readonly styles: readonly Style[];
  readonly spans: readonly Span[];
}

/** One thing asked, or told. */
export interface Ask {
  readonly text: string;
  readonly asks: boolean;
  readonly focus: Reading;
  readonly context: Reading;
  /** Best first. Those of the context count for less. */
  readonly aspects: readonly ScoredAspect[];
  /** Styles named, in the order of their naming. */
  readonly named: readonly Style[];
  /** Styles pointed at by words that may mean something else. */
  readonly hinted: readonly Style[];
  /** Content words that nothing in the lexicon explains. */
  readonly residual: readonly Token[];
  /** Words that are neither English nor the lexicon's. */
  readonly unknown: readonly Token[];
  readonly outside: readonly { readonly topic: string; readonly span: Span }[];
  readonly forms: ReadonlySet<string>;
}

/** How an ask is put. Whatever begins with "should" wants a choice. */
function formsOf(text: string, focus: Reading): Set<string> {
  const forms = new Set<string>(spansOf(focus, 'form').map(({ value }) => value.form));
  if (forms.has('why')) forms.delete('choose');
  if (/^(?:(?:and|so|but|or|also)\s+)*should\b/i.test(text)) forms.add('choose');
  return forms;
}

/** Takes a normalised message apart and reads each clause. */
export function understand(message: string, lexicon: Lexicon): Ask[] {
  return clausesOf(message).map(({ text, asks, context }) => {
    const focus = read(tokensOf(text, lexicon), lexicon);
    const around = read(tokensOf(context, lexicon), lexicon);
    return {
      text,
      asks,
      focus,
      context: around,
      aspects: aspectsOf(focus, around, lexicon),
      named: either(namedStyles(focus, false), namedStyles(around, false)),
      hinted: either(namedStyles(focus, true), namedStyles(around, true)),
      ...wordsLeft(focus, lexicon),
      outside: outsideTopics(focus),
      forms: formsOf(text, focus),
    };
  });
}

/** What a sentence tells counts for less than what it asks, unless the question alone says too little. */
function aspectsOf(focus: Reading, context: Reading, lexicon: Lexicon): ScoredAspect[] {
  const scored = scoredAspects(focus, context, 0.7, lexicon);
  const enough =
    context.tokens.length === 0 ||
    scored.some(({ score, spans }) => score >= 4 && spans.some(({ start }) => start >= 0));
  return enough ? scored : scoredAspects(focus, context, 1, lexicon);
}

function scoredAspects(focus: Reading, context: Reading, share: number, lexicon: Lexicon): ScoredAspect[] {
  const all: Reading = context.tokens.length > 0 ? joined(context, focus) : focus;
  const offset = context.tokens.length;
  // "Scaling a single codebase" names a style by its codebase, and asks about scaling.
  const names = spansOf(all, 'style').flatMap(({ value, span }) => (value.weak ? [] : [span]));
  const asked = new Map<Aspect, { weight: number; style: Style | null; spans: Span[] }[]>();
  const tried = new Set<AspectCue>();
  for (const atom of all.atoms.keys()) {
    for (const entry of lexicon.cuesByAtom.get(atom) ?? []) {
      if (tried.has(entry)) continue;
      tried.add(entry);
      const { aspect, cue, style } = entry;
      const spans = meet(cue, (id) => all.atoms.get(id));
      if (!spans) continue;
      const inName = spans.every((span) => names.some((name) => name.start <= span.start && span.end <= name.end));
      const inFocus = spans.some((span) => span.start >= offset);
      const weight = (inFocus ? cue.weight : cue.weight * share) - (inName ? 2 : 0);
      const found = asked.get(aspect);
      if (found) found.push({ weight, style, spans });
      else asked.set(aspect, [{ weight, style, spans }]);
    }
  }
  return [...asked]
    .flatMap(([aspect, found]): ScoredAspect[] => {
      found.sort((a, b) => b.weight - a.weight);
      const rest = found.slice(1).reduce((sum, { weight }) => sum + weight, 0);
      return [
        {
          aspect,
          score: (found[0]?.weight ?? 0) + Math.min(rest * 0.15, 1.5),
          styles: styles.filter((style) => found.some((cue) => cue.style === style)),
          spans: found.flatMap(({ spans }) =>
            spans.map(({ start, end }) => ({ start: start - offset, end: end - offset })),
          ),
        },
      ];
    })
    .sort((a, b) => b.score + b.aspect.priority - (a.score + a.aspect.priority) || a.aspect.order - b.aspect.order);
}

/** Two readings as one, the first before the second. */
export function joined(first: Reading, second: Reading): Reading {
  const offset = first.tokens.length;
  const atoms = new Map(first.atoms);
  for (const [id, spans] of second.atoms) {
    const moved = spans.map(({ start, end }) => ({ start: start + offset, end: end + offset }));
    atoms.set(id, [...(atoms.get(id) ?? []), ...moved]);
  }
  const hits = second.hits.map(({ value, span }) => ({
    value,
    span: { start: span.start + offset, end: span.end + offset },
  }));
  return { tokens: [...first.tokens, ...second.tokens], hits: [...first.hits, ...hits], atoms };
}

function either(first: Style[], second: Style[]): Style[] {
  return first.length > 0 ? first : second;
}

function namedStyles(reading: Reading, weak: boolean): Style[] {
  const found = spansOf(reading, 'style')
    .filter(({ value }) => value.weak === weak)
    .sort((a, b) => a.span.start - b.span.start);
  // "not one service but many services": a name inside a longer name is not said on its own.
  const own = found.filter(
    ({ span, value }) =>
      !found.some(
        (other) =>
          other.value.style !== value.style &&
          other.span.start <= span.start &&
          other.span.end >= span.end &&
          other.span.end - other.span.start > span.end - span.start,
      ),
  );
  return [...new Set(own.map(({ value }) => value.style))];
}

function wordsLeft(reading: Reading, lexicon: Lexicon): { residual: Token[]; unknown: Token[] } {
  const explained = new Set<number>();
  for (const { value, span } of reading.hits) {
    if (value.kind === 'atom' || value.kind === 'style' || value.kind === 'outside' || value.kind === 'form') {
      for (let index = span.start; index < span.end; index += 1) explained.add(index);
    }
  }
  const residual = reading.tokens.filter(
    (token, index) =>
      !explained.has(index) &&
      !lexicon.filler.has(token.stem) &&
      !lexicon.vocabulary.has(token.stem) &&
      !/^\d+$/.test(token.word) &&
      token.word.length > 1,
  );
  return { residual, unknown: residual.filter((token) => !lexicon.isKnown(token.word)) };
}

function outsideTopics(reading: Reading): { topic: string; span: Span }[] {
  const longer = (hit: Reading['hits'][number], span: Span) =>
    hit.span.start <= span.start && hit.span.end >= span.end && hit.span.end - hit.span.start > span.end - span.start;
  const namesIt = (hit: Reading['hits'][number], span: Span): boolean => {
    if (hit.value.kind === 'style') return !hit.value.weak;
    if (hit.value.kind !== 'atom' || /^[A-Z]+$/.test(hit.value.id)) return false;
    const own = new Set(wordsOf(hit.value.id).map(stemOf));
    return reading.tokens.slice(span.start, span.end).every((token) => own.has(token.stem));
  };
  // "One database" in "all in one database system" is not asked about: the longer name is.
  return spansOf(reading, 'outside')
    .filter(({ span }) => !reading.hits.some((hit) => longer(hit, span) && namesIt(hit, span)))
    .map(({ value, span }) => ({ topic: value.topic, span }));
}
