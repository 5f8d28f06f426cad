import { describe, it } from 'vitest';
import { capped, engine, load, questionnaire } from './support.ts';

const least = Object.fromEntries(questionnaire.questions.map(({ id, options }) => [id, options[0]?.id ?? '']));
const fourOpen = { ...capped, scaling: 'unknown', ai: 'unknown', requirements: 'unknown', releases: 'unknown' };

describe('the engine', () => {
  it('measures', async ({ bench }) => {
    await bench('one verdict with its flips, full answers', () => {
      engine.evaluate(capped);
    }).run();
    await bench('one verdict with the most flips (4,055)', () => {
      engine.evaluate(least);
    }).run();
    await bench('one verdict, four answers unknown', () => {
      engine.evaluate(fourOpen);
    }).run();
    await bench('one verdict, all unknown', () => {
      engine.evaluate({});
    }).run();
    await bench('the next question of the quick form', () => {
      engine.nextQuestion({ stage: 'established', team: 'many-teams' });
    }).run();
    await bench('loads and checks the questionnaire, all answer sets included', () => {
      load();
    }).run();
  });
});
