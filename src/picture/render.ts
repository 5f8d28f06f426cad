import { renderAsync } from '@resvg/resvg-js';
import type { Picture } from '../core/picture/verdict-picture.ts';
import { outlined } from './outlines.ts';
import { encodePng } from './png.ts';

// 800 pixels wide: two for each that a phone's message is wide, and less than half of the work of 1200.
const zoom = 2 / 3;
/** A tall picture is drawn a little smaller rather than slower; on a phone its letters are as large. */
const mostPixels = 1_080_000;

/**
 * A picture as a PNG, drawn off the event loop. With the shipped letters only, so that every machine draws the same.
 *
 * @throws where the drawing is no SVG, or the letters are not there
 */
export async function toPng({ svg, width, height }: Picture): Promise<Buffer> {
  const image = await renderAsync(await outlined(svg), {
    font: { loadSystemFonts: false },
    fitTo: { mode: 'zoom', value: Math.min(zoom, Math.sqrt(mostPixels / (width * height))) },
  });
  return encodePng(image.pixels, image.width, image.height);
}
