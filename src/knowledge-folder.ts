import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataFile } from './core/data-file.ts';
import { DataError, UserError } from './core/errors.ts';
import { createKnowledge, type Knowledge } from './core/knowledge/knowledge.ts';
import { parseDocument } from './core/knowledge/parse.ts';

/** The data files that stand beside the documents. */
export type DataFileName =
  | 'choices.yaml'
  | 'examples.jsonl'
  | 'lexicon.yaml'
  | 'questionnaire.yaml'
  | 'situations.yaml'
  | 'thread-weights.yaml'
  | 'threads.yaml'
  | 'utterances.yaml'
  | 'wording.yaml';

/** The document that the built-in data files speak of. */
const mainDocument = 'microservices-vs-monolith.md';
const builtIn = fileURLToPath(new URL('../knowledge', import.meta.url));

/** A folder of documents with the data files that belong to them. Nothing is read before it is asked for. */
export interface KnowledgeFolder {
  /** The folder as it is shown to people. */
  readonly name: string;
  /** Every `.md` file of the folder, in the order of their names. @throws {UserError} where one cannot be read or parsed */
  knowledge(): Knowledge;
  /** Whether the folder has a data file of its own. */
  isOwn(name: DataFileName): boolean;
  /** A data file; the built-in one where the folder has none of its own. @throws {UserError} where it cannot be read */
  data(name: DataFileName): DataFile;
}

/** @param folder another folder than the built-in one: its path, which is also how errors name it */
export function openKnowledgeFolder(folder: string | undefined): KnowledgeFolder {
  const path = folder ?? builtIn;
  const name = folder ?? 'knowledge';
  let knowledge: Knowledge | null = null;
  return {
    name,
    knowledge() {
      knowledge ??= readKnowledge(path, name);
      return knowledge;
    },
    isOwn: (file) => folder !== undefined && existsSync(join(path, file)),
    data(file) {
      const own = join(path, file);
      if (existsSync(own)) return { file: `${name}/${file}`, text: readText(own, `${name}/${file}`) };
      if (!existsSync(join(path, mainDocument))) {
        throw new UserError(
          `${name}: has no ${file}, and the built-in one belongs to ${mainDocument}, which is not there either. Put that document beside yours, or a ${file} of your own.`,
        );
      }
      return { file: `${file} (built in)`, text: readText(join(builtIn, file), file) };
    },
  };
}

function readKnowledge(path: string, name: string): Knowledge {
  const files = listFolder(path, name)
    .filter((file) => file.endsWith('.md'))
    .sort();
  if (files.length === 0) {
    throw new DataError(
      `${name}: expected at least one Markdown document, for example microservices-vs-monolith.md; found none. Put one there, or unset ARCHCHECK_KNOWLEDGE to use the built-in one.`,
    );
  }
  const documents = files.map((file) =>
    parseDocument(file.slice(0, -'.md'.length), readText(join(path, file), `${name}/${file}`)),
  );
  return createKnowledge(documents);
}

function listFolder(path: string, name: string): string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    throw new UserError(
      `${name}: expected a folder of documents (ARCHCHECK_KNOWLEDGE); it cannot be read (${codeOf(error)}). Name a folder that exists.`,
    );
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

function readText(path: string, name: string): string {
  try {
    return utf8.decode(readFileSync(path));
  } catch (error) {
    if (error instanceof TypeError)
      throw new DataError(`${name}: expected text in UTF-8; it is in another encoding. Save it as UTF-8.`);
    throw new UserError(
      `${name}: cannot be read (${codeOf(error)}). Check that the file exists and that you may read it.`,
    );
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
