import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { type Config, defaultModel, parseConfig } from './config.ts';
import type { Answerer } from './core/answers/answerer.ts';
import type { Verify } from './core/answers/verify/verify.ts';
import type { Bot } from './core/bot-events.ts';
import { UserError } from './core/errors.ts';
import { lazily } from './core/lazily.ts';
import type { Composer } from './core/model/composer.ts';
import type { Model } from './core/model/model.ts';
import type { ModelParts } from './core/model/model-parts.ts';
import type { Report } from './core/model/report.ts';
import type { Store } from './core/ports.ts';
import { createGrounding, type Grounding } from './grounding.ts';
import { type Measures, unmeasured } from './measures.ts';
import type { OpenAiModel } from './models/openai.ts';
import type { World } from './world.ts';

/** The parts, put together. Each is loaded and made when it is first asked for, and once. */
export interface App extends Grounding {
  readonly config: Config;
  /** The folder of the embedded store, as the person named it. */
  readonly dataFolder: string;
  /** The folder of a team's own documents, which may hold prompts as well. */
  readonly ownFolder: string | undefined;
  /**
   * @param guard `always` holds each sentence against its quotes before it is said. `where-edited` leaves that to the tests as long as
   *   the lexicon is the built-in one: loading the verifier would double the start of a process that answers once
   */
  answerer(guard?: 'always' | 'where-edited'): Promise<Answerer>;
  store(): Promise<Store>;
  /** From now on counts what the verifier holds back. */
  measureWith(measures: Measures): void;
  /** The model that is set up, without a budget; null without a key. @throws {UserError} where its name is missing */
  model(): Promise<OpenAiModel | null>;
  /** Waits for the model no longer: what is under way is answered offline at once. */
  leaveModel(): void;
  /** Answers in the words of a model. @param observe told what became of each question */
  composer(model: Model, observe?: (report: Report) => void): Promise<Composer>;
  /** What is done with the model that is set up, within its daily budget; null without a key. */
  modelParts(store?: Store, observe?: (report: Report) => void): Promise<ModelParts | null>;
  /** @param store where it keeps what it must; the app's own unless another is given */
  bot(store?: Store, observe?: (report: Report) => void): Promise<Bot>;
  close(): Promise<void>;
}

export interface AppOptions {
  readonly data?: string;
  /** What the built-in documents say, where they have been read already. */
  readonly builtIn?: Grounding | undefined;
}

/** The composition root. @throws {UserError} where a setting is wrong */
export function createApp(world: World, options: AppOptions): App {
  const config = parseConfig({ ...readDotEnv(world.cwd()), ...world.env });
  const ownFolder = config.ARCHCHECK_KNOWLEDGE && resolve(world.cwd(), config.ARCHCHECK_KNOWLEDGE);
  const grounding = (ownFolder === undefined ? options.builtIn : undefined) ?? createGrounding(ownFolder);
  const leaving = new AbortController();
  const dataFolder = options.data ?? config.ARCHCHECK_DATA;
  let opened: Promise<Store> | null = null;
  let measures = unmeasured;

  const makeAnswerer = async (verify?: Verify): Promise<Answerer> => {
    const [{ createAnswerer }, lexicon, nearest] = await Promise.all([
      import('./core/answers/answerer.ts'),
      grounding.lexicon(),
      grounding.nearest(),
    ]);
    return createAnswerer({ knowledge: grounding.knowledge(), lexicon, nearest, ...(verify ? { verify } : {}) });
  };
  const guardedAnswerer = lazily(async () => makeAnswerer(await app.verifier()));
  const unguardedAnswerer = lazily(() => makeAnswerer());

  const app: App = {
    ...grounding,
    config,
    dataFolder,
    ownFolder,
    leaveModel: () => leaving.abort(),
    answerer: (guard = 'always') =>
      guard === 'where-edited' && !grounding.hasOwnLexicon() ? unguardedAnswerer() : guardedAnswerer(),
    verifier: lazily(async (): Promise<Verify> => {
      const verify = await grounding.verifier();
      return (claim) => {
        const verdict = verify(claim);
        if (verdict.failed !== null) measures.heldBack(verdict.failed);
        return verdict;
      };
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
    model: lazily(async () => {
      const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_TIMEOUT_MS: timeoutMs } = config;
      if (apiKey === undefined) return null;
      const model = modelName(config);
      const { createOpenAiModel } = await import('./models/openai.ts');
      return createOpenAiModel({ apiKey, baseUrl, model, timeoutMs, until: leaving.signal });
    }),
    async composer(model, observe) {
      const [{ createComposer }, { readPrompt }, verify] = await Promise.all([
        import('./core/model/composer.ts'),
        import('./prompts-folder.ts'),
        app.verifier(),
      ]);
      const prompt = readPrompt('answer.md', ownFolder);
      return createComposer({ model, knowledge: grounding.knowledge(), verify, prompt, observe });
    },
    async modelParts(store, observe) {
      const model = await app.model();
      if (model === null) return null;
      const [
        { createMeteredModel },
        { createPermittedParts },
        { createSituationModel },
        { createVerdictWriter },
        { readPrompt },
        { usage, settings },
      ] = await Promise.all([
        import('./core/model/metered-model.ts'),
        import('./core/model/permitted-parts.ts'),
        import('./core/model/situation-model.ts'),
        import('./core/model/verdict-writer.ts'),
        import('./prompts-folder.ts'),
        store ?? app.store(),
      ]);
      const [reader, { questionnaire }] = await Promise.all([app.situations(), app.check()]);
      const dailyTokens = config.OPENAI_DAILY_TOKENS;
      const metered = createMeteredModel(model, {
        ...{ usage, settings, clock: world.now, dailyTokens },
        asked: (asked) => measures.modelAsked(asked),
      });
      const prompt = readPrompt('situation.md', ownFolder);
      const parts = {
        composer: await app.composer(metered, observe),
        situations: createSituationModel({ model: metered, prompt, reader, questionnaire }),
        verdicts: createVerdictWriter(metered, readPrompt('verdict.md', ownFolder)),
        dailyTokens,
      };
      return createPermittedParts(parts, reader, settings);
    },
    async bot(store, observe) {
      const [{ createBot }, answerer, check, situations, kept] = await Promise.all([
        import('./core/bot.ts'),
        app.answerer(),
        app.check(),
        app.situations(),
        store ?? app.store(),
      ]);
      const model = (await app.modelParts(kept, observe)) ?? undefined;
      const { now: clock, id: newId } = world;
      const { threads } = app;
      return createBot({ answerer, model, engine: check.engine, situations, store: kept, clock, newId, threads });
    },
    async close() {
      await (await opened)?.close();
    },
  };
  return app;
}

function modelName({ OPENAI_MODEL: model, OPENAI_BASE_URL: baseUrl }: Config): string {
  if (model !== undefined) return model;
  if (baseUrl === undefined) return defaultModel;
  throw new UserError(
    'OPENAI_MODEL: expected the name of a model at OPENAI_BASE_URL, for example llama3.3; got nothing. Set it: only OpenAI itself has a default here.',
  );
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
