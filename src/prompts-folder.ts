import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataFile } from './core/data-file.ts';
import { UserError } from './core/errors.ts';
import { type Prompt, parsePrompt } from './core/model/prompt.ts';

/** What a model is told, and the slots that each of these files must have. */
const slots = {
  'answer.md': ['facts'],
  'verdict.md': ['verdict'],
  'situation.md': ['questions'],
} as const;

type PromptName = keyof typeof slots;
type SlotOf<Name extends PromptName> = (typeof slots)[Name][number];

export const promptNames: readonly PromptName[] = ['answer.md', 'verdict.md', 'situation.md'];

const builtIn = fileURLToPath(new URL('../prompts', import.meta.url));

/**
 * Reads a prompt.
 *
 * @param knowledge a folder of documents (`ARCHCHECK_KNOWLEDGE`): a file of its own `prompts/` takes the built-in one's place
 * @throws {UserError} where it cannot be read, or does not have the slots that it must
 */
export function readPrompt<Name extends PromptName>(name: Name, knowledge?: string): Prompt<SlotOf<Name>> {
  return parsePrompt<SlotOf<Name>>(readFile(name, knowledge), slots[name]);
}

function readFile(name: string, knowledge: string | undefined): DataFile {
  const own = knowledge === undefined ? null : join(knowledge, 'prompts', name);
  const isOwn = own !== null && existsSync(own);
  const file = isOwn ? own : `prompts/${name}`;
  try {
    return { file, text: readFileSync(isOwn ? own : join(builtIn, name), 'utf8') };
  } catch {
    throw new UserError(`${file}: cannot be read. Put the file back, or install archcheck again.`);
  }
}
