/** Does pieces of work that concern the same thing one behind the other, as they came. */
export interface Turns {
  run(key: string, work: () => Promise<void>): Promise<void>;
}

export function createTurns(): Turns {
  const last = new Map<string, Promise<void>>();
  return {
    async run(key, work) {
      const turn = (last.get(key) ?? Promise.resolve()).then(work, work);
      last.set(key, turn);
      try {
        await turn;
      } finally {
        if (last.get(key) === turn) last.delete(key);
      }
    },
  };
}
