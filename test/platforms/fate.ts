import type { Store } from '../../src/core/ports.ts';

/** A process that dies at a given moment: from then on nothing that it asks of its store is done or answered. */
export interface Fate {
  /** From now on it dies at the so many-th moment: before a write, after it, before the next one, … 0: never. */
  dieAt(moment: number): void;
  /** How many moments there have been since. */
  moments(): number;
  /** Resolves when it has died. */
  readonly died: Promise<void>;
  /** Lets go of what still waits, so that a test can end. */
  bury(): void;
}

const writes: ReadonlySet<string> = new Set([
  ...['save', 'delete', 'claim', 'done', 'note', 'reserve', 'settle', 'record'],
  ...['open', 'answer', 'setPosted', 'close', 'put', 'remove'],
]);

/** The fate of the first process whose store is put into its hands; later ones live on. */
export function createFate(): { readonly fate: Fate; keptIn(store: Store): Store } {
  const died = Promise.withResolvers<void>();
  const grave = Promise.withResolvers<never>();
  grave.promise.catch(() => undefined);
  let fatal = 0;
  let moments = 0;
  let isDead = false;

  const pass = async (): Promise<void> => {
    moments += 1;
    if (moments === fatal) {
      isDead = true;
      died.resolve();
    }
    if (isDead) await grave.promise;
  };

  function mortal<Part extends object>(part: Part): Part {
    return new Proxy(part, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]): Promise<unknown> => {
          if (isDead) return grave.promise;
          if (!writes.has(String(name))) return Reflect.apply(value, target, args);
          await pass();
          const result: unknown = await Reflect.apply(value, target, args);
          await pass();
          return result;
        };
      },
    });
  }

  let isTaken = false;
  return {
    keptIn(store) {
      if (isTaken) return store;
      isTaken = true;
      return {
        checks: mortal(store.checks),
        drafts: (schema) => mortal(store.drafts(schema)),
        events: mortal(store.events),
        answers: mortal(store.answers),
        threads: mortal(store.threads),
        decisions: mortal(store.decisions),
        teams: mortal(store.teams),
        jobs: mortal(store.jobs),
        usage: mortal(store.usage),
        installations: mortal(store.installations),
        workspaces: mortal(store.workspaces),
        retention: mortal(store.retention),
        settings: mortal(store.settings),
        close: () => store.close(),
      };
    },
    fate: {
      dieAt(moment) {
        moments = 0;
        fatal = moment;
      },
      moments: () => moments,
      died: died.promise,
      bury: () => grave.reject(new Error('the process is dead')),
    },
  };
}
