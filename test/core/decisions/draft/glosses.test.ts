import { describe, expect, it } from 'vitest';
import { draftThread } from '../../../../src/core/decisions/draft/draft.ts';
import { threadSchema } from '../../../../src/core/decisions/draft/thread.ts';
import { reader } from './support.ts';

function draft(...lines: readonly string[]) {
  const messages = lines.map((line, at) => {
    const [user = '', text = ''] = line.split(/: (.*)/s);
    return { id: `m${at + 1}`, user, text };
  });
  return draftThread(threadSchema.parse({ messages }), reader);
}

describe('a decision in another language', () => {
  it.each([
    ['German', 'monolith', ['wir bleiben beim Monolithen, beschlossen', 'einverstanden']],
    [
      'Spanish',
      'monolith',
      ['propongo quedarnos con el monolito', 'de acuerdo, queda decidido: seguimos con el monolito'],
    ],
    ['French', 'monolith', ['je propose de garder le monolithe', 'd’accord, c’est décidé, on garde le monolithe']],
  ])('is read in %s and stands in its own words', (_, chosen, [first = '', second = '']) => {
    const { points, ...read } = draft(`ana: ${first}`, `bo: ${second}`);
    expect(read).toMatchObject({ decided: true, chosen, otherLanguage: [] });
    for (const { text } of points) expect(`${first}\n${second}`).toContain(text);
  });

  it('is not read where nobody translated its words', () => {
    const { decided, otherLanguage } = draft('ana: zostajemy w monolicie, tak jest', 'bo: tak');
    expect({ decided, otherLanguage }).toEqual({ decided: false, otherLanguage: ['m1', 'm2'] });
  });
});
