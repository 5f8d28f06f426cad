import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createApp } from '../app.ts';
import { UserError } from '../core/errors.ts';
import type { World } from '../world.ts';
import { accessOf, wayOf } from './slack-settings.ts';

/** What one check found. `off` is a part that is not set up and need not be. */
interface Finding {
  readonly state: 'ok' | 'off' | 'fail';
  readonly text: string;
}

type App = ReturnType<typeof createApp>;

export interface DoctorOptions {
  readonly data?: string;
  /** A Discord channel in which the bot's permissions are checked, too. */
  readonly channel?: string;
}

/** Checks one part; a {@link UserError} that it throws says what is wrong and whose move it is. */
interface Check {
  readonly name: string;
  run(app: App, world: World, options: DoctorOptions): Finding | Promise<Finding>;
}

const checks: readonly Check[] = [
  {
    name: 'knowledge',
    run(app) {
      const { documents, sections, facts } = app.knowledge();
      return ok(
        `${count(documents.length, 'document')}, ${count(sections.length, 'section')}, ${count(facts.length, 'fact')}`,
      );
    },
  },
  {
    name: 'lexicon',
    async run(app) {
      const [{ refusedLines }, lexicon, verify] = await Promise.all([
        import('../core/answers/refused-lines.ts'),
        app.lexicon(),
        app.verifier(),
      ]);
      const refused = refusedLines(lexicon, verify);
      if (refused.length === 0) return ok('read; every sentence in it is borne by its quotes');
      const lines = refused.map(({ aspect, say, reason }) => `aspects.${aspect}: “${say}” ${reason}`);
      return {
        state: 'fail',
        text: `${lines.join('\n')}\nReword them in lexicon.yaml: they are left out of every answer.`,
      };
    },
  },
  {
    name: 'examples',
    async run(app) {
      await app.answerer();
      return ok('read, and every section and fact in them stands in the documents');
    },
  },
  {
    name: 'questionnaire',
    async run(app) {
      const { rules, questions } = (await app.check()).questionnaire;
      return ok(
        `${count(questions.length, 'question')}, rules version ${rules.version} (${rules.hash.slice(0, 12)}), every quote verbatim`,
      );
    },
  },
  {
    name: 'situations',
    async run(app) {
      await app.situations();
      return ok('read, and every answer in it exists');
    },
  },
  {
    name: 'threads',
    async run(app) {
      await app.threads();
      return ok('read; discussions can be drafted');
    },
  },
  {
    name: 'wording',
    async run(app) {
      await app.verifier();
      return ok('read; the verifier is ready');
    },
  },
  {
    name: 'prompts',
    async run(app) {
      const { promptNames, readPrompt } = await import('../prompts-folder.ts');
      for (const name of promptNames) readPrompt(name, app.ownFolder);
      return ok(`${count(promptNames.length, 'file')} read, every slot in its place`);
    },
  },
  {
    name: 'store',
    async run(app, world) {
      if (app.config.DATABASE_URL !== undefined) return off('the embedded store is not used: DATABASE_URL is set');
      const folder = resolve(world.cwd(), app.dataFolder);
      // Looking must not make one: a doctor leaves the house as it was.
      if (!existsSync(join(folder, 'archcheck.db')) && canWriteIn(folder))
        return ok('none yet; it is made with the first check');
      if (!existsSync(folder)) return notWritable(app.dataFolder);
      const store = await app.store();
      await store.checks.list('terminal', { words: '', limit: 1, after: null });
      return ok('opens and reads');
    },
  },
  {
    name: 'slack',
    async run(app, world) {
      const { config } = app;
      const access = await accessOf(config);
      if (access === null) return off('SLACK_BOT_TOKEN is not set');
      const way = wayOf(config);
      // As in `start`: with a signing secret set, no socket is opened.
      const appToken = way.kind === 'socket' ? way.appToken : undefined;
      const { examine, examineMany } = await import('../platforms/slack/examine.ts');
      const apiUrl = config.SLACK_API_URL;
      if (access.kind === 'one') return ok(await examine({ botToken: access.botToken, appToken, apiUrl }));
      // Looking must not make a store.
      const file = resolve(world.cwd(), app.dataFolder, 'archcheck.db');
      const isKept = config.DATABASE_URL !== undefined || existsSync(file);
      const installations = isKept ? (await app.store()).installations : null;
      return ok(await examineMany({ access, appToken, apiUrl, installations }));
    },
  },
  {
    name: 'discord',
    async run({ config }, _, { channel }) {
      const { DISCORD_TOKEN: token } = config;
      if (!token) return off('DISCORD_TOKEN is not set');
      const [{ credentialsOf, examine }, { parseShards }] = await Promise.all([
        import('../platforms/discord/examine.ts'),
        import('../platforms/discord/shards.ts'),
      ]);
      parseShards(config.DISCORD_SHARDS);
      return ok(await examine(credentialsOf(token, config), channel ?? null));
    },
  },
  {
    name: 'model',
    async run(app) {
      const model = await app.model();
      if (model === null) return off('OPENAI_API_KEY is not set: answers are composed offline');
      const [{ examine }, { openAiUrl }] = await Promise.all([
        import('../models/examine.ts'),
        import('../models/openai.ts'),
      ]);
      return ok(await examine(model, new URL(app.config.OPENAI_BASE_URL ?? openAiUrl).host));
    },
  },
  {
    name: 'postgres',
    async run({ config: { DATABASE_URL: url } }) {
      if (url === undefined) return off('DATABASE_URL is not set');
      const { examinePostgres } = await import('../storage/postgres-examine.ts');
      return ok(await examinePostgres(url));
    },
  },
  {
    name: 'operations',
    async run({ config: { ARCHCHECK_OPERATIONS_PORT: port, ARCHCHECK_OPERATIONS_HOST: host } }) {
      if (port === undefined) return off('ARCHCHECK_OPERATIONS_PORT is not set: no health, no figures');
      const { tryHost } = await import('../operations/server.ts');
      // Not the port itself: a copy that runs has it.
      await tryHost(port, host);
      return ok(`port ${port} on ${host}`);
    },
  },
];

