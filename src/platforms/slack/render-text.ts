import type { types } from '@slack/bolt';
import type { Span, Text } from '../../core/card.ts';
import { neutraliseText } from '../../core/text/neutralise.ts';
import { splitSpans } from '../../core/text/split.ts';
import { limits } from './limits.ts';

/** A run of text, as rich text holds it: shown as it is, never read for mentions, links or markup. */
export type Run = types.RichTextText | types.RichTextLink;

const styles = { strong: { bold: true }, emphasis: { italic: true }, code: { code: true } } as const;

type Section = types.RichTextSection;

/** Anything typed or quoted goes into rich text, because its runs are the one place where Slack parses nothing. */
export function richText(...elements: types.RichTextBlock['elements']): types.RichTextBlock {
  return { type: 'rich_text', elements };
}

export function section(spans: readonly Span[]): Section {
  return { type: 'rich_text_section', elements: spans.map(run) };
}

export function run(span: Span): Run {
  const content = { text: span.text, ...(span.style ? { style: styles[span.style] } : {}) };
  return span.link === undefined ? { type: 'text', ...content } : { type: 'link', url: span.link, ...content };
}

/** The runs of a text in pieces of at most `limit`; addresses count, since they reach Slack too. */
export function pieces(text: Text, limit: number = limits.sectionText): readonly (readonly Span[])[] {
  const spans = neutraliseText(text);
  if (spans.every((span) => span.text.trim() === '')) return [];
  return splitSpans(spans, limit, { of: (each) => each.length, markup: (span) => span.link?.length ?? 0 });
}

/** Lists of at most 3,000 characters, numbered on. What is left of an item that is longer follows it as a paragraph. */
export function lists(items: readonly Text[], ordered: boolean): readonly types.RichTextBlock[] {
  const blocks: types.RichTextBlock[] = [];
  let open: Section[] = [];
  let size = 0;
  let done = 0;
  const close = () => {
    if (open.length > 0) {
      const offset = ordered && done > 0 ? { offset: done } : {};
      blocks.push(
        richText({ type: 'rich_text_list', style: ordered ? 'ordered' : 'bullet', ...offset, elements: open }),
      );
    }
    done += open.length;
    open = [];
    size = 0;
  };
  for (const item of items) {
    const [first, ...rest] = pieces(item);
    if (!first) continue;
    const length = lengthOf(first);
    if (size + length > limits.sectionText) close();
    open.push(section(first));
    size += length;
    if (rest.length > 0) close();
    blocks.push(...rest.map((piece) => richText(section(piece))));
  }
  close();
  return blocks;
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + span.text.length + (span.link?.length ?? 0), 0);
}
