import { describe, expect, test } from 'vitest';
import { joinAnswers } from '../../../src/core/check/answers.ts';
import { UserError } from '../../../src/core/errors.ts';
import { engine } from './support.ts';

describe('answers that do not fit', () => {
  test('name the question that was meant', () => {
    expect(() => engine.evaluate({ operation: 'mature' })).toThrow(UserError);
    expect(() => engine.evaluate({ operation: 'mature' })).toThrow(
      'answers: expected one of the questions stage, team, scaling, ai, operations, requirements, speed, codebase, isolation, chatter, releases; got "operation". Did you mean "operations"?',
    );
  });

  test('name the options of the question and the one that was meant', () => {
    expect(() => engine.evaluate({ team: 'smal-team' })).toThrow(
      'answers.team: expected one of solo, small-team, one-larger-team, few-teams, many-teams or unknown; got "smal-team". Did you mean "small-team"?',
    );
  });

  test('are refused inside a group’s list as well', () => {
    expect(() => engine.evaluate({ speed: ['critical', 'fast'] })).toThrow(
      'answers.speed: expected one of critical, normal or unknown; got "fast"',
    );
  });

  test('are refused for names that every object has', () => {
    expect(() => engine.evaluate(JSON.parse('{"constructor": "x"}'))).toThrow('got "constructor"');
    expect(() => engine.evaluate(JSON.parse('{"__proto__": "x"}'))).toThrow('got "__proto__"');
    expect(() => engine.evaluate({ team: 'toString' })).toThrow('got "toString"');
  });

  test('are refused for values that are no text', () => {
    expect(() => engine.evaluate(JSON.parse('{"team": 3}'))).toThrow('answers.team: expected one of');
    expect(() => engine.evaluate(JSON.parse('{"team": {"id": "solo"}}'))).toThrow('got {"id":"solo"}');
  });
});

describe('several people’s answers', () => {
  test('are joined to the distinct ones, also where somebody did not know', () => {
    const joined = joinAnswers([
      { team: 'solo', speed: 'normal' },
      { team: 'few-teams', speed: 'normal' },
      { team: 'unknown', ai: null },
    ]);
    expect(joined).toEqual({ team: ['solo', 'few-teams', 'unknown'], speed: ['normal'], ai: ['unknown'] });
    expect(engine.evaluate(joined).disagreements.map(({ question }) => question)).toEqual(['team']);
  });
});
