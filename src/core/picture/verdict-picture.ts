import type { Questionnaire } from '../check/questionnaire.ts';
import type { Verdict } from '../check/verdict.ts';
import { textOf } from '../check/wording.ts';
import { drawBlocks } from './draw-blocks.ts';
import { drawPulls } from './draw-pulls.ts';
import { drawScale } from './draw-scale.ts';
import { innerWidth, margin, pictureWidth, type Section } from './frame.ts';
import { drawableText, wrapped } from './measure.ts';
import { palette } from './palette.ts';
import { drawing, text } from './shapes.ts';

/** A drawing in SVG 1.1, in pixels. */
export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/**
 * The verdict at a glance: its name, where the score stands, each pull as a bar to its side, the blocks marked. What does not fit ends
 * in "…"; the whole of it is in {@link pictureAltText} and on the card.
 *
 * @param title what it is about, as the person named it; characters that the font lacks are left out
 */
export function verdictPicture(questionnaire: Questionnaire, verdict: Verdict, title = ''): Picture {
  const sections = [
    drawHeading(questionnaire, verdict, title),
    drawScale(questionnaire, verdict),
    drawPulls(questionnaire, verdict),
    drawBlocks(questionnaire, verdict),
    drawFooter(questionnaire),
  ];
  let y = margin;
  const content = sections.map(({ shapes, height }) => {
    const placed = `<g transform="translate(0 ${y})">${shapes.join('')}</g>`;
    y += height;
    return placed;
  });
  const height = Math.ceil(y + margin / 2);
  return { svg: drawing(pictureWidth, height, content), width: pictureWidth, height };
}

function drawHeading(questionnaire: Questionnaire, { verdict }: Verdict, title: string): Section {
  const { name, headline, side } = textOf(questionnaire, verdict);
  const shapes: string[] = [];
  let y = 0;
  const write = (words: string, size: number, most: number, fill: string, isStrong = false) => {
    for (const each of wrapped(drawableText(words), size, innerWidth, most)) {
      y += size;
      shapes.push(text(each, { x: margin, y, size, fill, isStrong }));
      y += size * 0.26;
    }
  };
  write(title, 40, 2, palette.quiet);
  if (y > 0) y += 14;
  write(name, 92, 2, palette[side], true);
  y += 6;
  write(headline, 40, 3, palette.text);
  return { shapes, height: y + 44 };
}

function drawFooter({ numbers }: Questionnaire): Section {
  const size = 30;
  const lines = wrapped(drawableText(numbers), size, innerWidth, 3);
  return {
    shapes: lines.map((each, at) => text(each, { x: margin, y: size + at * size * 1.3, size, fill: palette.quiet })),
    height: lines.length * size * 1.3 + 10,
  };
}
