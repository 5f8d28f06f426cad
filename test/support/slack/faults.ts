import type { Clock } from '../clock.ts';
import type { JsonObject } from '../json.ts';

/** What goes wrong with one call. `cut` closes the connection without an answer, before or after the call took effect, at once or after a while. */
export type Fault =
  | { readonly kind: 'error'; readonly error: string; readonly extra?: JsonObject }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'hold'; readonly until: Promise<unknown> }
  | { readonly kind: 'cut'; readonly when: 'before' | 'after'; readonly afterMs?: number };

export interface Faults {
  /** The next so many calls of a method (`chat.postMessage`, `response_url`, or `*` for any) go wrong like this. */
  next(method: string, fault: Fault, times?: number): void;
  /** Every call of a method goes wrong like this, until `clear`. */
  always(method: string, fault: Fault): void;
  /** From now on a method takes so many calls at once for each channel, and one more each second: then 429 with `Retry-After`. */
  limit(method: string, burst: number): void;
  /** From now on every call takes so many milliseconds besides, whatever else goes wrong with it. */
  slow(ms: number): void;
  /** Resolves when a call has taken as long as calls take. */
  slowness(): Promise<void>;
  /** Whether something is still to go wrong with a method. */
  isPlanned(method: string): boolean;
  clear(): void;
  /** What goes wrong with this call, if anything; takes it off the list. */
  take(method: string, channel: string): Fault | null;
}

interface Planned {
  readonly method: string;
  readonly fault: Fault;
  left: number;
}

export function createFaults(clock: Clock): Faults {
  let planned: Planned[] = [];
  let slowMs = 0;
  const limits = new Map<string, number>();
  const buckets = new Map<string, { tokens: number; at: number }>();

  const limited = (method: string, channel: string): Fault | null => {
    const burst = limits.get(method);
    if (burst === undefined) return null;
    const key = `${method} ${channel}`;
    const bucket = buckets.get(key) ?? { tokens: burst, at: clock.now() };
    const tokens = Math.min(burst, bucket.tokens + (clock.now() - bucket.at) / 1_000);
    buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: clock.now() });
    return tokens >= 1 ? null : { kind: 'status', status: 429, retryAfterSeconds: 1 };
  };

  return {
    next(method, fault, times = 1) {
      planned.push({ method, fault, left: times });
    },
    always(method, fault) {
      planned.push({ method, fault, left: Number.POSITIVE_INFINITY });
    },
    limit(method, burst) {
      limits.set(method, burst);
    },
    slow(ms) {
      slowMs = ms;
    },
    slowness: async () => {
      if (slowMs > 0) await new Promise<void>((resolve) => clock.after(slowMs, resolve));
    },
    isPlanned: (method) => planned.some((each) => each.method === method),
    clear() {
      planned = [];
      limits.clear();
      buckets.clear();
    },
    take(method, channel) {
      const plan = planned.find((each) => each.method === method || each.method === '*');
      if (plan === undefined) return limited(method, channel);
      plan.left -= 1;
      if (plan.left <= 0) planned = planned.filter((each) => each !== plan);
      return plan.fault;
    },
  };
}
