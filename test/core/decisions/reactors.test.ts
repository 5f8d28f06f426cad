import { expect, test } from 'vitest';
import type { Message } from '../../../src/core/decisions/draft/thread.ts';
import { withReactors } from '../../../src/core/decisions/reactors.ts';
import { reader } from './draft/support.ts';

function said(id: string, reactions: Message['reactions'], more: Partial<Message> = {}): Message {
  return { id, user: 'U1', ts: null, text: 'ship it', replyTo: null, reactions, deleted: false, bot: false, ...more };
}
const counted = (name: string) => ({ name, users: [] });

/** What is asked of the platform, and what the thread is like with its answers. */
async function asked(messages: readonly Message[]) {
  const questions: string[] = [];
  const found = await withReactors(
    {
      thread: { title: '', messages },
      people: [{ id: 'U1', name: 'ana' }],
      async reactors(message, reaction) {
        questions.push(`${message} ${reaction}`);
        return [{ id: 'U2', name: 'ben' }];
      },
    },
    reader.cues,
  );
  return { questions, ...found };
}

test('only signs are asked about, and only where the thread does not say whose they are', async () => {
  const { questions, thread, people } = await asked([
    said('m1', [counted('👍'), counted('🎂'), counted('👎🏽')]),
    said('m2', [{ name: '👍', users: ['U3'] }]),
    said('m3', [counted('👍')], { bot: true }),
    said('m4', [counted('👍')], { deleted: true }),
  ]);
  expect(questions).toEqual(['m1 👍', 'm1 👎🏽']);
  expect(thread.messages[0]?.reactions).toEqual([
    { name: '👍', users: ['U2'] },
    { name: '🎂', users: [] },
    { name: '👎🏽', users: ['U2'] },
  ]);
  expect(thread.messages[1]?.reactions).toEqual([{ name: '👍', users: ['U3'] }]);
  expect(people).toContainEqual({ id: 'U2', name: 'ben' });
});

test('of many the last ones are asked about', async () => {
  const { questions } = await asked(Array.from({ length: 30 }, (_, at) => said(`m${at}`, [counted('👍')])));
  expect(questions).toHaveLength(20);
  expect(questions[0]).toBe('m29 👍');
});

test('where nobody can be asked the thread stays as it is', async () => {
  const thread = { title: '', messages: [said('m1', [counted('👍')])] };
  expect(await withReactors({ thread, people: [] }, reader.cues)).toEqual({ thread, people: [] });
});
