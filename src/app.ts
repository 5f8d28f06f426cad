import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { type Config, parseConfig } from './config.ts';
import type { Answerer } from './core/answers/answerer.ts';
import type { Verify } from './core/answers/verify/verify.ts';
import type { Bot } from './core/bot-events.ts';
import type { Engine } from './core/check/engine.ts';
import type { SituationReader } from './core/check/from-text.ts';
import type { Questionnaire } from './core/check/questionnaire.ts';
import type { ThreadCues } from './core/decisions/draft/cues.ts';
import { UserError } from './core/errors.ts';
import type { Knowledge } from './core/knowledge/knowledge.ts';
import type { Lexicon } from './core/knowledge/lexicon.ts';
import type { Store } from './core/ports.ts';
import { openKnowledgeFolder } from './knowledge-folder.ts';
import { type Measures, unmeasured } from './measures.ts';
import type { World } from './world.ts';

/** The parts, put together. Each is loaded and made when it is first asked for, and once. */
export interface App {
  readonly config: Config;
  /** The folder of the embedded store, as the person named it. */
  readonly dataFolder: string;
  knowledge(): Knowledge;
  /**
   * @param guard `always` holds each sentence against its quotes before it is said. `where-edited` leaves that to the tests as long as
   *   the lexicon is the built-in one: loading the verifier would double the start of a process that answers once
   */
  answerer(guard?: 'always' | 'where-edited'): Promise<Answerer>;
  lexicon(): Promise<Lexicon>;
  verifier(): Promise<Verify>;
  check(): Promise<{ readonly questionnaire: Questionnaire; readonly engine: Engine }>;
  situations(): Promise<SituationReader>;
  /** How people argue and decide in threads. */
  threads(): Promise<ThreadCues>;
  store(): Promise<Store>;
  /** From now on counts what the verifier holds back. */
  measureWith(measures: Measures): void;
  /** @param store where it keeps what it must; the app's own unless another is given */
  bot(store?: Store): Promise<Bot>;
  close(): Promise<void>;
}

/** The composition root. @throws {UserError} where a setting is wrong */
export function createApp(world: World, options: { readonly data?: string }): App {
  const config = parseConfig({ ...readDotEnv(world.cwd()), ...world.env });
  const folder = openKnowledgeFolder(config.ARCHCHECK_KNOWLEDGE && resolve(world.cwd(), config.ARCHCHECK_KNOWLEDGE));
  const dataFolder = options.data ?? config.ARCHCHECK_DATA;
  let opened: Promise<Store> | null = null;
  let measures = unmeasured;

  const makeAnswerer = async (verify?: Verify): Promise<Answerer> => {
    const [{ createAnswerer }, lexicon, { loadExamples }, { createNearest }] = await Promise.all([
      import('./core/answers/answerer.ts'),
      app.lexicon(),
      import('./core/knowledge/examples.ts'),
      import('./core/knowledge/nearness.ts'),
    ]);
    const knowledge = folder.knowledge();
    const nearest = createNearest(loadExamples(folder.data('examples.jsonl'), knowledge, lexicon.abbreviations));
    return createAnswerer({ knowledge, lexicon, nearest, ...(verify ? { verify } : {}) });
  };
  const guardedAnswerer = once(async () => makeAnswerer(await app.verifier()));
  const unguardedAnswerer = once(() => makeAnswerer());

  const app: App = {
    config,
    dataFolder,
    knowledge: folder.knowledge,
    answerer: (guard = 'always') =>
      guard === 'where-edited' && !folder.isOwn('lexicon.yaml') ? unguardedAnswerer() : guardedAnswerer(),
    lexicon: once(async () => {
      const { loadLexicon } = await import('./core/knowledge/lexicon.ts');
      return loadLexicon(folder.data('lexicon.yaml'), folder.knowledge());
    }),
    verifier: once(async () => {
      const { createVerifier, loadWording } = await import('./core/answers/verify/verify.ts');
      const verify = createVerifier(folder.knowledge(), loadWording(folder.data('wording.yaml')));
      return (claim) => {
        const verdict = verify(claim);
        if (verdict.failed !== null) measures.heldBack(verdict.failed);
        return verdict;
      };
    }),
    check: once(async () => {
      const [{ createEngine }, { loadQuestionnaire }] = await Promise.all([
        import('./core/check/engine.ts'),
        import('./core/check/load.ts'),
      ]);
      const questionnaire = loadQuestionnaire(folder.data('questionnaire.yaml'), folder.knowledge());
      return { questionnaire, engine: createEngine(questionnaire) };
    }),
    situations: once(async () => {
      const [{ createSituationReader }, { loadSituationSignals }, { questionnaire }] = await Promise.all([
        import('./core/check/from-text.ts'),
        import('./core/check/from-text-signals.ts'),
        app.check(),
      ]);
      const known = questionnaire.questions.map(({ id, options }) => [id, options.map((option) => option.id)] as const);
      return createSituationReader(loadSituationSignals(folder.data('situations.yaml'), Object.fromEntries(known)));
    }),
    threads: once(async () => {
      const { loadThreadCues } = await import('./core/decisions/draft/cues.ts');
      return loadThreadCues(folder.data('threads.yaml'));
    }),
    store() {
      opened ??= import('./storage/open-store.ts').then(({ openStore }) =>
        openStore({
          folder: resolve(world.cwd(), dataFolder),
          databaseUrl: config.DATABASE_URL,
          clock: world.now,
        }),
      );
      return opened;
    },
    measureWith(to) {
      measures = to;
    },
    async bot(store) {
      const [{ createBot }, answerer, check, situations, kept] = await Promise.all([
        import('./core/bot.ts'),
        app.answerer(),
        app.check(),
        app.situations(),
        store ?? app.store(),
      ]);
      return createBot({
        ...{ answerer, engine: check.engine, situations, store: kept, clock: world.now, newId: world.id },
        threads: app.threads,
      });
    },
    async close() {
      await (await opened)?.close();
    },
  };
  return app;
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

function readDotEnv(folder: string): Record<string, string | undefined> {
  const path = join(folder, '.env');
  if (!existsSync(path)) return {};
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch {
    throw new UserError('.env: cannot be read. Make it a readable text file with one NAME=value a line, or remove it.');
  }
}
