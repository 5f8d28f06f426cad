import { expect } from 'vitest';

// What only a machine sees. Emoji keep their joiner and their selector, which the caller checks by looking.
const unseen = /[[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]--[\n\u200d\ufe0f]]/v;

/** A text without what renderers add to it or leave out of it: white space, markup, marks, defanging. */
export function bare(text: string): string {
  return text
    .toWellFormed()
    .replace(/[[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\s]]/gv, '')
    .replace(/[\\[\]`*_>#\-│]/g, '')
    .replaceAll('＠', '@')
    .replaceAll('！', '!')
    .replaceAll('＃', '')
    .replace(/(?<=h)xx(?=ps?:)/gi, (xx) => xx.replaceAll('x', 't').replaceAll('X', 'T'));
}

/** Each of the texts is in `posted`, in full and in order. */
export function expectToShow(posted: string, texts: readonly string[]): void {
  const all = bare(posted.replace(new RegExp(` ?\\(${ownLinks.source}\\)`, 'g'), ''));
  let from = 0;
  for (const text of texts) {
    const wanted = bare(text);
    const at = all.indexOf(wanted, from);
    expect(
      at,
      `"${text.slice(0, 200)}" is missing after ${all.slice(Math.max(0, from - 40), from + 200)}`,
    ).toBeGreaterThanOrEqual(0);
    from = at + wanted.length;
  }
}

/** The addresses in the test cards that the bot made itself. */
export const ownLinks = /https:\/\/(?:acme\.slack\.com|discord\.com\/channels)\/[^\s)]*/g;

const live = [
  /@/,
  /<[!#]/,
  // A scheme; the end of a defanged one may start a line of the terminal.
  /(?<!hxxps?|\sx{0,2}ps?|\ss?):\/\//i,
  /javascript:\S|mailto:\S|data:\w+\//i,
  // Only where the name ends here: `evil.comx` and `evil.com.x1` are no hosts. The dot stands for a backslash.
  /(?:evil\.com|evil\.co\.uk|discord\.gg|discord\.com|example\.org)(?!·?[\p{L}\p{M}\p{N}_-]|\.[\p{L}\p{N}])/iu,
];

/** No character of `posted` is invisible, no word of it a mention, an address or a command of any platform. */
export function expectHarmless(posted: string): void {
  const foreign = posted.replace(ownLinks, '·');
  expect(foreign.isWellFormed()).toBe(true);
  for (const pattern of [unseen, ...live]) {
    const found = pattern.exec(foreign);
    expect(found && foreign.slice(Math.max(0, found.index - 30), found.index + 30), String(pattern)).toBeNull();
  }
}
