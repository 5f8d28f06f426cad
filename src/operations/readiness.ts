/** Whether more work may be sent to this process, asked part by part. */
export interface Readiness {
  /**
   * A part that must be well.
   *
   * @param trouble what is wrong with it in one clause without a secret, or null; asked anew each time
   */
  watch(part: string, trouble: () => string | null | Promise<string | null>): void;
  /** From now on nothing more is to be sent here. */
  stopping(): void;
  /** All that was started is there. */
  started(): void;
  /** Empty where it is ready, else a reason a part. */
  troubles(): Promise<readonly string[]>;
}

/** Longer than this nobody who asks waits: a part that does not say is not well. */
const patienceMs = 2_000;

export function createReadiness(): Readiness {
  const parts = new Map<string, () => string | null | Promise<string | null>>();
  let phase: 'starting' | 'running' | 'shutting down' = 'starting';
  return {
    watch: (part, trouble) => void parts.set(part, trouble),
    stopping() {
      phase = 'shutting down';
    },
    started() {
      if (phase === 'starting') phase = 'running';
    },
    async troubles() {
      if (phase !== 'running') return [phase];
      const found = await Promise.all(
        [...parts].map(async ([part, trouble]) => {
          const said = await withPatience(async () => trouble());
          return said === null ? [] : [`${part}: ${said}`];
        }),
      );
      return found.flat();
    },
  };
}

async function withPatience(trouble: () => Promise<string | null>): Promise<string | null> {
  const waited = Promise.withResolvers<string>();
  const timer = setTimeout(() => waited.resolve('does not answer'), patienceMs);
  try {
    return await Promise.race([trouble(), waited.promise]);
  } catch {
    // Its text may name a path or an address; the log has it.
    return 'failed';
  } finally {
    clearTimeout(timer);
  }
}
