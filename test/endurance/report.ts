import type { Figures } from './fleet.ts';
import type { LedgerReport } from './ledger.ts';

/** The memory of one process at one moment. */
export interface Sample extends Figures {
  readonly second: number;
  /** Null for the test servers. */
  readonly copy: number | null;
  /** How often the copy had been started: another start is another memory. */
  readonly life: number;
}

export interface Report extends LedgerReport {
  readonly seconds: number;
  /** Events a second, as they were sent. */
  readonly rate: number;
  /** What went wrong on purpose, by kind. */
  readonly trouble: Readonly<Record<string, number>>;
  readonly samples: readonly Sample[];
  /** By table. */
  readonly database: Readonly<Record<string, { readonly rows: number; readonly bytes: number }>>;
  /** What only the developer of an app gets to know from the platforms. */
  readonly problems: readonly string[];
  /** The warnings and errors of each copy, with how often. */
  readonly complaints: readonly Readonly<Record<string, number>>[];
}

export interface Growth {
  readonly copy: number | null;
  readonly minutes: number;
  /** Megabytes in the second tenth of the time, and in the last. */
  readonly heap: readonly [from: number, to: number];
  readonly resident: readonly [from: number, to: number];
  /** Megabytes a minute, through the least of each tenth: garbage that waits to be collected is no growth. */
  readonly heapSlope: number;
  readonly residentSlope: number;
}

const tenths = 10;
const megabyte = 2 ** 20;

/** How the memory of each process grew that lived for at least half of the time. */
export function growthOf({ samples, seconds }: Pick<Report, 'samples' | 'seconds'>): Growth[] {
  const lives = Map.groupBy(samples, ({ copy, life }) => `${copy} ${life}`);
  return [...lives.values()].flatMap((life) => {
    const [first, last] = [life[0], life.at(-1)];
    if (first === undefined || last === undefined || last.second - first.second < seconds / 2) return [];
    const span = (last.second - first.second + 1) / tenths;
    const floors = (of: (sample: Sample) => number) =>
      Array.from({ length: tenths }, (_, tenth) =>
        life.filter(({ second }) => Math.floor((second - first.second) / span) === tenth).map(of),
      ).flatMap((values) => (values.length === 0 ? [] : [Math.min(...values) / megabyte]));
    // The first tenth fills caches and compiles.
    const heap = floors(({ heapBytes }) => heapBytes).slice(1);
    const resident = floors(({ residentBytes }) => residentBytes).slice(1);
    const ends = (values: readonly number[]) => [round(values[0] ?? 0), round(values.at(-1) ?? 0)] as const;
    return [
      {
        copy: first.copy,
        minutes: round((last.second - first.second) / 60),
        heap: ends(heap),
        resident: ends(resident),
        heapSlope: round(slopeOf(heap) / (span / 60)),
        residentSlope: round(slopeOf(resident) / (span / 60)),
      },
    ];
  });
}

/** Of the straight line with the least squares, for each step. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const product = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0);
  const square = values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  return square === 0 ? 0 : product / square;
}

const round = (value: number) => Math.round(value * 100) / 100;

/** Flat is less than this, in megabytes a minute, over half an hour; over minutes caches that fill look the same as a leak. */
const mostSlope = 0.5;
const leastMinutes = 20;
const takenOverWithinMs = 30_000;

/** Which promises were broken. */
export function broken(
  report: Report,
  { faults, rate }: { readonly faults: boolean; readonly rate: number },
): string[] {
  const { total, violations, takenOverMs } = report;
  const grown = growthOf(report).filter(
    ({ copy, minutes, heapSlope }) => copy !== null && minutes >= leastMinutes && heapSlope > mostSlope,
  );
  return [
    ...violations,
    ...(total.answered + total.unanswered < total.acknowledged ? ['something acknowledged was lost sight of'] : []),
    ...(report.rate < rate * 0.9 ? [`only ${report.rate.toFixed(1)} events a second were sent`] : []),
    // With calls that go wrong an answer may wait for the platform.
    ...(!faults && takenOverMs > takenOverWithinMs
      ? [`what a killed copy had begun was taken over only after ${takenOverMs} ms`]
      : []),
    ...grown.map(({ copy, heapSlope }) => `the heap of copy ${copy} grew by ${heapSlope} MB a minute`),
  ];
}

/** A few lines for whoever reads it. */
export function summaryOf(report: Report, failures: readonly string[]): string {
  const { total, byKind, acknowledgeMs, answerMs, takenOverMs, trouble } = report;
  const memory = growthOf(report).map(
    ({ copy, heap, resident, heapSlope, residentSlope }) =>
      `${copy === null ? 'test servers' : `copy ${copy}`}: heap ${heap[0]} → ${heap[1]} MB (${heapSlope} a minute), resident ${resident[0]} → ${resident[1]} MB (${residentSlope} a minute)`,
  );
  return [
    `${total.sent} events in ${Math.round(report.seconds)} s (${report.rate.toFixed(1)} a second): ${total.acknowledged} acknowledged, ${total.answered} answered, ${total.unanswered} unanswered, ${total.doubled} shown twice`,
    ...Object.entries(byKind).map(
      ([what, { sent, acknowledged, answered, doubled }]) =>
        `  ${what}: ${sent} sent, ${acknowledged} acknowledged, ${answered} answered${doubled > 0 ? `, ${doubled} shown twice to one person` : ''}`,
    ),
    `acknowledged in p50 ${acknowledgeMs.p50} ms, p99 ${acknowledgeMs.p99} ms; answered in p50 ${answerMs.p50} ms, p99 ${answerMs.p99} ms, at most ${answerMs.most} ms`,
    `on purpose: ${
      Object.entries(trouble)
        .map(([what, count]) => `${count} × ${what}`)
        .join(', ') || 'nothing'
    }${takenOverMs > 0 ? `; after a kill all was answered within ${takenOverMs} ms` : ''}`,
    ...memory,
    ...(failures.length === 0 ? ['every promise was kept'] : failures.map((failure) => `BROKEN: ${failure}`)),
  ].join('\n');
}
