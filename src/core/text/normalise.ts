/** Longest text that is looked at, in UTF-16 units; the rest of a longer one is left unread. */
export const maxTextLength = 4_000;

// Controls, zero-width and bidirectional marks, tags and fillers: what cannot be seen or would reorder the line.
const invisible = /[[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]--[\n]]/gv;

// The same, but an emoji keeps its variation selector and its joiners.
const invisibleInOutput = /[[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]--[\n\u200d\ufe0f]]/gv;

/**
 * Text as a person meant it: NFKC, no control, zero-width or bidirectional characters, curly quotes and dashes made plain,
 * runs of white space folded into one space, trimmed and capped at {@link maxTextLength}.
 */
export function normalise(text: string): string {
  return text
    .slice(0, maxTextLength * 2)
    .toWellFormed()
    .normalize('NFKC')
    .replace(/[\t\r\u2028\u2029]/g, ' ')
    .replace(invisible, '')
    .replace(/[\u2018\u2019\u201a\u201b\u02bc\u0060\u00b4]/g, "'")
    .replace(/[\u201c\u201d\u201e\u201f]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, maxTextLength)
    .toWellFormed();
}

/** Text fit to be shown: nothing invisible in it, tabs as spaces, line breaks kept. */
export function visible(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replaceAll('\t', ' ').replace(invisibleInOutput, '');
}
