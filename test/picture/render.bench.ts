import { describe, it } from 'vitest';
import { verdictPicture } from '../../src/core/picture/verdict-picture.ts';
import { toPng } from '../../src/picture/render.ts';
import { engine, questionnaire } from '../core/check/support.ts';
import { pictured } from '../support/verdicts.ts';

// At most 50 ms each.
describe('a picture', () => {
  it('measures', async ({ bench }) => {
    for (const [name, { title, answers }] of Object.entries(pictured).slice(0, 3)) {
      const verdict = engine.evaluate(answers);
      await bench(name, async () => void (await toPng(verdictPicture(questionnaire, verdict, title)))).run();
    }
  });
});
