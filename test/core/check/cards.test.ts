import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Card } from '../../../src/core/card.ts';
import { parseActionId } from '../../../src/core/check/action-ids.ts';
import { breakdownCard } from '../../../src/core/check/breakdown-card.ts';
import type { Draft } from '../../../src/core/check/draft.ts';
import { createFlow } from '../../../src/core/check/flow.ts';
import { confirmCard, outdatedCard, questionCard, reviewCard, whyCard } from '../../../src/core/check/question-card.ts';
import type { Answers } from '../../../src/core/check/verdict.ts';
import { verdictCard } from '../../../src/core/check/verdict-card.ts';
import { cardText } from './card-text.ts';
import * as oracle from './oracle.ts';
import { capped, engine, questionnaire } from './support.ts';

const flow = createFlow(engine);
const split = { ...capped, scaling: 'several-parts', chatter: 'tight', speed: 'critical', requirements: 'moderate' };
const group = {
  ...capped,
  team: ['few-teams', 'one-larger-team'],
  scaling: ['someday', 'one-part'],
  operations: ['mature', 'basic'],
};

const verdictText = (answers: Answers) => cardText(verdictCard(questionnaire, engine.evaluate(answers)));
const buttonsOf = (card: Card) =>
  card.blocks.flatMap((block) =>
    block.kind === 'buttons' ? block.buttons : block.kind === 'choices' ? block.choices : [],
  );

function cardOf(draft: Draft): Card {
  const { title } = draft;
  const view = flow.view(draft);
  switch (view.kind) {
    case 'question':
      return questionCard(view, { title });
    case 'confirm':
      return confirmCard(questionnaire, view);
    case 'review':
      return reviewCard(questionnaire, view);
    case 'outdated':
      return outdatedCard(view);
    case 'done':
      return verdictCard(questionnaire, view.verdict, { title, buttons: ['rest', 'change', 'breakdown'] });
  }
}

function conversation(): Card[] {
  const prefilled = {
    team: { option: 'small-team', because: 'three devs' },
    speed: { option: 'critical', because: 'by May' },
  };
  const start = flow.start({ form: 'quick', title: 'Billing', prefilled });
  const confirmed = flow.apply(start, { kind: 'confirm' });
  const second = flow.apply(confirmed, { kind: 'answer', question: 'stage', option: 'established' });
  const drafts = [
    start,
    confirmed,
    second,
    flow.apply(second, { kind: 'ask', question: 'team' }),
    flow.apply(second, { kind: 'form', form: 'full' }),
    flow.apply(second, { kind: 'review' }),
    { ...second, rules: { version: '0', hash: 'older' } },
    flow.apply(second, { kind: 'finish' }),
  ];
  return drafts.map(cardOf);
}

describe('cards', () => {
  test('read like this', async () => {
    const operations = questionnaire.questions.find(({ id }) => id === 'operations');
    const cards = [
      ...conversation(),
      ...(operations ? [whyCard(operations)] : []),
      verdictCard(questionnaire, engine.evaluate(capped), {
        title: 'Billing',
        record: 'r1',
        buttons: ['change', 'breakdown', 'summary'],
      }),
      verdictCard(questionnaire, engine.evaluate(split)),
      verdictCard(questionnaire, engine.evaluate(group)),
      verdictCard(questionnaire, engine.evaluate({ stage: 'first-version', team: 'solo' })),
      verdictCard(questionnaire, engine.evaluate({})),
      breakdownCard(questionnaire, engine.evaluate(capped), { title: 'Billing' }),
      breakdownCard(questionnaire, engine.evaluate(group)),
    ];
    await expect(`${cards.map(cardText).join('\n\n=====\n\n')}\n`).toMatchFileSnapshot('./cards.golden.txt');
  });
});

describe('the verdict card', () => {
  test('says in words that a block overruled the score, and which', () => {
    const text = verdictText(capped);
    expect(text).toContain(
      'The score, +10, says Microservices; capped at Monolith for now because no part has a real need to scale on its own today.',
    );
    const twice = verdictText({ ...capped, operations: 'basic' });
    expect(twice).toContain(
      'capped at Monolith for now because microservices require mature DevOps, which is not in place, and because no part',
    );
  });

  test('says who decided what is open', () => {
    expect(verdictText({ team: 'many-teams' })).toContain(
      'When I decide what is open, I go by the document: “Start with a monolith”.',
    );
    expect(verdictText(capped)).not.toContain('When I decide');
    expect(verdictText({ stage: 'first-version' })).not.toContain('When I decide');
  });

  test('says it when nothing that a team can work on would change it', () => {
    expect(verdictText({ ...capped, team: 'solo' })).toContain('Nothing that you can work on would change it.');
  });

  test('labels its numbers as ours, whatever the answers', () => {
    fc.assert(
      fc.property(fc.nat({ max: oracle.fullSets - 1 }), fc.subarray(oracle.questionIds), (number, kept) => {
        const answers = Object.fromEntries(Object.entries(oracle.fullSet(number)).filter(([id]) => kept.includes(id)));
        const verdict = engine.evaluate(answers);
        for (const card of [verdictCard(questionnaire, verdict), breakdownCard(questionnaire, verdict)]) {
          expect(cardText(card)).toContain('are our reading of it');
          const overruled = verdict.scoreRange[0] === verdict.scoreRange[1] && verdict.scoreSays !== verdict.verdict;
          expect(cardText(card).includes('; capped at')).toBe(overruled);
          if (overruled) expect(cardText(card)).toMatch(/; capped at .* because \S/);
          expect(cardText(card)).not.toMatch(/undefined|null|NaN|\[object/);
          for (const { id, label } of buttonsOf(card)) {
            expect(parseActionId(id)).not.toBeNull();
            expect(label.length).toBeLessThanOrEqual(75);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test('says so where only several answers together would settle it', () => {
    const text = verdictText({ stage: 'established', team: 'small-team', speed: 'critical' });
    expect(text).toContain('No single open answer would settle it, only several together.');
  });

  test('carries the record’s id in its buttons', () => {
    const card = verdictCard(questionnaire, engine.evaluate(capped), { record: 'r1', buttons: ['change', 'summary'] });
    expect(buttonsOf(card).map(({ id }) => parseActionId(id))).toEqual([
      { kind: 'change', record: 'r1' },
      { kind: 'summary', record: 'r1' },
    ]);
  });
});

describe('the breakdown', () => {
  test('lists every question, and its pulls add up to the sum that it shows', () => {
    const table = breakdownCard(questionnaire, engine.evaluate(capped)).blocks.find((block) => block.kind === 'table');
    const pulls = (table?.rows ?? []).map((row) => Number((row[2] ?? '').replace('−', '-')));
    expect(pulls).toHaveLength(12);
    expect(pulls.slice(0, 11).reduce((sum, pull) => sum + pull, 0)).toBe(pulls[11]);
  });
});

test('a check from older rules is met kindly', () => {
  const outdated = conversation()
    .map(cardText)
    .find((text) => text.includes('have changed'));
  expect(outdated).toContain('so please start again. I keep 3 answers that still fit.');
});

test('every button and choice of a check carries an action', () => {
  const ids = conversation()
    .flatMap(buttonsOf)
    .map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(40);
  for (const id of ids) expect(parseActionId(id)).not.toBeNull();
});
