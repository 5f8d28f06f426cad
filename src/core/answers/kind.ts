import type { Lexicon } from '../knowledge/lexicon.ts';
import { oneLine } from '../text/one-line.ts';
import { read, spansOf, tokensOf } from './reader.ts';

/** What sort of message somebody sent. */
export type MessageKind =
  | {
      readonly kind: 'question' /** Without greetings and an injection that it half-heartedly opens with. */;
      readonly text: string;
    }
  | { readonly kind: 'smalltalk'; readonly reply: string }
  | { readonly kind: 'injection' }
  | { readonly kind: 'language'; readonly reply: string }
  | { readonly kind: 'unreadable' };

/** A person or a role that is mentioned, as Slack and Discord write it: part of the talk, and never of the question. */
const mention = /<@[!&]?\w+(?:\|[^>]*)?>/;

/** @param text normalised */
export function kindOf(text: string, lexicon: Lexicon): MessageKind {
  const message = oneLine(text.replace(new RegExp(mention, 'g'), ' '));
  if (!/[\p{L}\p{N}]/u.test(message)) return unreadable(message, lexicon);
  const language = languageOf(message, lexicon);
  if (language) return { kind: 'language', reply: language };
  const tokens = tokensOf(message, lexicon);
  const reading = read(tokens, lexicon);
  const injected = spansOf(reading, 'injection');
  const lower = message.toLowerCase();
  // "Say <@U1> is fired": whoever mentions somebody, and neither style, does not ask.
  const aside = mention.test(text) && spansOf(reading, 'style').length === 0;
  const marked = aside || lexicon.data.injection.marks.some((mark) => lower.includes(mark));
  if (marked || injected.length > 0) {
    const pivot = spansOf(reading, 'earnest')
      .map(({ span }) => span.end)
      .sort((a, b) => b - a)[0];
    const rest =
      pivot === undefined
        ? ''
        : tokens
            .slice(pivot)
            .map((token) => token.word)
            .join(' ');
    const stillInjected = injected.some(({ span }) => pivot !== undefined && span.end > pivot);
    if (!marked && rest.split(' ').length >= 3 && !stillInjected && message.includes('?'))
      return { kind: 'question', text: `${rest}?` };
    return { kind: 'injection' };
  }
  const small = smallTalk(message, lexicon);
  if (small) return small;
  return { kind: 'question', text: message };
}

/** An emoji or a wave is met kindly; dots and the like are not a question. */
function unreadable(message: string, lexicon: Lexicon): MessageKind {
  return /\p{Extended_Pictographic}/u.test(message)
    ? { kind: 'smalltalk', reply: lexicon.data.messages.greeting.reply }
    : { kind: 'unreadable' };
}

/** Small talk: what is left beside its phrases carries no subject. The most telling phrase gives the reply. */
function smallTalk(message: string, lexicon: Lexicon): MessageKind | null {
  const { tokens, hits } = read(tokensOf(message, lexicon), lexicon);
  const found = hits.flatMap(({ value, span }) => (value.kind === 'message' ? [{ message: value.message, span }] : []));
  if (found.length === 0) return null;
  const said = new Set(
    found.flatMap(({ span }) => Array.from({ length: span.end - span.start }, (_, index) => span.start + index)),
  );
  const left = tokens.filter((token, index) => !said.has(index) && !lexicon.filler.has(token.stem));
  const meaningful = left.filter((token) => lexicon.vocabulary.has(token.stem)).length;
  const strong = found.some(
    ({ message: kind, span }) => (kind === 'about' || kind === 'capabilities') && span.end - span.start > 1,
  );
  // "Hi! What is the difference?" is a question, however politely it begins.
  const asksMore = hits.some(
    ({ value, span }) =>
      value.kind === 'form' &&
      (value.form === 'compare' || value.form === 'choose') &&
      !said.has(span.start) &&
      message.includes('?'),
  );
  const named = hits.some(({ value }) => value.kind === 'outside' || (value.kind === 'style' && !value.weak));
  if ((asksMore || (named && left.length > 0)) && !strong) return null;
  const allowed = strong
    ? Math.max(3, said.size)
    : found.some(({ message: kind }) => kind !== 'greeting')
      ? Math.min(4, said.size + 1)
      : 1;
  if (left.length > allowed || meaningful > (strong ? 3 : 1)) return null;
  const order = ['capabilities', 'about', 'thanks', 'goodbye', 'feeling', 'greeting'] as const;
  const best = found.toSorted(
    (a, b) =>
      b.span.end - b.span.start - (a.span.end - a.span.start) || order.indexOf(a.message) - order.indexOf(b.message),
  )[0];
  return best ? { kind: 'smalltalk', reply: lexicon.data.messages[best.message].reply } : null;
}

/** The sentence for a message in another language, or null for English. */
function languageOf(message: string, lexicon: Lexicon): string | null {
  const { and } = lexicon.data.languages;
  const letters = message.match(/\p{L}/gu)?.length ?? 0;
  for (const { letters: pattern, reply } of lexicon.scripts) {
    const count = message.match(pattern)?.length ?? 0;
    if (count >= 2 && count > letters * 0.2) return `${reply} ${and}`;
  }
  const words = message.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const plainEnglish = words.filter((word) => /^[a-z]+$/.test(word) && lexicon.isKnown(word)).length;
  let best: { reply: string; words: ReadonlySet<string>; score: number } | null = null;
  for (const { words: set, reply } of lexicon.languages) {
    // A small word that English has too ("is", "in", "a") says less.
    const score = words.reduce(
      (sum, word) => sum + (set.has(word) ? (/^[a-z]+$/.test(word) && lexicon.isKnown(word) ? 0.4 : 1) : 0),
      0,
    );
    if (!best || score > best.score) best = { reply, words: set, score };
  }
  if (!best) return null;
  const { words: own } = best;
  // "Waht is teh diffrence": English in a hurry, unless there is a word that cannot be, as in "sollen wir den monolithen aufteilen".
  const isSlip = (word: string) => lexicon.abbreviations.has(word) || lexicon.speller.correct(word) !== null;
  const slips = words.filter((word) => !lexicon.isKnown(word) && isSlip(word));
  const isForeign = words.some((word) => own.has(word) && !lexicon.isKnown(word) && !slips.includes(word));
  const english = plainEnglish + (isForeign ? 0 : slips.filter((word) => !own.has(word)).length);
  const foreign = words.length - english;
  if (best.score >= 1.8 && (foreign >= words.length * 0.4 || best.score > english)) return `${best.reply} ${and}`;
  if (best.score >= 1 && foreign >= words.length * 0.55 && words.length >= 3) return `${best.reply} ${and}`;
  if (foreign >= 3 && foreign >= words.length * 0.75 && /[^\p{ASCII}]/u.test(words.join(''))) return and;
  return null;
}
