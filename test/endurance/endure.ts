import { type Crowd, pause } from './crowd.ts';
import { createDiscordCrowd } from './discord-crowd.ts';
import type { Copy } from './fleet.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createRandom, pick, type Random } from './random.ts';
import type { Report, Sample } from './report.ts';
import { createSlackCrowd } from './slack-crowd.ts';
import { openStage, type StageOptions } from './stage.ts';
import { createTrouble } from './trouble.ts';

export interface EndureOptions extends StageOptions {
  readonly seconds: number;
  /** Events a second, of all platforms together. */
  readonly rate: number;
  readonly seed: number;
  /** Whether calls to the platforms and the model go wrong now and then. */
  readonly faults: boolean;
  /** Kills one copy after another so often, and starts it again; null for never. */
  readonly killEverySeconds: number | null;
  readonly holdUpEverySeconds?: number | null;
  readonly restartDatabaseEverySeconds: number | null;
  /** How long after it was acknowledged something may be answered. */
  readonly patienceSeconds: number;
  /** Does not wait for the leases of copies that were killed, where they are known to be dead. */
  readonly hurry: boolean;
  /** Ends the run early: nobody begins anything new. */
  readonly until?: AbortSignal;
  /** Told of the state of things now and then. */
  readonly watch: (line: string) => void;
}

/** What was answered so long ago is not answered a second time any more. */
const closedAfterMs = 150_000;
/** Slack tells of a message for the last time six minutes after it was said, and an answer needs its message. */
const forgottenAfterMs = 450_000;
/** Longer than the longest pause between two attempts at the same thing. */
const longestHeldMs = 360_000;
const lookMs = 200;
const forgetMs = 15_000;
const watchMs = 10_000;

/** Lets people use the copies of the bot for a while, with what goes wrong meanwhile. */
export async function endure(options: EndureOptions): Promise<Report> {
  const { seconds, rate, watch } = options;
  const patienceMs = options.patienceSeconds * 1_000;
  const stage = await openStage(options);
  const { copies, within } = stage;
  const ledger = createLedger(patienceMs, watch);
  const random = createRandom(options.seed);
  const parts = { ledger, random, fallDue: within.fallDue };
  const crowds = [createSlackCrowd(stage.slack, parts), createDiscordCrowd(stage.discord, parts)];
  const trouble = createTrouble({ ...options, ...stage, random, ledger });
  const samples: Sample[] = [];
  const began = Date.now();
  const forget = (closed: number, forgotten: number) => {
    ledger.close(closed);
    for (const crowd of crowds) crowd.forget(forgotten);
    stage.model.forget();
  };
  const timers = [
    setInterval(() => ledger.look(), lookMs),
    setInterval(() => forget(Date.now() - closedAfterMs, Date.now() - forgottenAfterMs), forgetMs),
    setInterval(() => void sample(copies, began, samples), Math.min(watchMs, seconds * 100)),
    setInterval(() => watch(stateOf(ledger)), watchMs),
  ];
  try {
    trouble.start();
    await act(
      crowds,
      ledger,
      random,
      rate,
      () => Date.now() - began < seconds * 1_000 && options.until?.aborted !== true,
    );
    const sentFor = (Date.now() - began) / 1_000;
    watch('nobody begins anything new; waiting for what is under way');
    await trouble.stop();
    // What no copy took, a platform goes on to send for minutes; nobody waits for that.
    await Promise.race([Promise.all(crowds.map((crowd) => crowd.rest())), pause(patienceMs)]);
    await untilQuiet(ledger, patienceMs);
    await sample(copies, began, samples);
    // What a copy that was killed left behind, answered and not noted as such, is taken up by another, which must not answer again.
    const heldUntil = Date.now() + longestHeldMs;
    while (Date.now() < heldUntil && (await within.held()) > 0) {
      if (options.hurry) await within.endDeadLeases();
      await pause(lookMs);
    }
    ledger.look();
    forget(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
    return {
      ...ledger.report(),
      seconds: sentFor,
      rate: ledger.sent() / sentFor,
      trouble: trouble.counts(),
      samples,
      database: await within.sizes(),
      problems: [...stage.slack.problems, ...stage.discord.problems],
      complaints: copies.map((copy) => Object.fromEntries(copy.complaints())),
    };
  } finally {
    for (const timer of timers) clearInterval(timer);
    await stage.close();
  }
}

function stateOf(ledger: Ledger): string {
  const { total, answerMs, takenOverMs, violations } = ledger.report();
  const open = ledger.open();
  const few = open.length <= 3 ? ` ${open.map((what) => `(${what})`).join(' ')}` : '';
  return `${total.sent} sent, ${total.acknowledged} acknowledged, ${total.answered} answered, ${open.length} open${few}; p99 ${answerMs.p99} ms, taken over within ${takenOverMs} ms; ${violations.length} violations`;
}

/** Keeps to the rate on the whole: what somebody begins, such as a check, is many events, and counts as they come. */
async function act(crowds: readonly Crowd[], ledger: Ledger, random: Random, rate: number, goesOn: () => boolean) {
  const began = Date.now();
  while (goesOn()) {
    const wanted = ((Date.now() - began) / 1_000) * rate;
    for (let behind = wanted - ledger.sent(); behind > 0; behind -= 1) pick(random, crowds).act();
    await pause(50);
  }
}

async function untilQuiet(ledger: Ledger, mostMs: number): Promise<void> {
  const endsAt = Date.now() + mostMs;
  while (ledger.open().length > 0 && Date.now() < endsAt) await pause(lookMs);
}

async function sample(copies: readonly Copy[], began: number, samples: Sample[]): Promise<void> {
  const second = Math.round((Date.now() - began) / 1_000);
  for (const [copy, each] of copies.entries()) {
    const figures = await each.figures();
    if (figures !== null) samples.push({ second, copy, life: each.starts(), ...figures });
  }
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const own = { residentBytes: rss, heapBytes: heapUsed, processorSeconds: (user + system) / 1e6 };
  samples.push({ second, copy: null, life: 1, ...own });
}