/** Says part by part whether it works. @returns 1 if anything would keep archcheck from running */
export async function doctor(world: World, options: DoctorOptions): Promise<number> {
  const report = (state: Finding['state'], name: string, text: string) =>
    world.stdout.write(`${state.padEnd(5)} ${name.padEnd(14)} ${text.replaceAll('\n', `\n${' '.repeat(21)}`)}\n`);
  let app: App;
  try {
    app = createApp(world, options);
    report('ok', 'environment', `Node ${process.versions.node}; every setting is of the right form`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    report('fail', 'environment', error.message);
    return 1;
  }
  let failed = 0;
  for (const check of checks) {
    const finding = await examine(check, app, world, options);
    if (finding.state === 'fail') failed += 1;
    report(finding.state, check.name, finding.text);
  }
  await app.close();
  world.stdout.write(
    failed === 0
      ? 'Everything that is set up works.\n'
      : `${count(failed, 'part')} to mend; the lines above say how.\n`,
  );
  return failed === 0 ? 0 : 1;
}

async function examine(check: Check, app: App, world: World, options: DoctorOptions): Promise<Finding> {
  try {
    return await check.run(app, world, options);
  } catch (error) {
    if (error instanceof UserError) return { state: 'fail', text: error.message };
    throw error;
  }
}

/** Whether files can be made in a folder, which itself may have to be made. */
function canWriteIn(folder: string): boolean {
  try {
    if (!existsSync(folder) && dirname(folder) !== folder) return canWriteIn(dirname(folder));
    accessSync(folder, constants.W_OK);
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
}

function notWritable(folder: string): Finding {
  return {
    state: 'fail',
    text: `${folder} cannot be made: the folder above it is read-only. Make it, or name another with --data or ARCHCHECK_DATA.`,
  };
}

const ok = (text: string): Finding => ({ state: 'ok', text });
const off = (text: string): Finding => ({ state: 'off', text });

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
