import type { Span, Text } from '../../core/card.ts';
import { neutraliseText } from '../../core/text/neutralise.ts';
import { type Cost, splitSpans } from '../../core/text/split.ts';

/** Longest text of one display, escaped: two fill a message, so a cut never leaves much of one empty. */
const displayLength = 1_900;

const markup = /[\\*_~`|<[\]]/g;
const escapable = /[!-/:-@[-`{-~]/g;

const cost: Cost = {
  // A line break may cost the marks of a list or a quote and a style that is closed and opened again.
  of: (text) => text.length + (text.match(escapable)?.length ?? 0) + 8 * (text.split('\n').length - 1),
  markup: (span) => (span.link === undefined ? 4 : span.link.length + 8),
};

/** The runs of a text, neutralised, in pieces that {@link marked} keeps within `limit`. */
export function pieces(text: Text, limit = displayLength): readonly (readonly Span[])[] {
  const spans = neutraliseText(text);
  if (spans.every((span) => span.text.trim() === '')) return [];
  return splitSpans(spans, limit, cost);
}

/**
 * Discord Markdown that shows exactly these runs. Every character that could begin markup is escaped: emphasis, code, spoilers, links,
 * mentions, timestamps and commands (the last three begin with `<`), and at the start of a line headings, subtext, lists and quotes.
 */
export function marked(spans: readonly Span[]): string {
  let line = '';
  return expressible(spans)
    .map((span) => {
      const lines = span.text.split('\n');
      const starts = line.trim() === '';
      line = (lines.length === 1 ? line : '') + (lines.at(-1) ?? '');
      return lines.map((each, index) => styled(each, span, index > 0 || starts)).join('\n');
    })
    .join('');
}

/** The runs with the styles that Markdown can express: code without backticks or a final backslash, emphasis apart from strong text. */
function expressible(spans: readonly Span[]): readonly Span[] {
  const runs: Span[] = [];
  for (const [index, { style, ...span }] of spans.entries()) {
    const touches = [spans[index - 1], spans[index + 1]].some((other) => other?.style === 'strong');
    const lost = (style === 'code' && /`|\\\s*$/m.test(span.text)) || (style === 'emphasis' && touches);
    const run: Span = style === undefined || lost ? span : { ...span, style };
    const last = runs.at(-1);
    // Joined, so that the start of a line is seen as a whole.
    if (last && last.style === run.style && last.link === run.link) {
      runs[runs.length - 1] = { ...last, text: last.text + run.text };
    } else runs.push(run);
  }
  return runs;
}

/** One line of a run. White space stays outside the marks, where Discord wants it. */
function styled(line: string, { style, link }: Span, starts: boolean): string {
  const text = line.trim();
  if (text === '') return line;
  const at = line.indexOf(text);
  const inner = withStyle(text, style, starts && link === undefined);
  return `${line.slice(0, at)}${link === undefined ? inner : `[${inner}](${link})`}${line.slice(at + text.length)}`;
}

function withStyle(text: string, style: Span['style'], starts: boolean): string {
  // Inside a code span nothing can be escaped.
  if (style === 'code') return `\`${text}\``;
  if (style === 'strong') return `**${escaped(text)}**`;
  if (style === 'emphasis') return `*${escaped(text)}*`;
  return starts ? escapedStart(escaped(text)) : escaped(text);
}

function escaped(text: string): string {
  return text.replace(markup, '\\$&');
}

/** What begins a heading, a quote, a list or subtext at the start of a line. */
function escapedStart(text: string): string {
  return text.replace(/^(?=[#>]|[-+](?:[\s#]|$))/, '\\').replace(/^(\d+)(?=[.)])/, '$1\\');
}

/** List items with their marks, in texts of at most {@link displayLength}; what is left of a longer item follows as a paragraph. */
export function lists(items: readonly Text[], ordered: boolean): readonly string[] {
  const shown = items.map((item) => pieces(item, displayLength - 12)).filter((item) => item.length > 0);
  return joinLines(
    shown.flatMap(([first = [], ...rest], index) => {
      const mark = ordered ? `${index + 1}. ` : '- ';
      const item = mark + marked(first).replace(/\n+/g, `\n${' '.repeat(mark.length)}`);
      return [item, ...rest.map(marked)];
    }),
  );
}

/** Lines joined into texts of at most {@link displayLength}. */
export function joinLines(lines: readonly string[]): readonly string[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= displayLength)
      texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  return texts;
}

/** Every line of the pieces of a text behind a mark: `> ` for a quote, `-# ` for small print. */
export function prefixed(text: Text, mark: string): readonly string[] {
  return pieces(text).map((piece) =>
    marked(piece)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => `${mark}${line}`)
      .join('\n'),
  );
}
