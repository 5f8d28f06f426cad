import type { Readable, Writable } from 'node:stream';

/** What a command may touch of the process that it runs in, so that a test can stand in for it. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  cwd(): string;
  /** Milliseconds since 1970. */
  now(): number;
  /** A fresh identifier that nobody can guess. */
  id(): string;
  /** Calls back once when somebody asks the process to end (SIGINT, SIGTERM); a second time ends it at once. */
  onStop(stop: () => void): void;
  /** Calls back with what nobody caught; whoever asks for it ends the process then. */
  onFault(fault: (error: unknown) => void): void;
  /** Ends the process at once, whatever is under way. */
  exit(status: number): void;
}
