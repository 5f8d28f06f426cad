import { Session } from 'node:inspector';

/**
 * Gives back the memory that a start leaves over: texts that were parsed, and modules as they were read. V8 keeps a tenth of a small
 * process's memory for as long as nobody else wants it; asking for it takes a tenth of a second, once.
 */
export async function dropLeftovers(): Promise<void> {
  const session = new Session();
  session.connect();
  try {
    await new Promise<void>((resolve, reject) =>
      session.post('HeapProfiler.collectGarbage', (error) => (error ? reject(error) : resolve())),
    );
  } finally {
    session.disconnect();
  }
}
