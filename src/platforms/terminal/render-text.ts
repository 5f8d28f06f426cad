import type { Span, Text } from '../../core/card.ts';
import { neutraliseText } from '../../core/text/neutralise.ts';
import { displayWidth } from '../display-width.ts';

/** The only control sequences that are ever written: SGR, each closed on its own line. */
const sequences = {
  strong: ['\u001b[1m', '\u001b[22m'],
  emphasis: ['\u001b[3m', '\u001b[23m'],
  code: ['\u001b[36m', '\u001b[39m'],
  dim: ['\u001b[2m', '\u001b[22m'],
  accent: ['\u001b[36m', '\u001b[39m'],
} as const;

export type Style = keyof typeof sequences;

/** How to write: with colour or without. */
export type Paint = (text: string, style: Style) => string;

export const painted: Paint = (text, style) => (text === '' ? '' : sequences[style].join(text));
export const plain: Paint = (text) => text;

interface Piece {
  readonly text: string;
  readonly style: Style | undefined;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * A text in lines of at most `width` columns, broken between words, or inside a word that alone is wider. `style` holds for runs that
 * have none. An address follows its text in round brackets.
 */
export function wrap(text: Text, width: number, paint: Paint, style?: Style): readonly string[] {
  const spans = neutraliseText(text).map(withAddress);
  if (spans.every((span) => span.text.trim() === '')) return [];
  const lines: string[] = [];
  for (const paragraph of paragraphsOf(spans)) {
    const filled = fill(paragraph, width);
    lines.push(...filled.map((line) => line.map((piece) => painter(piece, paint, style)).join('')));
  }
  return lines;
}

function painter(piece: Piece, paint: Paint, style: Style | undefined): string {
  const own = piece.style ?? style;
  return own === undefined ? piece.text : paint(piece.text, own);
}

function withAddress(span: Span): Span {
  return span.link === undefined ? span : { ...span, text: `${span.text} (${span.link})` };
}

/** The words of each line of the text as it was typed, with the white space before them. */
function paragraphsOf(spans: readonly Span[]): readonly (readonly Piece[])[] {
  const paragraphs: Piece[][] = [[]];
  for (const span of spans) {
    for (const [index, line] of span.text.split('\n').entries()) {
      if (index > 0) paragraphs.push([]);
      if (line !== '') paragraphs.at(-1)?.push({ text: line, style: span.style });
    }
  }
  return paragraphs;
}

function fill(pieces: readonly Piece[], width: number): readonly (readonly Piece[])[] {
  const lines: Piece[][] = [];
  let line: Piece[] = [];
  let used = 0;
  const close = () => {
    if (line.length > 0) lines.push(line);
    line = [];
    used = 0;
  };
  for (const word of wordsOf(pieces)) {
    const size = widthOf(word);
    const space = used > 0 && word.spaced ? 1 : 0;
    if (used > 0 && used + space + size > width) close();
    if (used > 0 && space > 0) {
      line.push({ text: ' ', style: undefined });
      used += 1;
    }
    for (const part of size > width ? broken(word.pieces, width) : [word.pieces]) {
      if (used + widthOf({ pieces: part }) > width) close();
      line.push(...part);
      used += widthOf({ pieces: part });
    }
  }
  close();
  return lines.length > 0 ? lines : [[]];
}

interface Word {
  readonly pieces: readonly Piece[];
  readonly spaced: boolean;
}

/** Words may run over several pieces: `un` plain and `believable` strong are one. */
function wordsOf(pieces: readonly Piece[]): readonly Word[] {
  const words: { pieces: Piece[]; spaced: boolean }[] = [];
  let spaced = false;
  for (const { text, style } of pieces) {
    for (const part of text.split(/(\s+)/)) {
      if (part === '') continue;
      if (part.trim() === '') {
        spaced = true;
        continue;
      }
      const last = words.at(-1);
      if (last && !spaced) last.pieces.push({ text: part, style });
      else words.push({ pieces: [{ text: part, style }], spaced });
      spaced = false;
    }
  }
  return words;
}

function widthOf({ pieces }: Pick<Word, 'pieces'>): number {
  return pieces.reduce((sum, piece) => sum + displayWidth(piece.text), 0);
}

function broken(pieces: readonly Piece[], width: number): readonly (readonly Piece[])[] {
  const parts: Piece[][] = [[]];
  let used = 0;
  for (const { text, style } of pieces) {
    let run = '';
    for (const { segment } of graphemes.segment(text)) {
      const size = displayWidth(segment);
      if (used + size > width && used > 0) {
        if (run !== '') parts.at(-1)?.push({ text: run, style });
        parts.push([]);
        run = '';
        used = 0;
      }
      run += segment;
      used += size;
    }
    if (run !== '') parts.at(-1)?.push({ text: run, style });
  }
  return parts;
}
