import type { Lexicon } from '../knowledge/lexicon.ts';
import type { Topic } from './answer.ts';
import type { Judged } from './outcome.ts';
import { spansOf } from './reader.ts';
import { sure } from './scores.ts';
import type { Ask } from './understand.ts';

/** "Serverless or microservices, which is better?": what leans on a thing that is not covered is not covered either. */
export function leaning(judged: readonly Judged[]): Judged[] {
  return judged.map((one, index) => {
    const before = judged[index - 1];
    if (before?.coverage.kind !== 'missing' || one.coverage.kind === 'missing' || one.coverage.kind === 'empty')
      return one;
    if (/^\W*(?:and\s+)?when\b/i.test(one.ask.text)) return one;
    const pronoun = /^\W*(?:\w+\s+){0,2}(?:it|that|they|them|those|these|this)\b/i.test(one.ask.text);
    const specific =
      one.coverage.kind === 'covered' && one.coverage.aspects.some(({ aspect }) => aspect.priority >= -1);
    return (one.ask.named.length === 0 && !specific) || (pronoun && !specific)
      ? { ask: one.ask, coverage: before.coverage }
      : one;
  });
}

/** "What about cost and latency?": the one is not covered, the other is. */
export function beside({ ask, coverage }: Judged): Judged[] {
  const { tokens } = ask.focus;
  const first = ask.outside[0]?.span;
  if (coverage.kind !== 'missing' || !first) return [{ ask, coverage }];
  const joins = (at: number) => tokens[at]?.word === 'and';
  const starts = joins(first.end) ? first.end + 1 : -1;
  const ends = joins(first.start - 1) ? first.start - 1 : -1;
  const aspects = ask.aspects.filter(
    ({ score, spans }) =>
      score >= sure && spans.some((span) => span.start === starts || (span.end === ends && span.start >= ends - 2)),
  );
  if (aspects.length === 0) return [{ ask, coverage }];
  return [
    { ask: { ...ask, outside: [] }, coverage: { kind: 'covered', aspects: aspects.slice(0, 1) } },
    { ask, coverage },
  ];
}

/** "And monoliths?", "why?": a few words that lean on what was said before, and which no example tells the meaning of. */
export function goesOn({ text, focus, outside }: Ask, before: Topic | null): boolean {
  if (before === null || before.aspects.length === 0 || outside.length > 0) return false;
  const { length } = focus.tokens;
  return (
    length <= 2 ||
    (length <= 6 && /^(?:and|but|or|so|what about|how about|what of|why|same|also|then|ok)\b/i.test(text))
  );
}

/**
 * Whether what was said before may fill in what an ask leaves out. "Who wins the world cup?" is no part of a talk about monoliths: it has
 * words that nothing here explains, and none that points back.
 */
export function leansOn(ask: Ask, before: Topic | null): boolean {
  return ask.residual.length === 0 || goesOn(ask, before) || /\b(?:it|its|they|them|their|both)\b/i.test(ask.text);
}

/** "Can you explain?", "says who?": asks for more of what was said before, and has no subject of its own. */
export function asksFurther(
  { forms, focus, named, hinted, outside }: Ask,
  before: { readonly aspects: readonly string[] } | null,
  lexicon: Lexicon,
): boolean {
  if (!forms.has('further') || before === null || before.aspects.length === 0) return false;
  const asked = spansOf(focus, 'form').filter(({ value }) => value.form === 'further');
  const isSaid = (at: number) => asked.some(({ span }) => span.start <= at && at < span.end);
  const rest = focus.tokens.filter(({ stem }, at) => !isSaid(at) && !lexicon.filler.has(stem));
  return rest.length + named.length + hinted.length + outside.length === 0;
}

/** "Why microservices?": nothing but a style, which examples of the same few words would narrow down to what they ask. */
export function isBare({ focus, named, outside, aspects }: Ask, lexicon: Lexicon): boolean {
  const styled = spansOf(focus, 'style');
  const isStyle = (index: number) => styled.some(({ span }) => span.start <= index && index < span.end);
  return (
    named.length === 1 &&
    outside.length === 0 &&
    aspects.every(({ score }) => score < sure) &&
    focus.tokens.every((token, index) => isStyle(index) || lexicon.filler.has(token.stem))
  );
}

/** "Ok and?", after nothing: words without any subject say nothing, whatever examples hold them. */
export function isHollow({ ask, coverage }: Judged, told: readonly Ask[], lexicon: Lexicon): boolean {
  return (
    coverage.kind === 'empty' && told.length === 0 && ask.focus.tokens.every(({ stem }) => lexicon.filler.has(stem))
  );
}
