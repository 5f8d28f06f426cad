import type { Clock } from '../clock.ts';

/**
 * What goes wrong with one call. `cut` closes the connection without an answer, before or after the call took effect, at once or after a
 * while; `hold` until something that never comes leaves it hanging.
 */
export type Fault =
  | { readonly kind: 'error'; readonly code: number; readonly status?: number; readonly message?: string }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'limited'; readonly retryAfterSeconds: number; readonly scope?: 'user' | 'global' | 'shared' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'hold'; readonly until: Promise<unknown> }
  | { readonly kind: 'cut'; readonly when: 'before' | 'after'; readonly afterMs?: number };

export interface Faults {
  /** The next so many calls of a route (`POST /channels/:channel/messages`, or `*` for any) go wrong like this. */
  next(route: string, fault: Fault, times?: number): void;
  /** Every call of a route goes wrong like this, until `clear`. */
  always(route: string, fault: Fault): void;
  /** From now on a route takes so many calls in so many milliseconds, for each channel, guild or interaction: then 429. */
  limit(route: string, calls: number, perMs: number): void;
  /** From now on every call takes so many milliseconds besides, whatever else goes wrong with it. */
  slow(ms: number): void;
  /** Resolves when a call has taken as long as calls take. */
  slowness(): Promise<void>;
  /** Whether something is still to go wrong with a route. */
  isPlanned(route: string): boolean;
  clear(): void;
  /** What goes wrong with this call, if anything; takes it off the list. */
  take(route: string): Fault | null;
  /** Counts this call. */
  count(route: string, major: string): Bucket;
}

/** Where a route stands: what the `X-RateLimit-*` headers say. */
export interface Bucket {
  readonly id: string;
  readonly limit: number;
  readonly remaining: number;
  /** Epoch milliseconds. */
  readonly resetAt: number;
  readonly isOver: boolean;
}

interface Planned {
  readonly route: string;
  readonly fault: Fault;
  left: number;
}

// So many that no test waits for them, unless it asks for fewer.
const PLENTY = { calls: 10_000, perMs: 1_000 };

export function createFaults(clock: Clock, routes: readonly string[]): Faults {
  let planned: Planned[] = [];
  let slowMs = 0;
  const limits = new Map<string, { readonly calls: number; readonly perMs: number }>();
  const windows = new Map<string, { used: number; resetAt: number }>();

  // A misspelt route would go wrong nowhere, and the test on it prove nothing.
  const mustBe = (route: string) => {
    if (route !== '*' && !routes.includes(route))
      throw new Error(`there is no route ${route}; there are: ${routes.join(', ')}`);
  };

  return {
    next(route, fault, times = 1) {
      mustBe(route);
      planned.push({ route, fault, left: times });
    },
    always(route, fault) {
      mustBe(route);
      planned.push({ route, fault, left: Number.POSITIVE_INFINITY });
    },
    limit(route, calls, perMs) {
      mustBe(route);
      limits.set(route, { calls, perMs });
      windows.clear();
    },
    slow(ms) {
      slowMs = ms;
    },
    slowness: async () => {
      if (slowMs > 0) await new Promise<void>((resolve) => clock.after(slowMs, resolve));
    },
    isPlanned: (route) => planned.some((each) => each.route === route),
    clear() {
      planned = [];
      limits.clear();
      windows.clear();
    },
    take(route) {
      const plan = planned.find((each) => each.route === route || each.route === '*');
      if (plan === undefined) return null;
      plan.left -= 1;
      if (plan.left <= 0) planned = planned.filter((each) => each !== plan);
      return plan.fault;
    },
    count(route, major) {
      const { calls, perMs } = limits.get(route) ?? PLENTY;
      const key = `${route} ${major}`;
      const known = windows.get(key);
      const now = clock.now();
      const window = known === undefined || known.resetAt <= now ? { used: 0, resetAt: now + perMs } : known;
      windows.set(key, window);
      window.used += 1;
      return {
        id: Buffer.from(route).toString('hex').slice(0, 32),
        limit: calls,
        remaining: Math.max(0, calls - window.used),
        resetAt: window.resetAt,
        isOver: window.used > calls,
      };
    },
  };
}
