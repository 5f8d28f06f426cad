/** The time as the server sees it: deadlines, expiry, retries and timestamps all come from here. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls back once, after so many milliseconds. @returns takes the call back */
  after(ms: number, call: () => void): () => void;
}

export interface FakeClock extends Clock {
  /** Moves the time, calling back whatever falls due, in order. Resolves when what that started has had a turn. */
  advance(ms: number): Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly call: () => void;
}

/** A clock that stands still until it is moved. It begins at the real time, because Bolt holds signatures against the real time. */
export function fakeClock(start: number = Date.now()): FakeClock {
  let now = start;
  const timers = new Set<Timer>();
  return {
    now: () => now,
    after(ms, call) {
      const timer = { at: now + Math.max(0, ms), call };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = [...timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers.delete(next);
        now = Math.max(now, next.at);
        next.call();
        await turn();
      }
      now = end;
      await turn();
    },
  };
}

/** The real time, for benchmarks and for looking at a bot by hand. */
export const realClock: Clock = {
  now: () => Date.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
