import { StoreError } from './store-error.ts';

// Result codes of https://www.sqlite.org/rescode.html: a primary code is the lowest byte of an extended one.
const busy = 5;
const locked = 6;
const readOnly = 8;
const inputOutput = 10;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
const denied = 23;
const notADatabase = 26;
/** The shared-memory file beside the database could not grow: what a full disk looks like when a store is opened. */
const sharedMemorySize = 4874;

/** Whether another process is in the way, so that waiting helps. */
export function isBusy(error: unknown): boolean {
  const code = sqliteCode(error instanceof StoreError ? error.cause : error);
  return code !== null && [busy, locked].includes(code & 0xff);
}

/** What went wrong with the place, as a sentence that says what to do; any other error as it came. */
export function toStoreError(error: unknown, place: string): unknown {
  const sentence = sqliteSentence(error, place) ?? fileSentence(error, place);
  return sentence === null ? error : new StoreError(sentence, { cause: error });
}

function sqliteSentence(error: unknown, place: string): string | null {
  const code = sqliteCode(error);
  if (code === null) return null;
  if (code === sharedMemorySize) return fullSentence(place);
  switch (code & 0xff) {
    case busy:
    case locked:
      return `${place} is busy: another process has held it for more than 5 seconds. What was saved before is safe. Try again, or stop the other process.`;
    case full:
      return fullSentence(place);
    case readOnly:
      return readOnlySentence(place);
    case cannotOpen:
    case denied:
      return `${place} cannot be opened. Give this user the right to read and write it and its folder, or name another folder with --data.`;
    case notADatabase:
      return `${place} is not an archcheck store: something else is in that file. It was left as it is. Move it away, or name another folder with --data.`;
    case corrupt:
      return `${place} is damaged. Stop archcheck, copy the whole folder, then put back a backup; without one, "sqlite3 … .recover" reads what can still be read.`;
    case inputOutput:
      return `${place} cannot be read or written: the disk reports an error. What was saved before is kept. Check the disk and its free space, then try again.`;
    default:
      return null;
  }
}

/** For what the file system says while the folder is made. */
function fileSentence(error: unknown, place: string): string | null {
  switch (textProperty(error, 'code')) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return readOnlySentence(place);
    case 'ENOSPC':
    case 'EDQUOT':
      return fullSentence(place);
    case 'EEXIST':
    case 'ENOTDIR':
      return `${place} cannot be made: a file stands where its folder should be. Name another folder with --data.`;
    case 'ENAMETOOLONG':
    case 'ELOOP':
    // Also what Node says of a folder on a read-only disk.
    case 'ENOENT':
      return `${place} cannot be made: its path is not accepted, or its disk is read-only. Name another folder with --data.`;
    default:
      return null;
  }
}

function fullSentence(place: string): string {
  return `${place} cannot grow: the disk is full. What was saved before is kept, this was not saved. Free some space, then try again.`;
}

function readOnlySentence(place: string): string {
  return `${place} cannot be written: its disk, folder or file is read-only for this user. Give the right to write, or name another folder with --data.`;
}

/** The extended result code, or null if this is no error of SQLite's. */
function sqliteCode(error: unknown): number | null {
  if (textProperty(error, 'code') !== 'ERR_SQLITE_ERROR') return null;
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : null;
}

function textProperty(error: unknown, name: 'code'): string | null {
  if (!(error instanceof Error) || !(name in error)) return null;
  const value: unknown = error[name];
  return typeof value === 'string' ? value : null;
}
