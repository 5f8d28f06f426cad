import type { Lexicon } from '../knowledge/lexicon.ts';
import type { Span } from '../text/phrases.ts';
import type { Coverage, Surroundings } from './coverage-rule.ts';
import { spansOf } from './reader.ts';
import { sure } from './scores.ts';
import type { Ask } from './understand.ts';

export function artefact(ask: Ask, _lexicon: Lexicon, around: Surroundings): Coverage | null {
  if (!ask.forms.has('artefact')) return null;
  const technical = around.aboutStyles || ask.aspects.length > 0 || ask.outside.length > 0;
  return { kind: 'missing', what: null, about: technical ? 'code' : 'elsewhere' };
}

export function outsideTopic(ask: Ask, lexicon: Lexicon): Coverage | null {
  // "How much is the bill?" is about cost more than about figures.
  const first = ask.outside.find(({ topic }) => topic !== 'figures') ?? ask.outside[0];
  if (!first) return null;
  return { kind: 'missing', what: lexicon.data.outside[first.topic]?.label ?? null, about: 'architecture' };
}

/** "What is Kafka?", "Docker or Kubernetes?": a tool that the documents only name. */
export function namedThing(ask: Ask, lexicon: Lexicon, around: Surroundings): Coverage | null {
  const named = spansOf(ask.focus, 'named');
  const first = named[0];
  if (!first || ask.named.length > 0) return null;
  const defines = ask.forms.has('define');
  const chooses = ask.forms.has('choose') || / or | vs | versus /i.test(` ${ask.text} `);
  if (!defines && !(chooses && named.length > 1)) return null;
  if (defines && around.styles.length > 0 && named.length === 1 && ask.focus.tokens.length > 6) return null;
  const within = new Set(named.flatMap(({ span }) => range(span.start, span.end)));
  const others = ask.focus.tokens.filter(
    (token, index) => !within.has(index) && !lexicon.filler.has(token.stem) && !isFormWord(ask, index),
  );
  // "REST or gRPC, which is better for …?" is about the two.
  const offered = chooses && named.some(({ span }) => isOffered(ask, span, named));
  if (others.length > 1 && !offered) return null;
  const words = ask.focus.tokens.slice(first.span.start, first.span.end).map((token) => token.word);
  // As it was written: "REST", "gRPC". It is one of the lexicon's own words, so it is safe to show.
  const name = new RegExp(words.join('\\W+'), 'i').exec(ask.text)?.[0] ?? words.join(' ');
  return { kind: 'missing', what: lexicon.data.named.label.replace('{name}', name), about: 'architecture' };
}

/** "… or gRPC": one of two names with an "or" between them. */
function isOffered({ focus }: Ask, { start }: Span, named: readonly { readonly span: Span }[]): boolean {
  return focus.tokens[start - 1]?.word === 'or' && named.some(({ span }) => span.end === start - 1);
}

/** "How do we set up …", "how to split …": how a thing is done. */
export function instructions(ask: Ask, lexicon: Lexicon): Coverage | null {
  const forms = spansOf(ask.focus, 'form');
  for (const start of forms.filter(({ value }) => value.form === 'instructions')) {
    for (let index = start.span.end; index < ask.focus.tokens.length; index += 1) {
      const at = forms.filter(({ span }) => span.start === index);
      const token = ask.focus.tokens[index];
      if (!token || at.some(({ value }) => value.form === 'answerable')) break;
      if (at.some(({ value }) => value.form === 'handson')) {
        return { kind: 'missing', what: 'how to do that', about: 'architecture' };
      }
      if (!lexicon.filler.has(token.stem)) break;
    }
  }
  return null;
}

const auxiliaries = new Set([
  'should',
  'do',
  'does',
  'did',
  'is',
  'are',
  'would',
  'can',
  'could',
  'will',
  'must',
  'shall',
  'has',
  'have',
]);

/** "What port should …?", "which vendor is …?": a thing that nothing here speaks of. */
export function whichThing(ask: Ask): Coverage | null {
  const { tokens } = ask.focus;
  for (const [index, token] of tokens.entries()) {
    if (token.word !== 'what' && token.word !== 'which') continue;
    const thing = tokens[index + 1];
    if (!thing || !ask.residual.includes(thing) || !auxiliaries.has(tokens[index + 2]?.word ?? '')) continue;
    return {
      kind: 'missing',
      what: null,
      about: ask.named.length > 0 || ask.aspects.length > 0 ? 'architecture' : 'elsewhere',
    };
  }
  return null;
}

/** Words after which the thing stands that somebody asks about. */
const objectMarkers = new Set([
  'using',
  'with',
  'for',
  'in',
  'via',
  'on',
  'about',
  'like',
  'or',
  'versus',
  'than',
  'from',
  'into',
  'called',
]);

/** A word that nobody here knows, in the place of the thing asked about. */
export function foreignObject(ask: Ask, _lexicon: Lexicon, around: Surroundings): Coverage | null {
  const best = ask.aspects[0]?.score ?? 0;
  const architecture = ask.aspects.length > 0 || ask.named.length > 0;
  for (const token of ask.unknown) {
    const at = ask.focus.tokens.indexOf(token);
    const before = ask.focus.tokens[at - 1]?.word ?? '';
    const article =
      before === 'a' || before === 'an' || before === 'the' ? (ask.focus.tokens[at - 2]?.word ?? '') : before;
    const defined = ask.forms.has('define') && ask.named.length === 0 && best < sure;
    // "Is Xyz a good fit?": the thing itself.
    const isSubject = at === 1 && auxiliaries.has(before);
    const marked = objectMarkers.has(before) || objectMarkers.has(article) || isSubject;
    const name = new RegExp(`(?<!^)\\b${token.typed.charAt(0).toUpperCase()}${token.typed.slice(1)}\\b`).test(ask.text);
    if (marked && ask.forms.has('choose') && around.described) continue;
    if ((marked && (best < sure || name)) || defined || (best < sure && ask.named.length === 0)) {
      return {
        kind: 'missing',
        what: token.word.length <= 24 ? token.word : null,
        about: architecture ? 'architecture' : 'elsewhere',
      };
    }
  }
  return null;
}

/** Words after which stands what an ask is of, within three words. */
const leading = new Set(['my', 'his', 'her', 'their', 'of', 'to', 'for', 'on', 'in', 'about', 'a', 'an']);

/** "The advantages of yoga": a thing that nothing here explains, and neither style in sight. */
export function foreignThing(ask: Ask, _lexicon: Lexicon, around: Surroundings): Coverage | null {
  if (around.aboutStyles || around.described || ask.named.length + ask.hinted.length > 0) return null;
  const isLed = ask.residual.some((token) => {
    const at = ask.focus.tokens.indexOf(token);
    const before = [1, 2, 3].map((back) => ask.focus.tokens[at - back]?.word ?? '');
    return before.some((word) => leading.has(word));
  });
  return isLed ? { kind: 'missing', what: null, about: 'elsewhere' } : null;
}

function isFormWord(ask: Ask, index: number): boolean {
  return ask.focus.hits.some(
    ({ value, span }) => value.kind === 'form' && value.form !== 'handson' && span.start <= index && index < span.end,
  );
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, index) => start + index);
}
