import { readFileSync } from 'node:fs';
import process from 'node:process';
import { describe, it } from 'vitest';
import { person } from '../support/slack/person.ts';
import { pause, questions } from './crowd.ts';
import { openStage, type Stage } from './stage.ts';

const latencyMs = 50;
/** So few that two cores are enough for three copies, or the bench would measure those. */
const inFlightPerCopy = 4;
const warmSeconds = 6;
const seconds = 15;

interface Figures {
  /** Answered mentions a second. */
  readonly throughput: number;
  /** Milliseconds of a processor that an answer takes, of each kind of process. */
  readonly copies: number;
  readonly database: number;
  readonly servers: number;
}

/** Keeps so many mentions in flight for each copy; in flight is what is not answered yet. */
async function measured(copies: number): Promise<Figures> {
  const stage = await openStage({ copies, slack: 'socket', model: false, latencyMs });
  const { slack } = stage;
  const { workspace } = slack.installation();
  let answered = 0;
  let over = false;
  const waiting = new Map<string, () => void>();
  const stop = slack.onChange(() => {
    // The newest message is what has changed.
    for (const channel of talks) {
      const last = channel.messages.at(-1);
      const heard = last?.installation == null ? undefined : waiting.get(last.threadTs ?? '');
      if (heard === undefined) continue;
      waiting.delete(last?.threadTs ?? '');
      heard();
    }
  });
  const talks = [...workspace.channels.values()].filter(({ name }) => name.startsWith('talk'));
  const one = async (n: number) => {
    const who = person(slack, { user: `p${n}`, channel: `#talk${n}` });
    while (!over) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.set(who.mentions(questions[answered % 10] ?? '').ts, resolve);
      await promise;
      answered += 1;
    }
  };
  const running = Array.from({ length: copies * inFlightPerCopy }, (_, n) => one(n));
  await pause(warmSeconds * 1_000);
  const before = { answered, ...(await processorSeconds(stage)) };
  await pause(seconds * 1_000);
  const after = { answered, ...(await processorSeconds(stage)) };
  over = true;
  await Promise.all(running);
  stop();
  await stage.close();
  const count = after.answered - before.answered;
  const each = (from: number, to: number) => ((to - from) * 1_000) / count;
  return {
    throughput: count / seconds,
    copies: each(before.copies, after.copies),
    database: each(before.database, after.database),
    servers: each(before.servers, after.servers),
  };
}

async function processorSeconds({ copies, within }: Stage) {
  const figures = await Promise.all(copies.map((copy) => copy.figures()));
  const { user, system } = process.cpuUsage();
  return {
    copies: figures.reduce((sum, each) => sum + (each?.processorSeconds ?? 0), 0),
    database: databaseSeconds(await within.processes()),
    servers: (user + system) / 1e6,
  };
}

/** Of PostgreSQL's processes; those that have ended count with the first. */
function databaseSeconds({ first, others }: { readonly first: number; readonly others: readonly number[] }): number {
  const ticks = [first, ...others].flatMap((pid) => {
    // Behind the name, which may hold spaces: utime, stime, and those of children that have ended.
    const times = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /, '').split(' ').slice(11, 15).map(Number);
    return pid === first ? times : times.slice(0, 2);
  });
  return ticks.reduce((sum, each) => sum + each, 0) / 100;
}

describe('copies on PostgreSQL, against platforms that take 50 ms for each call', () => {
  it('answer more, the more there are', { timeout: 600_000 }, async () => {
    let single = 0;
    for (const copies of [1, 2, 3]) {
      const { throughput, copies: own, database, servers } = await measured(copies);
      if (copies === 1) single = throughput;
      const cores = (throughput * (own + database + servers)) / 1_000;
      process.stdout.write(
        `${copies} copies: ${throughput.toFixed(0)} answers a second, ${(throughput / single).toFixed(2)} times those of one; ` +
          `an answer takes ${own.toFixed(1)} ms of a processor in a copy, ${database.toFixed(1)} ms in PostgreSQL, ${servers.toFixed(1)} ms in the test servers: ${cores.toFixed(2)} cores\n`,
      );
    }
  });
});
