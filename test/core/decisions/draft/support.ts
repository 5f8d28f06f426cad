import { readFileSync } from 'node:fs';
import { loadThreadCues } from '../../../../src/core/decisions/draft/cues.ts';
import { type Draft, draftThread } from '../../../../src/core/decisions/draft/draft.ts';
import { threadSchema } from '../../../../src/core/decisions/draft/thread.ts';

export const threadsText = readFileSync('knowledge/threads.yaml', 'utf8');
export const cues = loadThreadCues({ file: 'threads.yaml', text: threadsText });

/** A thread from lines such as `ana: let's keep the monolith`; a message may be given whole instead. */
export function draft(...lines: readonly (string | object)[]): Draft {
  const messages = lines.map((line, index) => {
    if (typeof line !== 'string') return { id: `m${index + 1}`, ...line };
    const [user = '', ...words] = line.split(': ');
    return { id: `m${index + 1}`, user, text: words.join(': ') };
  });
  return draftThread(threadSchema.parse({ title: 'Test', messages }), cues);
}
