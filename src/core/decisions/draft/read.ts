import type { Token } from '../../text/sentences.ts';
import type { CueName, Found, StyleName, ThreadCues } from './cues.ts';
import { type Stretch, secretsIn } from './secrets.ts';
import { asks, sentencesOf } from './sentences.ts';
import { addressed, type Spoken, spokenOf } from './spoken.ts';
import type { Message, Thread } from './thread.ts';

/** A sentence that a person wrote themselves. */
export interface Statement {
  readonly message: Message;
  /** The message's place among those read. */
  readonly order: number;
  /** Its own words, verbatim; of a sentence around a secret or a long quotation the longest piece. */
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly isQuestion: boolean;
  readonly cues: readonly Found<CueName>[];
  readonly styles: readonly Found<StyleName>[];
  has(...names: readonly CueName[]): boolean;
}

/** A message as it was meant: without quotations, code and addresses. */
export interface Said {
  readonly message: Message;
  readonly order: number;
  readonly statements: readonly Statement[];
  /** Names and ids addressed, without `@`, lower case. */
  readonly mentions: readonly string[];
  readonly isJoke: boolean;
  readonly isLight: boolean;
  /** Shown by a sign in the text: 👍 or +1. */
  readonly agrees: boolean;
  readonly disagrees: boolean;
  /** It gives nothing to read but signs. */
  readonly isBare: boolean;
}

export interface ReadThread {
  readonly said: readonly Said[];
  /** Ids of messages that hold what looks like a secret. */
  readonly secrets: readonly string[];
  /** Ids of messages in a language that is not read. */
  readonly otherLanguage: readonly string[];
  /** Ids of messages of which only the beginning was read. */
  readonly cutShort: readonly string[];
}

// Longer than anything but a pasted log or document, in UTF-16 units.
const maxMessageLength = 8_000;

/** Reads what people wrote: nothing of bots, nothing deleted, nothing quoted. */
export function readThread(thread: Thread, cues: ThreadCues): ReadThread {
  const said: Said[] = [];
  const secrets: string[] = [];
  const otherLanguage: string[] = [];
  const cutShort: string[] = [];
  const language = cues.glosses.languageOf(
    thread.messages.flatMap(({ text }) => wordsOf(text.slice(0, maxMessageLength))),
  );
  for (const whole of thread.messages) {
    const message = { ...whole, text: whole.text.slice(0, maxMessageLength).toWellFormed() };
    if (message.bot || message.deleted || message.text.trim() === '') continue;
    if (whole.text.length > maxMessageLength) cutShort.push(message.id);
    const hidden = secretsIn(message.text);
    if (hidden.length > 0) secrets.push(message.id);
    const spoken = spokenOf(message.text, hidden);
    if (isForeign(spoken.text, cues)) otherLanguage.push(message.id);
    else said.push(readMessage(message, said.length, spoken, cues, language));
  }
  return { said, secrets, otherLanguage, cutShort };
}

function readMessage(
  message: Message,
  order: number,
  { text: spoken, own, notOwn }: Spoken,
  cues: ThreadCues,
  language: string | null,
): Said {
  const { text } = message;
  const statements = sentencesOf(spoken).flatMap(({ tokens: typed, isQuestion }): Statement[] => {
    const tokens = cues.glosses.inEnglish(typed, language).map(cues.spell);
    const first = tokens[0];
    const last = tokens.at(-1);
    if (!first || !last) return [];
    const found = cues.cues(tokens);
    const names = new Set(found.map(({ name }) => name));
    return [
      {
        message,
        order,
        text: ownWords(text, first.start, last.end, notOwn),
        tokens,
        isQuestion: isQuestion || asks(tokens),
        cues: found,
        styles: cues.styles(tokens),
        has: (...wanted) => wanted.some((name) => names.has(name)),
      },
    ];
  });
  return {
    message,
    order,
    statements,
    mentions: [...own.matchAll(addressed)].map((match) => (match[1] ?? match[2] ?? '').toLowerCase()),
    isJoke: cues.hasSign('joke', own) || /(?:^|\s)\/s(?:\s|$)/.test(own) || statements.some((each) => each.has('joke')),
    isLight: cues.hasSign('laugh', own) || statements.some((each) => each.has('laugh')),
    agrees: cues.hasSign('agree', own),
    disagrees: cues.hasSign('disagree', own),
    isBare: statements.length === 0,
  };
}

/** The words between two offsets and their closing mark; around what is not the writer's own, the longest piece. */
function ownWords(text: string, start: number, end: number, notOwn: readonly Stretch[]): string {
  const closing = /^[.!?…)\]]*/.exec(text.slice(end, end + 8))?.[0].length ?? 0;
  const until = end + closing;
  const pieces: string[] = [];
  let at = start;
  for (const { start: from, end: to } of notOwn) {
    if (to <= start || from >= until) continue;
    pieces.push(text.slice(at, Math.max(at, from)));
    at = Math.max(at, to);
  }
  pieces.push(text.slice(at, Math.max(at, until)));
  return pieces.reduce((best, piece) => (piece.trim().length > best.trim().length ? piece : best), '').trim();
}

function isForeign(text: string, cues: ThreadCues): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters > 0 && latin < letters / 2) return true;
  const words = wordsOf(text);
  const other = words.filter((word) => cues.otherLanguages.has(word)).length;
  return other > words.filter((word) => cues.english.has(word) || cues.glosses.has(word)).length;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}
