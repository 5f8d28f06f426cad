import type { JsonObject } from '../json.ts';
import type { Ids } from './ids.ts';

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  content: Buffer | null;
}

/** Files on their way in: announced, then uploaded, then completed. */
export interface FileStore {
  announce(name: string, length: number): StoredFile;
  get(id: string): StoredFile | null;
}

export function createFiles(ids: Ids): FileStore {
  const files = new Map<string, StoredFile>();
  return {
    announce(name, length) {
      const file = { id: ids.id('F'), name, length, content: null };
      files.set(file.id, file);
      return file;
    },
    get: (id) => files.get(id) ?? null,
  };
}

export function fileJson(file: StoredFile, title: string): JsonObject {
  return { id: file.id, name: file.name, title, size: file.content?.length ?? 0, mode: 'hosted' };
}
