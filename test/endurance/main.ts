// A long run with people, faults and crashes, by one command: `npm run endurance -- --minutes 30 --report report.json`. It ends by itself: with 0
// where every promise was kept, with 1 where one was broken. Ctrl-C ends it early, with a report. docs/operate.md says what for.
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { endure } from './endure.ts';
import { broken, growthOf, summaryOf } from './report.ts';

const number = (text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('Expected a number above 0.');
  return value;
};

const flags = z.object({
  minutes: z.number(),
  rate: z.number(),
  copies: z.int(),
  slack: z.enum(['http', 'socket']),
  seed: z.int(),
  faults: z.boolean(),
  killEvery: z.number().optional(),
  holdUpEvery: z.number().optional(),
  restartDatabaseEvery: z.number().optional(),
  latency: z.number(),
  report: z.string().optional(),
});

const command = new Command('endurance')
  .description('People, faults and crashes against copies of the bot, for a while.')
  .option('--minutes <minutes>', 'for how long people begin something new', number, 30)
  .option('--rate <events>', 'events a second', number, 50)
  .option('--copies <count>', 'how many copies run', number, 1)
  .addOption(new Option('--slack <way>', 'how Slack reaches them').choices(['http', 'socket']).default('socket'))
  .option('--seed <seed>', 'another one is another run', number, 1)
  .option('--no-faults', 'no call goes wrong')
  .option('--kill-every <seconds>', 'kills a copy about so often, and starts it again', number)
  .option('--hold-up-every <seconds>', 'stops a copy about so often, and lets it go on after its leases', number)
  .option('--restart-database-every <seconds>', 'restarts PostgreSQL about so often, as after a power cut', number)
  .option('--latency <milliseconds>', 'how long every call to a platform takes', number, 50)
  .option('--report <file>', 'where the report is written, as JSON');

const given = flags.parse(command.parse().opts());
const asked = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => asked.abort());
const report = await endure({
  ...given,
  seconds: given.minutes * 60,
  killEverySeconds: given.killEvery ?? null,
  holdUpEverySeconds: given.holdUpEvery ?? null,
  restartDatabaseEverySeconds: given.restartDatabaseEvery ?? null,
  latencyMs: given.latency,
  // What goes wrong again and again is tried six times, each time after twice as long a pause.
  patienceSeconds: 600,
  hurry: false,
  model: true,
  until: asked.signal,
  watch: (line) => void process.stdout.write(`${new Date().toISOString()} ${line}\n`),
});
const failures = broken(report, given);
process.stdout.write(`${summaryOf(report, failures)}\n`);
if (given.report !== undefined)
  writeFileSync(
    given.report,
    `${JSON.stringify({ ...given, failures, growth: growthOf(report), ...report }, null, 1)}\n`,
  );
process.exit(failures.length === 0 ? 0 : 1);
