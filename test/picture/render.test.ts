import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { widthOf } from '../../src/core/picture/measure.ts';
import { fontFamily } from '../../src/core/picture/shapes.ts';
import { verdictPicture } from '../../src/core/picture/verdict-picture.ts';
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

test('the shipped font is the one that lines are measured by', () => {
  for (const words of ['Monolith for now', 'Wiggly “quotes” +12 −3', '(sphinx of black quartz)']) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="200"><text x="0" y="100" font-size="100" font-family="${fontFamily}">${words}</text></svg>`;
    const font = { fontFiles: ['assets/inter-medium.ttf'], loadSystemFonts: false, defaultFontFamily: fontFamily };
    const drawn = new Resvg(svg, { font }).innerBBox()?.width ?? 0;
    expect(drawn).toBeGreaterThan(0);
    // The table knows no kerning and no bearings.
    expect(widthOf(words, 100) / drawn).toBeGreaterThan(0.98);
    expect(widthOf(words, 100) / drawn).toBeLessThan(1.2);
  }
});

test('the package brings the font and its licence', () => {
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
  expect(decodePng(readFileSync(join(cwd, 'verdict.png'))).width).toBe(900);
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
