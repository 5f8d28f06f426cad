import { createHistogram } from 'node:perf_hooks';

/** Something that was sent to the bot. */
export interface Sent {
  /** One of a few words: what it is counted under. */
  readonly what: string;
  /** Resolves with whether the platform was told that it was taken. */
  readonly acknowledged: Promise<boolean>;
  /** How many whole answers are there now. */
  answers(): number;
  /** The platform shows nobody what only one person sees, so after a crash it may be shown again. */
  readonly mayRepeat?: boolean;
}

export type Outcome = 'answered' | 'not acknowledged' | 'unanswered';

export interface Counts {
  sent: number;
  acknowledged: number;
  answered: number;
  unanswered: number;
  doubled: number;
}

/** Keeps account of what was sent, acknowledged and answered, and how soon. */
export interface Ledger {
  /** How much was sent so far. */
  sent(): number;
  /** What is acknowledged and not answered yet. */
  open(): readonly string[];
  /** Resolves when it is answered, or will not be. */
  expect(sent: Sent): Promise<Outcome>;
  /** Something that must not be, whatever was sent. */
  violation(text: string): void;
  /** Looks for answers, and gives up what has waited too long. To be called often. */
  look(): void;
  /** Counts once more what was sent before a time, in epoch milliseconds: an answer that came twice came late. Then it is forgotten. */
  close(before: number): void;
  /** Notes that a copy was killed now: how long what is open takes from here is how long the others took to take it over. */
  killed(): void;
  report(): LedgerReport;
}

export interface LedgerReport {
  readonly byKind: Readonly<Record<string, Counts>>;
  readonly total: Counts;
  readonly acknowledgeMs: Percentiles;
  readonly answerMs: Percentiles;
  /** From a kill until the last thing was answered that was open then. */
  readonly takenOverMs: number;
  readonly violations: readonly string[];
}

interface Percentiles {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

interface Entry extends Sent {
  readonly sentAt: number;
  acknowledgedAt: number | null;
  answeredAt: number | null;
  /** The first kill since it was sent. */
  killedAt: number | null;
  readonly end: (outcome: Outcome) => void;
}

const keptViolations = 50;

/**
 * @param patienceMs how long after it was acknowledged something may be answered
 * @param watch told of each violation
 */
export function createLedger(patienceMs: number, watch: (line: string) => void): Ledger {
  const counts = new Map<string, Counts>();
  const waiting = new Set<Entry>();
  const answered: Entry[] = [];
  const times = { acknowledge: createHistogram(), answer: createHistogram() };
  const violations: string[] = [];
  let takenOverMs = 0;
  let sentSoFar = 0;

  const countsOf = (what: string): Counts => {
    const known = counts.get(what) ?? { sent: 0, acknowledged: 0, answered: 0, unanswered: 0, doubled: 0 };
    counts.set(what, known);
    return known;
  };
  const violation = (text: string) => {
    watch(`BROKEN: ${text.split('\n', 1)[0]}`);
    if (violations.length < keptViolations) violations.push(`${new Date().toISOString()} ${text}`);
  };
  const end = (entry: Entry, outcome: Outcome) => {
    waiting.delete(entry);
    entry.end(outcome);
  };

  return {
    sent: () => sentSoFar,
    open: () => [...waiting].flatMap(({ what, acknowledgedAt }) => (acknowledgedAt === null ? [] : [what])),
    violation,
    expect(sent) {
      const { promise, resolve } = Promise.withResolvers<Outcome>();
      const entry: Entry = {
        ...sent,
        sentAt: Date.now(),
        acknowledgedAt: null,
        answeredAt: null,
        killedAt: null,
        end: resolve,
      };
      waiting.add(entry);
      sentSoFar += 1;
      countsOf(sent.what).sent += 1;
      sent.acknowledged.then((is) => {
        if (!is) return end(entry, 'not acknowledged');
        entry.acknowledgedAt = Date.now();
        countsOf(sent.what).acknowledged += 1;
        times.acknowledge.record(Math.max(1, Date.now() - entry.sentAt));
      });
      return promise;
    },
    look() {
      const now = Date.now();
      for (const entry of waiting) {
        if (entry.acknowledgedAt === null) continue;
        if (entry.answers() > 0) {
          entry.answeredAt = now;
          countsOf(entry.what).answered += 1;
          times.answer.record(Math.max(1, now - entry.sentAt));
          if (entry.killedAt !== null) takenOverMs = Math.max(takenOverMs, now - entry.killedAt);
          answered.push(entry);
          end(entry, 'answered');
        } else if (now - entry.acknowledgedAt > patienceMs) {
          countsOf(entry.what).unanswered += 1;
          violation(`unanswered after ${patienceMs / 1_000} s: a ${entry.what}`);
          end(entry, 'unanswered');
        }
      }
    },
    close(before) {
      const kept: Entry[] = [];
      for (const entry of answered.splice(0)) {
        if (entry.sentAt >= before) kept.push(entry);
        else if (entry.answers() > 1) {
          countsOf(entry.what).doubled += 1;
          if (entry.mayRepeat !== true) violation(`answered ${entry.answers()} times: a ${entry.what}`);
        }
      }
      answered.push(...kept);
    },
    killed() {
      for (const entry of waiting) if (entry.acknowledgedAt !== null) entry.killedAt ??= Date.now();
    },
    report() {
      const total: Counts = { sent: 0, acknowledged: 0, answered: 0, unanswered: 0, doubled: 0 };
      for (const each of counts.values()) {
        total.sent += each.sent;
        total.acknowledged += each.acknowledged;
        total.answered += each.answered;
        total.unanswered += each.unanswered;
        total.doubled += each.doubled;
      }
      const percentiles = (of: (typeof times)['answer']): Percentiles => ({
        p50: of.percentile(50),
        p99: of.percentile(99),
        most: of.max,
      });
      return {
        byKind: Object.fromEntries([...counts].toSorted(([one], [other]) => (one < other ? -1 : 1))),
        total,
        acknowledgeMs: percentiles(times.acknowledge),
        answerMs: percentiles(times.answer),
        takenOverMs,
        violations,
      };
    },
  };
}
