import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { UserError } from '../core/errors.ts';
import { lazily } from '../core/lazily.ts';

// Beside the sources and beside dist/ alike: both lie one folder deep.
const file = new URL('../../assets/inter-medium.json', import.meta.url);

const fontSchema = z.object({
  unitsPerEm: z.number(),
  /** By character: how far it moves on, and its outline as an SVG path of relative steps. */
  glyphs: z.record(z.string(), z.tuple([z.number(), z.string()])),
  /** By pairs of characters: how much nearer the second one stands. */
  kerning: z.record(z.string(), z.number()),
});
type Font = z.output<typeof fontSchema>;

const readFont = lazily(async () => {
  try {
    return fontSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new UserError(
      'The letters for pictures are not in this installation as they were shipped. Install archcheck again.',
      { cause },
    );
  }
});

// As core/picture/shapes.ts writes it.
const textElement =
  /<text x="([^"]+)" y="([^"]+)" font-size="([^"]+)" fill="([^"]+)" text-anchor="(start|middle|end)"(?: stroke="[^"]+" stroke-width="([^"]+)" stroke-linejoin="round")?>([^<]*)<\/text>/g;

/**
 * The drawing with its texts as outlines. The renderer reads the whole font file again for each letter, which takes a third of its time;
 * so it is given none.
 *
 * @throws where the drawing has a text that is not written as shapes.ts writes one
 */
export async function outlined(svg: string): Promise<string> {
  const font = await readFont();
  const drawn = svg.replace(textElement, (_, x, y, size, fill, anchor, stroke, words) => {
    const { path, width } = lineOf(font, unescaped(words));
    const scale = Number(size) / font.unitsPerEm;
    const before = { start: 0, middle: width / 2, end: width }[String(anchor)] ?? 0;
    const place = `translate(${(Number(x) - before * scale).toFixed(2)} ${y}) scale(${scale})`;
    const heavier =
      stroke === undefined
        ? ''
        : ` stroke="${fill}" stroke-width="${Math.round(Number(stroke) / scale)}" stroke-linejoin="round"`;
    return `<path transform="${place}" fill="${fill}"${heavier} d="${path}"/>`;
  });
  if (drawn.includes('<text')) throw new TypeError('expected every text of the drawing as shapes.ts writes it');
  return drawn;
}

function lineOf({ glyphs, kerning }: Font, words: string): { readonly path: string; readonly width: number } {
  let path = '';
  let width = 0;
  let last = '';
  for (const character of words) {
    const [advance, outline] = glyphs[character] ?? [0, ''];
    width += kerning[last + character] ?? 0;
    path += `M${width} 0${outline}`;
    width += advance;
    last = character;
  }
  return { path, width };
}

function unescaped(words: string): string {
  return words
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
