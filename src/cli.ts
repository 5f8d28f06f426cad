import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { UserError } from './core/errors.ts';
import type { Grounding } from './grounding.ts';
import type { World } from './world.ts';

/**
 * Runs one command line. Results go to standard output, everything else to standard error.
 *
 * @param builtIn what the built-in documents say, where they have been read already
 * @returns the exit status: 0 done, 1 it failed (one clear sentence on standard error), 2 wrong use (with the usage)
 */
export async function run(args: readonly string[], world: World, builtIn?: Grounding): Promise<number> {
  let status = 0;
  const finish = (done: number) => {
    status = done;
  };
  const program = createProgram(world, finish, builtIn);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UserError) {
      world.stderr.write(`${error.message}\n`);
      return 1;
    }
    throw error;
  }
}

function createProgram(world: World, finish: (status: number) => void, builtIn?: Grounding): Command {
  const program = new Command('archcheck')
    .description('The architecture advisor: answers, verdicts and decisions grounded in one document.')
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      writeErr: (text) => void world.stderr.write(text),
    })
    .showHelpAfterError()
    .enablePositionalOptions();

  // Each command's file is loaded only when it runs: a cold `ask` must not pay for the store, nor `check` for the answers.
  const command = (name: string, description: string) =>
    program.command(name).description(description).addOption(dataOption()).exitOverride();

  const app = async (options: { data?: string }) => {
    const { createApp } = await import('./app.ts');
    return createApp(world, { ...options, builtIn });
  };

  command('start', 'run every platform whose tokens are set; with none set, the terminal chat').action(
    async (options) => {
      const { start } = await import('./commands/start.ts');
      finish(await start(world, await app(options)));
    },
  );

  command('ask', 'answer one question, with its citations')
    .argument('[question...]', 'the question, in plain words')
    .addOption(new Option('--json', 'the answer as one JSON object').conflicts('jsonl'))
    .option('--jsonl', 'read questions from standard input, a JSON object a line')
    .option('--offline', 'compose the answer without a model, even with a key set')
    .action(async (words: string[], options, self: Command) => {
      const question = words.join(' ');
      if (!options.jsonl && question.trim() === '')
        self.error('error: expected a question, for example: archcheck ask "when do microservices make sense?"');
      if (options.jsonl && question !== '') self.error('error: --jsonl reads the questions from standard input');
      const { ask } = await import('./commands/ask.ts');
      finish(await ask(world, await app(options), { ...options, question }));
    });

  command('check', 'the guided questionnaire, and its verdict')
    .addOption(
      new Option('--answers <file>', 'take the answers from a YAML or JSON file')
        .argParser(nonEmpty)
        .conflicts(['jsonl', 'questions']),
    )
    .option('--json', 'the verdict as one JSON object')
    .option('--jsonl', 'read answers from standard input, a JSON object a line')
    .option('--from-text', 'with --jsonl: take the answers from a described situation')
    .addOption(new Option('--questions', 'print the questionnaire as JSON').conflicts(['jsonl', 'json']))
    .addOption(
      new Option('--picture <file>', "with --answers: also write the verdict's picture, a PNG").argParser(nonEmpty),
    )
    .action(async (options, self: Command) => {
      if (options.fromText && !options.jsonl) self.error('error: --from-text goes with --jsonl');
      if (options.json && !options.answers) self.error('error: --json goes with --answers FILE');
      if (options.picture && !options.answers) self.error('error: --picture goes with --answers FILE');
      const { check } = await import('./commands/check.ts');
      finish(await check(world, await app(options), options));
    });

  command('verify', 'run the sentence verifier alone')
    .option('--jsonl', 'read claims from standard input, a JSON object a line')
    .action(async (options, self: Command) => {
      if (!options.jsonl) self.error('error: expected --jsonl');
      const { verify } = await import('./commands/verify.ts');
      finish(await verify(world, await app(options)));
    });

  command('decisions', 'the records: list, show ID, export ID, and what is done with them')
    .argument(
      '[action]',
      'list (the default; words behind it search), show, history, export, draft, due, record, edit, accept, object, supersede, recheck, snooze, end',
    )
    .argument('[words...]', 'the id, and what goes with it: object D-12 REASON, supersede D-12 D-15, snooze D-12 DAYS')
    .option('--json', 'with list and show: as JSON')
    .option('--jsonl', 'with draft: read threads from standard input, a JSON object a line')
    .action(async (action: string | undefined, words: string[], options, self: Command) => {
      if ((action === 'draft') !== (options.jsonl === true))
        return self.error('error: --jsonl goes with draft, and draft with --jsonl');
      if (action === 'draft') {
        const { draftDecisions } = await import('./commands/draft-decisions.ts');
        return finish(await draftDecisions(world, await app(options)));
      }
      const { decisionActions, decisions } = await import('./commands/decisions.ts');
      const wanted = decisionActions.find((known) => known === (action ?? 'list'));
      if (wanted === undefined)
        return self.error(`error: expected one of ${decisionActions.join(', ')}; got ${JSON.stringify(action)}`);
      if (words.length === 0 && !['list', 'due', 'record'].includes(wanted))
        return self.error('error: expected an id, for example: archcheck decisions show D-12; list prints them');
      finish(await decisions(world, await app(options), { ...options, action: wanted, words }));
    });

  command('evaluate', "the evaluation set's figures per kind of question")
    .option('--json', 'as JSON')
    .option('--floor', 'exit with 1 where a figure is below its floor')
    .option('--failures', 'name what went wrong in the parts that are for tuning')
    .addOption(
      new Option('--model', 'put the questions to the model that is set up, and count its sentences').conflicts(
        'floor',
      ),
    )
    .addOption(new Option('--limit <n>', 'with --model: only the first questions of each part').argParser(countOf))
    .action(async (options, self: Command) => {
      if (options.limit !== undefined && !options.model) self.error('error: --limit goes with --model');
      const { evaluate } = await import('./commands/evaluate.ts');
      finish(await evaluate(world, await app(options), options));
    });

  const slack = program.command('slack').description('what it takes to run on Slack').exitOverride();
  slack
    .command('manifest')
    .description('print the Slack app manifest, with the least scopes')
    .option('--follow-ups', 'also hear replies in its own threads that do not mention it')
    .option('--files', 'also post the picture of a verdict, and the Markdown file of a decision')
    .option('--url <address>', 'where Slack sends signed requests; without it, Socket Mode', httpsAddress)
    .option('--redirect <address>', 'for many workspaces: https://your.host/slack/oauth_redirect', httpsAddress)
    .exitOverride()
    .action(async (options) => {
      const { slackManifest } = await import('./commands/slack.ts');
      finish(slackManifest(world, options));
    });

  const discord = program.command('discord').description('what it takes to run on Discord').exitOverride();
  discord
    .command('register')
    .description('register the commands, and print what changed and the invitation link')
    .addOption(new Option('--guild <id>', 'for one server alone; for all if left out').argParser(snowflake))
    .exitOverride()
    .action(async (options) => {
      const { discordRegister } = await import('./commands/discord.ts');
      finish(await discordRegister(world, await app({}), options));
    });

  const store = program.command('store').description('what is kept, and where').exitOverride();
  store
    .command('backup')
    .description('copy the embedded store while it is in use')
    .argument('<file>', 'where the copy goes; nothing may be there', nonEmpty)
    .addOption(dataOption())
    .exitOverride()
    .action(async (file: string, options) => {
      const { storeBackup } = await import('./commands/store-backup.ts');
      finish(await storeBackup(world, await app(options), file));
    });
  store
    .command('move')
    .description('copy the embedded store into a PostgreSQL database, count and compare')
    .option('--to <url>', 'an empty database (default: DATABASE_URL); stop archcheck first', nonEmpty)
    .addOption(dataOption())
    .exitOverride()
    .action(async (options) => {
      const { storeMove } = await import('./commands/store-move.ts');
      finish(await storeMove(world, await app(options), options));
    });

  store
    .command('export')
    .description('write all that is kept of a workspace but its token, a JSON object a line')
    .argument('<file>', 'where it goes; nothing may be there', nonEmpty)
    .requiredOption('--workspace <id>', 'a Slack workspace (T…), a Discord server, or terminal', nonEmpty)
    .addOption(dataOption())
    .exitOverride()
    .action(async (file: string, options) => {
      const { storeExport } = await import('./commands/store-workspace.ts');
      finish(await storeExport(world, await app(options), options.workspace, file));
    });
  store
    .command('erase')
    .description('erase all that is kept of a workspace, its token among it')
    .requiredOption('--workspace <id>', 'a Slack workspace (T…), a Discord server, or terminal', nonEmpty)
    .option('--yes', 'erase; without it, only count')
    .addOption(dataOption())
    .exitOverride()
    .action(async (options) => {
      const { storeErase } = await import('./commands/store-workspace.ts');
      finish(await storeErase(world, await app(options), options));
    });

  command('doctor', 'check that everything is in place; says what is wrong and whose move it is')
    .addOption(
      new Option('--channel <id>', 'a Discord channel in which the permissions are checked, too').argParser(snowflake),
    )
    .action(async (options) => {
      const { doctor } = await import('./commands/doctor.ts');
      finish(await doctor(world, options));
    });

  return program;
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

function dataOption(): Option {
  return new Option('--data <dir>', 'the folder of the embedded store (default: .archcheck)').argParser(nonEmpty);
}

function countOf(value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new InvalidArgumentError('expected a number from 1 on.');
  return Number(value);
}

function nonEmpty(value: string): string {
  if (value === '') throw new InvalidArgumentError('expected a path.');
  return value;
}

/** Slack takes no other. */
function httpsAddress(value: string): string {
  if (!URL.canParse(value) || new URL(value).protocol !== 'https:')
    throw new InvalidArgumentError(
      'expected an address that Slack reaches, for example https://your.host/slack/events.',
    );
  return value;
}

function snowflake(value: string): string {
  if (!/^\d{15,20}$/.test(value)) throw new InvalidArgumentError('expected an id, as "Copy ID" gives it.');
  return value;
}
