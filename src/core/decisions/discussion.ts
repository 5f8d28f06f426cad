import type { Person } from '../form.ts';
import type { Thread } from './draft/thread.ts';
import type { Reactors } from './reactors.ts';

/** A thread in which something was discussed, as far as the platform gave it. */
export interface Discussion {
  readonly thread: Thread;
  /** The https addresses of its messages, by their ids. */
  readonly links: Readonly<Record<string, string>>;
  /** Those who speak in it, as they are called. */
  readonly people: readonly Person[];
  /** Asks who reacted to a message with what; left out where the thread says so itself. */
  readonly reactors?: Reactors;
  /** What was not read, in a sentence; left out where all of it was. */
  readonly withheld?: string;
}
