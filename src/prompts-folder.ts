import { readFileSync } from 'node:fs';
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

const folder = fileURLToPath(new URL('../prompts', import.meta.url));

/** Reads a prompt. @throws {UserError} where it cannot be read, or does not have the slots that it must */
export function readPrompt<Name extends PromptName>(name: Name): Prompt<SlotOf<Name>> {
  return parsePrompt<SlotOf<Name>>(readFile(name), slots[name]);
}

function readFile(name: string): DataFile {
  const file = `prompts/${name}`;
  try {
    return { file, text: readFileSync(`${folder}/${name}`, 'utf8') };
  } catch {
    throw new UserError(`${file}: cannot be read. Put the file back, or install archcheck again.`);
  }
}
