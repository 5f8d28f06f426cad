import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Answers } from '../../../src/core/check/verdict.ts';
import { altTextLimits, pictureAltText } from '../../../src/core/picture/alt-text.ts';
import { drawableText, widthOf, wrapped } from '../../../src/core/picture/measure.ts';
import { palette } from '../../../src/core/picture/palette.ts';
import { escaped } from '../../../src/core/picture/shapes.ts';
import { verdictPicture } from '../../../src/core/picture/verdict-picture.ts';
import { pictured } from '../../support/verdicts.ts';
import { engine, questionnaire } from '../check/support.ts';

const answers: fc.Arbitrary<Answers> = fc.record(
  Object.fromEntries(
    questionnaire.questions.map(({ id, options }) => {
      const option = fc.constantFrom(...options.map((each) => each.id), 'unknown');
      return [id, fc.oneof(option, fc.array(option, { minLength: 1, maxLength: 3 }))];
    }),
  ),
  { requiredKeys: [] },
);
const title = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constant('x'.repeat(5_000)),
);

test('whatever the title, the drawing is well-formed XML that shows no markup of it', () => {
  fc.assert(
    fc.property(answers, title, (given, words) => {
      const { svg, width, height } = verdictPicture(questionnaire, engine.evaluate(given), words);
      expect(svg.isWellFormed()).toBe(true);
      const texts = svg.replace(/<\/?(?:svg|g|rect|text|line|path|polygon)(?: [\w-]+="[^"<>]*")*\/?>/g, '');
      expect(texts).not.toMatch(/[<>"]|&(?!(?:amp|lt|gt|quot|#39);)/);
      expect(width).toBe(1_200);
      expect(height).toBeLessThan(4_000);
    }),
    { numRuns: 100 },
  );
});

test('characters that XML cannot hold are left out, and the rest is escaped', () => {
  expect(escaped('a\u0000<b>\u{fffe}&"\ud800')).toBe('a&lt;b&gt;&amp;&quot;\ufffd');
});

describe('the alternative text', () => {
  it('is whole within the limits of every platform', () => {
    fc.assert(
      fc.property(answers, title, fc.constantFrom(...Object.values(altTextLimits)), (given, words, limit) => {
        const verdict = engine.evaluate(given);
        const text = pictureAltText(questionnaire, verdict, { title: words, limit });
        expect(text.length).toBeLessThanOrEqual(limit);
        expect(text).toContain('Verdict: ');
        for (const { question } of verdict.contributions) {
          expect(text).toContain(questionnaire.questions.find(({ id }) => id === question)?.topic ?? '?');
        }
        for (const id of verdict.unknown)
          expect(text).toContain(questionnaire.questions.find((each) => each.id === id)?.topic ?? '?');
        expect(text.match(/at most /g)?.length ?? 0).toBe(
          verdict.blocks.length + verdict.possibleBlocks.filter(({ cap }) => cap !== 'microservices').length,
        );
        expect(text.endsWith('.')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('names the length of a title that it cuts', () => {
    const text = pictureAltText(questionnaire, engine.evaluate({}), { title: 'x'.repeat(5_000) });
    expect(text).toContain('… (title cut, 5000 characters in all): Verdict: ');
  });

  it('reads as the picture', () => {
    const { title: words, answers: given } = pictured['capped'] ?? { title: '', answers: {} };
    expect(pictureAltText(questionnaire, engine.evaluate(given), { title: words })).toMatchInlineSnapshot(
      `"Order platform, third year: Verdict: Monolith for now. Keep one unit, and move a part out when its need is real. Score +10 on a scale from −21 to +15: below −6 Monolith, below +4 Monolith for now, from there Microservices. Pulls to microservices: Team +3 (four or more teams build and run it); AI +2 (there is a pipeline of AI steps in it); Requirements +2 (it covers many business areas); Codebase +2 (the code is large and hard to change); Fault isolation +1 (the rest must keep working when one part fails). Pulls to neither side: Stage; Scaling; Operations; Speed of delivery; Talk between parts; Releases. Blocks: at most Monolith for now because no part has a real need to scale on its own today."`,
    );
  });
});

describe('the palette', () => {
  const luminance = (colour: string) =>
    [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, at) => sum + part * ([0.2126, 0.7152, 0.0722][at] ?? 0), 0);
  const contrast = (a: string, b: string) => {
    const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  };
  const { background, panel, ink, text, quiet, monolith, microservices, block } = palette;
  it.each([
    ...[text, quiet, monolith, microservices, block].flatMap(
      (colour) =>
        [
          [colour, background],
          [colour, panel],
        ] as const,
    ),
    ...[monolith, microservices, block].map((colour) => [ink, colour] as const),
  ])('reads well: %s on %s', (a, b) => {
    expect(contrast(a, b)).toBeGreaterThanOrEqual(4.5);
  });
});

describe('lines', () => {
  it('stay within their width and keep every word, or end in “…”', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 30 }), { maxLength: 12 }), (words) => {
        const text = drawableText(words.join(' '));
        const lines = wrapped(text, 30, 400, 3);
        expect(lines.length).toBeLessThanOrEqual(3);
        for (const line of lines) expect(widthOf(line, 30)).toBeLessThanOrEqual(400);
        const shown = lines.join('').replaceAll(' ', '');
        const all = text.replaceAll(' ', '');
        if (shown !== all) expect(lines.at(-1)).toMatch(/…$/);
      }),
    );
  });

  it('leave out what the font cannot draw', () => {
    expect(drawableText('Zahlung 🚀 für\tÆrø 漢字 ok')).toBe('Zahlung für Ærø ok');
  });
});
