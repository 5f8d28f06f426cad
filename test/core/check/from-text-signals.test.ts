import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadSituationSignals } from '../../../src/core/check/from-text-signals.ts';
import { knownOptions } from './from-text-options.ts';

const text = readFileSync('knowledge/situations.yaml', 'utf8');
const load = (changed: string) => loadSituationSignals({ file: 'situations.yaml', text: changed }, knownOptions);

const lineOfMvp = text.slice(0, text.indexOf('\n          mvp\n')).split('\n').length + 1;

describe('the situations file', () => {
  test('has rules for every option of every question', () => {
    const stated = new Set(load(text).signals.map(({ question, option }) => `${question}: ${option}`));
    const expected = Object.entries(knownOptions).flatMap(([question, options]) =>
      options.map((option) => `${question}: ${option}`),
    );
    expect([...stated].sort()).toEqual(expected.sort());
  });

  test('is refused with its line when it names an option that the questionnaire does not have', () => {
    const at = text.slice(0, text.indexOf('\n    solo:')).split('\n').length + 1;
    expect(() => load(text.replace('\n    solo:', '\n    alone:'))).toThrow(
      `situations.yaml:${at}: expected one of the options solo, small-team, one-larger-team, few-teams, many-teams of "team", got "alone"`,
    );
  });

  test.each([
    ['a class that is not there', '<nobodys>', 'expected one of the classes dev,'],
    ['a phrase that anything would match', '(very) (small)', 'expected at least one word that must be there'],
    ['an empty range', '{9..2} devs', 'expected a range such as {2..10}, got {9..2}'],
  ])('is refused for %s', (_what, phrase, message) => {
    expect(() => load(text.replace('\n          mvp\n', `\n          ${phrase}\n`))).toThrow(
      `situations.yaml:${lineOfMvp}: "${phrase}": ${message}`,
    );
  });
});
