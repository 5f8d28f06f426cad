import { readSentences, type Token } from '../../check/from-text-tokens.ts';
import type { CueName, Found, StyleName, ThreadCues } from './cues.ts';
import { merged, type Stretch, secretsIn } from './secrets.ts';
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
  /** Ids of messages that are not in English. */
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
  for (const whole of thread.messages) {
    const message = { ...whole, text: whole.text.slice(0, maxMessageLength).toWellFormed() };
    if (message.bot || message.deleted || message.text.trim() === '') continue;
    if (whole.text.length > maxMessageLength) cutShort.push(message.id);
    const hidden = secretsIn(message.text);
    if (hidden.length > 0) secrets.push(message.id);
    const spoken = spokenOf(message.text, hidden);
    if (isForeign(spoken.text, cues)) otherLanguage.push(message.id);
    else said.push(readMessage(message, said.length, spoken, cues));
  }
  return { said, secrets, otherLanguage, cutShort };
}

const addressed = /<@!?&?([\w.-]+)(?:\|[^>]*)?>|(?<![\w.@])@([\w.-]*\w)/g;
const shortcode = /(?<![\w:]):[a-z][\w+-]*:(?::skin-tone-\d:)?|:[+-]1:|:100:/gi;

/** What is not the writer's own: quoted lines, long quotations. */
function quotations(text: string): Stretch[] {
  return [
    ...stretches(text, /^[ \t]*(?:>>>|&gt;&gt;&gt;)[\s\S]*/gm),
    ...stretches(text, /^[ \t]*(?:>|&gt;)(?!\s*[=\d]).*$/gm),
    ...stretches(text, /["“„«](?=(?:[^"“”„«»\n]*\s){2})[^"“”„«»\n]{10,}["”“»]/g),
    ...stretches(text, /(?<![\w~])~{1,2}(?=\S)[^~\n]{2,}~{1,2}/g),
  ];
}

/** What says nothing by its letters: code, addresses, markup. */
function unspoken(text: string): Stretch[] {
  return [
    ...stretches(text, /```[\s\S]*?(?:```|$)/g),
    ...stretches(text, /`[^`\n]+`/g),
    ...stretches(text, /<[a-z][\w+.-]*:[^>\n]*>|\b(?:https?|ftp):\/\/\S+|\bwww\.\S+/gi),
    ...stretches(text, /<[!#][^>\n]*>/g),
    ...stretches(text, addressed),
    ...stretches(text, shortcode),
    ...stretches(text, /&(?:gt|lt|amp|quot|nbsp|#\d+);/g),
    ...stretches(text, /^\s*(?:\[[\w .-]+\.\w{2,4}\])\s*$/gm),
  ];
}

const numbers = ['zero', 'one', 'two', 'three', 'four', 'five'];

/** "1️⃣" and ":one:" as "1)", as long as before. */
function numbered(text: string): string {
  return text
    .replace(/([0-9])(\ufe0f?\u20e3)/g, (_, digit: string, rest: string) => `${digit}${')'.padEnd(rest.length)}`)
    .replace(/:(one|two|three|four|five):/g, (sign, name: string) => `${numbers.indexOf(name)})`.padEnd(sign.length));
}

function stretches(text: string, pattern: RegExp): Stretch[] {
  return [...text.matchAll(pattern)].map(({ 0: match, index }) => ({ start: index, end: index + match.length }));
}

/** Spaces in the place of the stretches, so that every offset stays. */
function blanked(text: string, hidden: readonly Stretch[]): string {
  let result = '';
  let at = 0;
  for (const { start, end } of merged(hidden)) {
    result += text.slice(at, start) + text.slice(start, end).replace(/[^\n]/g, ' ');
    at = end;
  }
  return result + text.slice(at);
}

interface Spoken {
  /** What the writer says in words; spaces for everything else. */
  readonly text: string;
  /** The same with code, addresses and signs. */
  readonly own: string;
  readonly notOwn: readonly Stretch[];
}

function spokenOf(text: string, secrets: readonly Stretch[]): Spoken {
  const notOwn = merged([...secrets, ...quotations(text)]);
  const own = blanked(text, notOwn);
  return { text: blanked(numbered(own), unspoken(own)), own, notOwn };
}

function readMessage(message: Message, order: number, { text: spoken, own, notOwn }: Spoken, cues: ThreadCues): Said {
  const { text } = message;
  const statements = sentencesOf(spoken).flatMap(({ tokens: typed, isQuestion }): Statement[] => {
    const tokens = typed.map(cues.spell);
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

// Long lines are read in pieces, since a description is read only so far.
const pieceLength = 3_500;

function sentencesOf(text: string): { tokens: Token[]; isQuestion: boolean }[] {
  const found: { tokens: Token[]; isQuestion: boolean }[] = [];
  for (const { 0: piece, index } of text.matchAll(/[^\n?]{1,3500}(?:[ \t]*\?[?!]*)?|\?+/g)) {
    if (piece.length > pieceLength + 100) continue;
    const words = piece.replaceAll('?', ' ');
    const sentences = readSentences(words);
    for (const [at, { tokens }] of sentences.entries()) {
      found.push({
        tokens: tokens.map((token) => ({ ...token, start: token.start + index, end: token.end + index })),
        isQuestion: piece.includes('?') && at === sentences.length - 1,
      });
    }
  }
  return found;
}

const openers = new Set([
  'so',
  'and',
  'but',
  'ok',
  'okay',
  'hey',
  'btw',
  'well',
  'also',
  'hi',
  'all',
  'then',
  ',',
  'er',
  'um',
]);
const askers = new Set([
  'should',
  'shall',
  'does',
  'do',
  'did',
  'is',
  'are',
  'can',
  'could',
  'would',
  'will',
  'who',
  'whos',
  'why',
  'whats',
  'anyone',
  'anybody',
  'has',
  'have',
]);
const askedOf = new Set([
  'we',
  'i',
  'it',
  'you',
  'they',
  'anyone',
  'anybody',
  'someone',
  'this',
  'that',
  'the',
  'there',
  'our',
  'is',
  'would',
  'should',
  'knows',
  'know',
  'owns',
  'will',
  'any',
  'got',
  'decides',
  'pays',
  'not',
  'dont',
  'runs',
  'else',
]);

/** A question that comes without its mark. */
function asks(tokens: readonly Token[]): boolean {
  const at = tokens.findIndex(({ text }) => !openers.has(text));
  const first = tokens[at]?.text ?? '';
  return askers.has(first) && askedOf.has(tokens[at + 1]?.text ?? '');
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
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const other = words.filter((word) => cues.otherLanguages.has(word)).length;
  return other > words.filter((word) => cues.english.has(word)).length;
}
