import { fileURLToPath } from 'node:url';
import { renderAsync } from '@resvg/resvg-js';
import type { Picture } from '../core/picture/verdict-picture.ts';
import { encodePng } from './png.ts';

// Beside the sources and beside dist/ alike: both lie one folder deep.
const font = fileURLToPath(new URL('../../assets/inter-medium.ttf', import.meta.url));

// 900 pixels wide: sharp on a phone, and half of the work of 1200.
const zoom = 0.75;

/**
 * A picture as a PNG, drawn off the event loop. With the shipped font only, so that every machine draws the same.
 *
 * @throws where the drawing is no SVG, or the font is not there
 */
export async function toPng({ svg }: Picture): Promise<Buffer> {
  const image = await renderAsync(svg, {
    font: {
      fontFiles: [font],
      loadSystemFonts: false,
      defaultFontFamily: 'Inter Medium',
      sansSerifFamily: 'Inter Medium',
    },
    fitTo: { mode: 'zoom', value: zoom },
  });
  return encodePng(image.pixels, image.width, image.height);
}
