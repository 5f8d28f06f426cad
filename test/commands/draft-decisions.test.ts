import { expect, test } from 'vitest';
import { z } from 'zod';
import { archcheck } from '../support/world.ts';

const result = z.object({ id: z.unknown(), error: z.string().optional(), chosen: z.string().nullish() });

async function draftLines(...lines: readonly string[]) {
  const { status, output, errors } = await archcheck(['decisions', 'draft', '--jsonl'], { input: lines.join('\n') });
  const results = output
    .trim()
    .split('\n')
    .map((line) => result.parse(JSON.parse(line)));
  return { status, results, output, errors };
}

test('a thread a line gives a draft a line; a bad one gives its error and the rest goes on', async () => {
  const thread = (id: number | string, text: string) => JSON.stringify({ id, messages: [{ user: 'ana', text }] });
  const { status, results } = await draftLines(
    thread('t1', 'decided: we stay on the monolith'),
    '{"id":"t2"}',
    'not json, password: hunter2',
    JSON.stringify({ id: 't4', messages: 'password: hunter2' }),
    thread(5, 'we are going with microservices'),
  );
  expect(status).toBe(0);
  expect(results.map(({ id }) => id)).toEqual(['t1', 't2', null, 't4', 5]);
  expect(results.map(({ chosen }) => chosen)).toEqual(['monolith', undefined, undefined, undefined, 'microservices']);
  expect(results[1]?.error).toContain('messages: expected array, for example');
});

test('an error never repeats a secret of the line', async () => {
  const { output, errors } = await draftLines('{"id": 1, "text": hunter2}', '{"id":2,"messages":"password: hunter2"}');
  expect(`${output}${errors}`).not.toContain('hunter2');
});

test('draft without --jsonl is wrong use', async () => {
  expect((await archcheck(['decisions', 'draft'])).status).toBe(2);
  expect((await archcheck(['decisions', 'list', '--jsonl'])).status).toBe(2);
});
