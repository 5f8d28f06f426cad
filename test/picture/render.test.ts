import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { widthOf } from '../../src/core/picture/measure.ts';
import { drawing, fontFamily, text } from '../../src/core/picture/shapes.ts';
import { verdictPicture } from '../../src/core/picture/verdict-picture.ts';
import { outlined } from '../../src/picture/outlines.ts';
import { toPng } from '../../src/picture/render.ts';
import { engine, questionnaire } from '../core/check/support.ts';
import { pictured } from '../support/verdicts.ts';
import { archcheck, freshFolder } from '../support/world.ts';
import { decodePng } from './decode.ts';

/** `UPDATE=1 npx vitest run test/picture` writes the pictures anew; then look at each. */
const update = process.env['UPDATE'] !== undefined;

describe.each(Object.entries(pictured))('the picture of %s', (name, { title, answers }) => {
  it('looks as in its golden file', async () => {
    const path = new URL(`../rendered/picture-${name}.png`, import.meta.url);
    const png = await toPng(verdictPicture(questionnaire, engine.evaluate(answers), title));
    if (update) writeFileSync(path, png);
    expect(existsSync(path)).toBe(true);
    const [drawn, golden] = [decodePng(png), decodePng(readFileSync(path))];
    expect([drawn.width, drawn.height]).toEqual([golden.width, golden.height]);
    // Another processor may round an edge of a letter otherwise.
    const differing = drawn.rows.filter((value, at) => Math.abs(value - (golden.rows[at] ?? 0)) > 16).length;
    expect(differing / drawn.rows.length).toBeLessThan(0.0005);
  });
});

test('the shipped letters are those of the font, and the ones that lines are measured by', async () => {
  const font = { fontFiles: ['test/picture/inter-medium.ttf'], loadSystemFonts: false, defaultFontFamily: fontFamily };
  for (const words of [
    'Monolith for now',
    'Wiggly “quotes” +12 −3',
    '(sphinx of black quartz)',
    'To: AV & Ærø, Ж <b>',
  ]) {
    const drawn = drawing(2_000, 200, [text(words, { x: 9, y: 100, size: 100, isStrong: true })]);
    const [byFont, byOutline] = [
      new Resvg(drawn, { font }),
      new Resvg(await outlined(drawn), { font: { loadSystemFonts: false } }),
    ].map((image) => image.render().pixels);
    // Beside digits the font has a few signs of another shape. Without kerning it would be more than twice as much.
    const differing = byFont?.filter((value, at) => Math.abs(value - (byOutline?.[at] ?? 0)) > 64).length;
    expect((differing ?? 0) / (byFont?.length ?? 0), words).toBeLessThan(0.008);
    const { width } = new Resvg(drawn.replace(/<rect[^>]*>/, ''), { font }).innerBBox() ?? expect.fail();
    // The table knows no kerning and no bearings.
    expect(widthOf(words, 100) / width).toBeGreaterThan(0.98);
    expect(widthOf(words, 100) / width).toBeLessThan(1.2);
  }
});

test('a text stands where its anchor says, and one that is written in another way is refused', async () => {
  const boxes = await Promise.all(
    (['start', 'middle', 'end'] as const).map(async (anchor) => {
      const svg = drawing(2_000, 200, [text('Monolith', { x: 1_000, y: 100, size: 100, anchor })]);
      return new Resvg(await outlined(svg.replace(/<rect[^>]*>/, ''))).innerBBox() ?? expect.fail();
    }),
  );
  const [start = expect.fail(), middle = expect.fail(), end = expect.fail()] = boxes;
  expect(start.x - middle.x).toBeCloseTo(middle.x - end.x, -1);
  expect(start.x - end.x).toBeGreaterThan(start.width);
  await expect(outlined('<svg><text y="1">x</text></svg>')).rejects.toThrow('as shapes.ts writes it');
});

test('a tall picture is drawn smaller rather than slower, and none wider than 800 pixels', async () => {
  const sizes = await Promise.all(
    Object.values(pictured).map(async ({ title, answers }) =>
      decodePng(await toPng(verdictPicture(questionnaire, engine.evaluate(answers), title))),
    ),
  );
  for (const { width, height } of sizes) {
    expect(width * height).toBeLessThan(1_090_000);
    expect(width).toBeLessThanOrEqual(800);
    expect(width).toBeGreaterThan(640);
  }
});

test('the package brings the letters and their licence', () => {
  const { files } = z.object({ files: z.array(z.string()) }).parse(JSON.parse(readFileSync('package.json', 'utf8')));
  expect(files).toContain('assets');
  expect(readFileSync('assets/inter-licence.txt', 'utf8')).toContain('SIL Open Font License, Version 1.1');
});

test('check --picture writes the verdict’s picture', async () => {
  const cwd = freshFolder();
  writeFileSync(join(cwd, 'answers.yaml'), 'team: small-team\n');
  const { status, output } = await archcheck(['check', '--answers', 'answers.yaml', '--picture', 'verdict.png'], {
    cwd,
  });
  expect(status).toBe(0);
  expect(output).toContain('Monolith');
  expect(decodePng(readFileSync(join(cwd, 'verdict.png'))).width).toBe(800);
});

test('check --picture says whose move it is where it cannot write', async () => {
  const cwd = freshFolder();
  writeFileSync(join(cwd, 'answers.yaml'), 'team: small-team\n');
  const { status, errors } = await archcheck(['check', '--answers', 'answers.yaml', '--picture', 'no/verdict.png'], {
    cwd,
  });
  expect(status).toBe(1);
  expect(errors).toContain('no/verdict.png: cannot be written. Name a file in a folder that exists');
});
