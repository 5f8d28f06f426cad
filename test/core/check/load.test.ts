import { describe, expect, test } from 'vitest';
import * as oracle from './oracle.ts';
import { documentText, edited, load, questionnaire, questionnaireText } from './support.ts';

/** The message with which a file is refused. */
function refusal(text: string): string {
  try {
    load(text);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'it was accepted';
}

describe('the questionnaire that is shipped', () => {
  test('asks the questions of rules version 1, with their options and pulls, in order', () => {
    const asked = questionnaire.questions.map(({ id, options }) => [
      id,
      options.map((option) => [option.id, option.pull]),
    ]);
    expect(asked).toEqual(Object.entries(oracle.pulls).map(([id, options]) => [id, Object.entries(options)]));
    expect(questionnaire.questions.filter(({ actionable }) => actionable).map(({ id }) => id)).toEqual(
      oracle.actionable,
    );
    expect(questionnaire).toMatchObject({
      rules: { version: '1' },
      cuts: [-6, 4],
      scale: [-21, 15],
      quick: { startsWith: 'stage' },
    });
  });

  test('has the blocks of rules version 1, of which one rests on the document’s own word', () => {
    expect(questionnaire.blocks.map(({ id, cap, backing }) => [id, cap, backing])).toEqual([
      ['needs-mature-devops', 'evolve', 'document'],
      ['first-version', 'monolith', 'our reading'],
      ['small-team', 'evolve', 'our reading'],
      ['no-trigger', 'monolith', 'our reading'],
      ['no-real-scaling-need', 'evolve', 'our reading'],
    ]);
  });

  test('cites every pull, block and verdict, verbatim, at the line that it names', () => {
    const { questions, blocks, verdicts, whenOpen } = questionnaire;
    const options = questions.flatMap((question) => question.options);
    for (const { pull, citations } of options) expect(pull === 0 || citations.length > 0).toBe(true);
    const all = [
      whenOpen,
      ...options.flatMap(({ citations }) => citations),
      ...questions.map(({ hint }) => hint),
      ...blocks.map(({ citation }) => citation),
      ...verdicts.flatMap(({ citations, costs }) => [...citations, ...costs]),
    ];
    const lines = documentText.split('\n');
    for (const { quote, line } of all) expect(lines[line - 1]).toContain(quote);
  });

  test('has exactly three pulls that depart from the weight rule, and each says why', () => {
    const exceptions = questionnaire.questions.flatMap(({ id, options }) =>
      options.flatMap((option) => (option.why === null ? [] : [`${id}: ${option.id}`])),
    );
    expect(exceptions).toEqual(['stage: finding-out', 'ai: small-feature', 'codebase: large-painful']);
  });

  test('has labels that fit a button everywhere', () => {
    for (const { label } of questionnaire.questions.flatMap(({ options }) => options))
      expect(label.length).toBeLessThanOrEqual(75);
  });
});

describe('the hash of the rules', () => {
  test('does not change with comments and white space', () => {
    const reformatted = questionnaireText.replace(/^#.*\n/gm, '').replace('cuts: [-6, 4]', 'cuts:\n  - -6\n  - 4');
    expect(load(reformatted).rules).toEqual(questionnaire.rules);
  });

  test('changes with a pull', () => {
    const other = edited(
      '        pull: 3\n        citations:\n          - { section: When to Use What > Use Microservices when, quote: multiple teams involved }',
      '        pull: 3\n        why: We say so.\n        citations:\n          - { section: When to Use What > Use Microservices when, quote: multiple teams involved }',
    );
    expect(load(other).rules.hash).not.toBe(questionnaire.rules.hash);
  });
});

describe('an edited questionnaire is refused', () => {
  test('for a quote that is not in the document, with the line and a quote that is', () => {
    const message = refusal(
      edited('quote: speed is critical }\n    reading', 'quote: speed is everything }\n    reading'),
    );
    expect(message).toMatch(
      /^questionnaire\.yaml:\d+: expected a quote that stands verbatim in "When to Use What > Use Monolith when", for example "building MVPs", got "speed is everything"$/,
    );
    const line = Number(/:(\d+):/.exec(message)?.[1]);
    expect(questionnaireText.split('\n')[line - 1]).toContain('speed is critical');
  });

  test('for a section that is not in the document, with the nearest one', () => {
    const message = refusal(
      edited('hint: { section: Communication > Microservices', 'hint: { section: Comunication > Microservices'),
    );
    expect(message).toMatch(
      /expected a section of the documents, for example "Communication > Microservices", got "Comunication > Microservices"$/,
    );
  });

  test('for a pull without a quote', () => {
    const message = refusal(
      edited(
        '        pull: 1\n        citations:\n          - { section: Core Differences, quote: Fault Isolation | Weak | Strong }\n',
        '        pull: 1\n',
      ),
    );
    expect(message).toContain('expected a citation for isolation: must, because it pulls 1, got none');
  });

  test('for a block on an option that does not exist, with the nearest one', () => {
    const message = refusal(edited('when: { team: [solo, small-team] }', 'when: { team: [solo, smal-team] }'));
    expect(message).toMatch(
      /questionnaire\.yaml:\d+: expected an option of team, one of solo, .*, got "smal-team"; did you mean "small-team"\?$/,
    );
  });

  test('for the same question twice', () => {
    expect(refusal(edited('  - id: releases\n', '  - id: chatter\n'))).toContain(
      'expected each question once, got "chatter" again',
    );
  });

  test('for an option that is called unknown', () => {
    expect(refusal(edited('      - id: mature\n', '      - id: unknown\n'))).toContain('expected any id but "unknown"');
  });

  test('for verdicts in another order', () => {
    expect(refusal(edited('  - id: evolve\n    side', '  - id: microservices\n    side'))).toContain(
      'expected the verdicts in the order monolith, evolve, microservices',
    );
  });

  test('for a misspelt key', () => {
    expect(
      refusal(
        edited(
          '    actionable: true\n    options:\n      - id: tight',
          '    actionble: true\n    options:\n      - id: tight',
        ),
      ),
    ).toContain('expected no such key');
  });

  test('for a pull that departs from the weight rule without saying why', () => {
    const message = refusal(
      edited(
        '        clause: it covered many business areas\n        pull: 2',
        '        clause: it covered many business areas\n        pull: 3',
      ),
    );
    expect(message).toContain(
      'expected requirements: complex to pull by the ceiling 2 of what it cites, or a "why" that explains the exception, got 3',
    );
  });

  test('for rules that punish a step toward microservices, with the pair of answers that shows it', () => {
    const message = refusal(
      edited(
        '    when: { team: [solo, small-team] }\n    cap: evolve',
        '    when: { team: [many-teams] }\n    cap: monolith',
      ),
    );
    const [, before, after, rest] =
      /got team: (\S+) → "\S+" but team: (\S+) → "\S+", each with \{ (.*?) \}/.exec(message) ?? [];
    expect([before, after]).toEqual([expect.any(String), 'many-teams']);

    // Followed by hand: with these other answers the step up is the one that the new block punishes.
    const answers = Object.fromEntries((rest ?? '').split(', ').map((pair) => pair.split(': ')));
    const { 'small-team': _, ...others } = oracle.blocks;
    const verdict = (team: string) => {
      const full = { ...answers, team };
      const caps = Object.values(others).flatMap(({ cap, fires }) => (fires(full) ? [cap] : []));
      return Math.min(oracle.byScore(full), ...caps, team === 'many-teams' ? 0 : 2);
    };
    expect(Object.keys(answers)).toHaveLength(10);
    expect(verdict(before ?? '')).toBeGreaterThan(verdict(after ?? ''));
  });

  test('for more ways to answer than a verdict can look through', () => {
    const extra = Array.from({ length: 6 }, (_, at) =>
      questionnaireText
        .slice(questionnaireText.indexOf('  - id: releases\n'), questionnaireText.indexOf('\nblocks:'))
        .replace('id: releases', `id: releases-${at}`),
    );
    const message = refusal(edited('\nblocks:\n', `\n${extra.slice(0, 5).join('')}\nblocks:\n`));
    expect(message).toBe('it was accepted');
    expect(refusal(edited('\nblocks:\n', `\n${extra.join('')}\nblocks:\n`))).toContain('questions: ');
  });

  test('for options of equal pull that give different verdicts', () => {
    const message = refusal(
      edited('when: { team: [solo, small-team] }\n    cap: evolve', 'when: { team: [solo] }\n    cap: monolith'),
    );
    expect(message).toMatch(/got team: small-team → "evolve" but team: solo → "monolith"/);
  });
});
