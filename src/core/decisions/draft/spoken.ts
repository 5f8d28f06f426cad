import { merged, type Stretch } from './secrets.ts';

export const addressed = /<@!?&?([\w.-]+)(?:\|[^>]*)?>|(?<![\w.@])@([\w.-]*\w)/g;
const shortcode = /(?<![\w:]):[a-z][\w+-]*:(?::skin-tone-\d:)?|:[+-]1:|:100:/gi;

/** What is not the writer's own: quoted lines, long quotations. */
function quotations(text: string): Stretch[] {
  return [
    ...stretches(text, /^[ \t]*(?:>>>|&gt;&gt;&gt;)[\s\S]*/gm),
    ...stretches(text, /^[ \t]*(?:>|&gt;)(?!\s*[=\d]).*$/gm),
    // A pasted record of a talk: "[00:03:10] Speaker 2: so we go with …", "14:02 ana: …".
    ...stretches(text, /^[ \t]*\[?\d{1,2}:\d{2}(?::\d{2})?\]?[ \t]+[^\n:]{1,30}:.*$/gm),
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

/** "1️⃣", ":one:" and "🅰️" as "1)" and "A)", as long as before. */
function numbered(text: string): string {
  return text
    .replace(/([0-9])(\ufe0f?\u20e3)/g, (_, digit: string, rest: string) => `${digit}${')'.padEnd(rest.length)}`)
    .replace(
      /(\u{1f170}|\u{1f171})(\ufe0f?)/gu,
      (_, letter: string, rest: string) => `${letter === '\u{1f170}' ? 'A' : 'B'})${rest === '' ? '' : ' '}`,
    )
    .replace(/:([ab]):/g, (_, letter: string) => `${letter.toUpperCase()}) `)
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

/** A message's text as it was meant, every offset as in the text. */
export interface Spoken {
  /** What the writer says in words; spaces for everything else. */
  readonly text: string;
  /** The same with code, addresses and signs. */
  readonly own: string;
  readonly notOwn: readonly Stretch[];
}

/** Without quotations, code, addresses and secrets. */
export function spokenOf(text: string, secrets: readonly Stretch[]): Spoken {
  const notOwn = merged([...secrets, ...quotations(text)]);
  const own = blanked(text, notOwn);
  return { text: blanked(numbered(own), unspoken(own)), own, notOwn };
}
