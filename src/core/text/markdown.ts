import { neutralise } from './neutralise.ts';

/**
 * A text as one line of Markdown that reads as it was typed and can be nothing else: no heading, list, link, HTML, entity or table,
 * wherever it stands in a line; nor a tag of Liquid, with which Jekyll begins. Never pings, and links nothing by itself.
 */
export function markdownLine(text: string): string {
  return neutralise(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|~&!$^]/g, '\\$&')
    .replace(/(?<=\{)%/g, '\\%')
    .replace(/^[-+=:]/, '\\$&')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

/** A text of several paragraphs; a single line break is a space. */
export function markdownParagraphs(text: string): string {
  return neutralise(text)
    .split(/\n\s*\n/)
    .map(markdownLine)
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}
