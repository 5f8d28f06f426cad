import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepsWords } from '../../../src/core/model/keeps-words.ts';
import { ModelError } from '../../../src/core/model/model.ts';
import { createVerdictWriter } from '../../../src/core/model/verdict-writer.ts';
import { readPrompt } from '../../../src/prompts-folder.ts';
import { createScriptedModel, type Script } from './support.ts';

const name = 'Monolith for now';
const lines = [
  'Monolith for now.',
  'Keep one unit, and move a part out when its need is real.',
  'The answers leave the score between −5 and +13. Whatever the score, it is capped at Monolith for now because microservices require mature DevOps, which is not in place.',
];

const good = [
  lines.join(' '),
  'Monolith for now: keep one unit, and move a part out when its need is real. The answers leave your score between −5 and +13. It is capped at Monolith for now, since microservices require mature DevOps, which is not in place.',
  'Your answers leave the score between −5 and +13. Keep one unit and move a part out when its need is real. Monolith for now, because microservices require mature DevOps, which is not in place.',
];

const bad: readonly [string, string][] = [
  ['another number', good[0]?.replace('+13', '+12') ?? ''],
  ['a number without its sign', good[0]?.replace('−5', '5') ?? ''],
  ['a number left out', good[0]?.replace('between −5 and +13', 'at +13') ?? ''],
  ['another class', good[0]?.replaceAll('Monolith for now', 'Microservices') ?? ''],
  ['a word of its own', good[0]?.replace('mature', 'very mature') ?? ''],
  ['a denial left out', good[0]?.replace('is not in place', 'is in place') ?? ''],
  ['a denial added', good[0]?.replace('Keep one unit', 'Do not keep one unit') ?? ''],
  [
    'the styles turned around',
    good[0]?.replace('microservices require mature DevOps', 'mature DevOps require microservices') ?? '',
  ],
  ['a link', `${good[0]} https://evil.example`],
  ['a mention', `${good[0]} <!here>`],
  ['markup', `*${good[0]}*`],
  ['several lines', good[0]?.replace('. ', '.\n') ?? ''],
  ['nothing', ''],
  ['too many words', Array.from({ length: 4 }, () => good[0]).join(' ')],
];

describe('a verdict in the words of a model', () => {
  it.each(good)('may shorten, join and reorder what the rules say: %s', (paragraph) => {
    expect(keepsWords(paragraph, name, lines)).toBe(true);
  });

  it.each(bad)('may not hold %s', (_, paragraph) => {
    expect(keepsWords(paragraph, name, lines)).toBe(false);
  });

  it('keeps every number whatever the paragraph', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 }), (from, to) => {
        const changed = good[0]?.replace('−5', String(from)).replace('+13', String(to)) ?? '';
        expect(keepsWords(changed, name, lines)).toBe(false);
      }),
    );
  });

  const word = (script: Script) =>
    createVerdictWriter(createScriptedModel(script), readPrompt('verdict.md')).word(
      { name, lines },
      { workspace: 'acme', channel: 'c' },
    );

  it('is taken where it says the same', async () => {
    expect(await word(() => [JSON.stringify({ text: good[1] })])).toBe(good[1]);
  });

  it.each<[string, Script]>([
    ['says something else', () => [JSON.stringify({ text: bad[0]?.[1] })]],
    ['fails', () => [new ModelError('busy')]],
    ['writes no form', () => ['Monolith!']],
    [
      'never stops',
      function* () {
        for (;;) yield ' '.repeat(1_000);
      },
    ],
  ])('is left where the model %s', async (_, script) => {
    expect(await word(script)).toBeNull();
  });
});
