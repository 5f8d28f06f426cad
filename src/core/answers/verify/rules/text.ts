import { has } from '../language.ts';
import type { Reading } from '../reading.ts';
import type { Failure } from './rule.ts';

/** A rule that needs no quote: it looks at the sentence alone. */
export type TextRule = (sentence: { readonly claim: string; readonly reading: Reading }) => Failure | null;

const links = [
  /[a-z][a-z0-9+.-]*:\/\//i,
  /\b(?:mailto|javascript|data|tel):\S/i,
  /\bwww\d?\./i,
  /\b[a-z0-9-]+\.(?:com|org|net|io|dev|ai|app|co|gov|edu|info|xyz|me|gg|ly|link|html?)\b/i,
  /\]\s*\(/,
  /!\[/,
  /[\w.+-]+@[\w-]+\.\w/,
];

const mentions = [
  /<[@#!:/a-z]/i,
  /(?:^|[\s("'*_~>|])@\S/,
  /(?:^|[\s("'*_~>|])#[\p{L}\p{N}_-]/u,
  /&lt;/i,
  /\p{Extended_Pictographic}{6,}/u,
];

const unseen = /[[\p{Cc}\p{Cf}]--[\n\t\r\u200d]]/v;

function carriesLink({ claim }: { claim: string }): Failure | null {
  return links.some((link) => link.test(claim))
    ? { rule: 'links', reason: 'The sentence holds a link or an address.' }
    : null;
}

function mentionsSomebody({ claim }: { claim: string }): Failure | null {
  return mentions.some((mention) => mention.test(claim))
    ? { rule: 'links', reason: 'The sentence holds a mention, a channel or a tag of a chat platform.' }
    : null;
}

function hidesCharacters({ claim }: { claim: string }): Failure | null {
  return unseen.test(claim) || /\n\s*\S/.test(claim.trim())
    ? { rule: 'form', reason: 'The sentence holds characters that cannot be seen, or runs over several lines.' }
    : null;
}

/** Brackets of code, the marks of Markdown around words, and those that begin a heading, a list or a quotation. */
const markup = /[<>{}\\]|(?:^|[\s("])(?:[*_~`]+|\|\|)\S|\S(?:[*_~`]+|\|\|)(?:[\s.,;:!?)"]|$)|^\s*[#>*+-]+\s/;

function holdsMarkup({ claim }: { claim: string }): Failure | null {
  return markup.test(claim) ? { rule: 'form', reason: 'The sentence holds markup or code.' } : null;
}

function speaksOfPrompt({ reading }: { reading: Reading }): Failure | null {
  const word = reading.words.find((word) => has(word, 'prompt'));
  return word
    ? { rule: 'prompt', reason: `"${word.text}" speaks of instructions or of the bot, not of architecture.` }
    : null;
}

export const textRules: readonly TextRule[] = [
  carriesLink,
  mentionsSomebody,
  hidesCharacters,
  holdsMarkup,
  speaksOfPrompt,
];
