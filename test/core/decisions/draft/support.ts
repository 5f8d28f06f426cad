import { readFileSync } from 'node:fs';
import { type Draft, draftThread } from '../../../../src/core/decisions/draft/draft.ts';
import { loadThreadReader } from '../../../../src/core/decisions/draft/reader.ts';
import { threadSchema } from '../../../../src/core/decisions/draft/thread.ts';

const file = (name: string) => ({ file: name, text: readFileSync(`knowledge/${name}`, 'utf8') });
export const files = {
  threads: file('threads.yaml'),
  utterances: file('utterances.yaml'),
  choices: file('choices.yaml'),
  weights: file('thread-weights.yaml'),
};
export const reader = loadThreadReader(files);

/** A thread from lines such as `ana: let's keep the monolith`; a message may be given whole instead. */
export function draft(...lines: readonly (string | object)[]): Draft {
  const messages = lines.map((line, index) => {
    if (typeof line !== 'string') return { id: `m${index + 1}`, ...line };
    const [user = '', ...words] = line.split(': ');
    return { id: `m${index + 1}`, user, text: words.join(': ') };
  });
  return draftThread(threadSchema.parse({ title: 'Test', messages }), reader);
}
