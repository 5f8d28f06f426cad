import { palette } from './palette.ts';

export interface TextOptions {
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  readonly size: number;
  readonly fill?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Drawn heavier: there is one font of one weight. */
  readonly isStrong?: boolean;
}

/** The name of the font whose letters are in assets/. */
export const fontFamily = 'Inter Medium';

export function text(
  words: string,
  { x, y, size, fill = palette.text, anchor = 'start', isStrong }: TextOptions,
): string {
  const heavier = isStrong ? ` stroke="${fill}" stroke-width="${round(size / 36)}" stroke-linejoin="round"` : '';
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}" text-anchor="${anchor}"${heavier}>${escaped(words)}</text>`;
}

export interface BoxOptions {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
  readonly radius?: number;
  /** A dashed outline. */
  readonly stroke?: string;
}

export function box({ x, y, width, height, fill, radius = 0, stroke }: BoxOptions): string {
  const outline = stroke === undefined ? '' : ` stroke="${stroke}" stroke-width="4" stroke-dasharray="10 8"`;
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}" fill="${fill}"${outline}/>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: string, width: number): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round"/>`;
}

/** A pin that points down at a place. */
export function pin(x: number, y: number, fill: string): string {
  return `<path d="M${round(x)} ${round(y)}l-17 -26h34z" fill="${fill}"/>`;
}

/** A stop: eight corners, a bar in it; only its outline where it may yet not stop. */
export function stop(x: number, y: number, radius: number, isSure: boolean): string {
  const corners = Array.from({ length: 8 }, (_, at) => {
    const angle = (Math.PI / 4) * at + Math.PI / 8;
    return `${round(x + radius * Math.cos(angle))},${round(y + radius * Math.sin(angle))}`;
  });
  const fill = isSure ? palette.block : 'none';
  const bar = isSure ? palette.ink : palette.block;
  return `<polygon points="${corners.join(' ')}" fill="${fill}" stroke="${palette.block}" stroke-width="5"/>${line(x - radius * 0.45, y, x + radius * 0.45, y, bar, 7)}`;
}

/** The whole drawing. */
export function drawing(width: number, height: number, content: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${fontFamily}">${box({ x: 0, y: 0, width, height, fill: palette.background })}${content.join('')}</svg>`;
}

/** Text as it may stand in XML: what XML 1.0 has no way to say is left out. */
export function escaped(words: string): string {
  return words
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Two decimals say enough, and the same on every machine. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
