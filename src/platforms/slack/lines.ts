/** Who has to wait for the same thing waits in a line: each is through before the next one tries. */
export interface Lines {
  /** Whether somebody waits for it. */
  isWaiting(key: string): boolean;
  /** Does the work when those before are through. Resolves or rejects as the work does. */
  join<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
}

export function createLines(): Lines {
  /** When the last one of each line is through. */
  const last = new Map<string, Promise<void>>();
  return {
    isWaiting: (key) => last.has(key),
    async join(key, work) {
      const before = last.get(key);
      const through = Promise.withResolvers<void>();
      last.set(key, through.promise);
      try {
        await before;
        return await work();
      } finally {
        if (last.get(key) === through.promise) last.delete(key);
        through.resolve();
      }
    },
  };
}
