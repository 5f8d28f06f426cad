import { createBot } from '../../../src/core/bot.ts';
import type { Bot, Incoming, Reply, Sight } from '../../../src/core/bot-events.ts';
import type { CheckRecord } from '../../../src/core/check/check-store.ts';
import { createSituationReader } from '../../../src/core/check/from-text.ts';
import { loadSituationSignals } from '../../../src/core/check/from-text-signals.ts';
import type { FormValues } from '../../../src/core/form.ts';
import type { Store } from '../../../src/core/ports.ts';
import { createMemoryStore } from '../../storage/memory-store.ts';
import { answererWith, fileText } from '../answers/support.ts';
import { capped, engine, questionnaire } from '../check/support.ts';
import { reader } from './draft/support.ts';

const known = questionnaire.questions.map(({ id, options }) => [id, options.map((option) => option.id)] as const);
const signals = { file: 'situations.yaml', text: fileText('knowledge/situations.yaml') };
const parts = {
  answerer: answererWith(),
  engine,
  threads: async () => reader,
  situations: createSituationReader(loadSituationSignals(signals, Object.fromEntries(known))),
};

export const dayMs = 86_400_000;
export const startOfTest = Date.UTC(2026, 10, 26, 9);

/** Somebody, in a place. */
export type Where = Partial<Omit<Incoming, 'event'>>;

export const everything: Sight = {
  canSee: async () => true,
  mayRepeat: async () => true,
  findChannel: async (name) => name.replace('#', ''),
};

export interface TestBot {
  readonly bot: Bot;
  readonly store: Store;
  /** Moves the clock on, or back. */
  pass(ms: number): void;
  now(): number;
  press(id: string, where?: Where, sight?: Sight): Promise<readonly Reply[]>;
  type(words: string, where?: Where, sight?: Sight): Promise<readonly Reply[]>;
  say(text: string, where?: Where, sight?: Sight): Promise<readonly Reply[]>;
  submit(form: string, values: FormValues, where?: Where, sight?: Sight): Promise<readonly Reply[]>;
  /** Keeps a finished check, and records it with the form as it opens, but for these values. */
  record(values?: FormValues, where?: Where, check?: Partial<CheckRecord>): Promise<readonly Reply[]>;
}

/** The bot over a store, with a clock of its own. Ann sits in #general unless it is said otherwise. */
export function createTestBot(open: (clock: () => number) => Store = createMemoryStore): TestBot {
  let now = startOfTest;
  let ids = 0;
  const clock = () => now;
  const newId = () => {
    ids += 1;
    return `id${ids}`;
  };
  const store = open(clock);
  const bot = createBot({ ...parts, store, clock, newId });
  const at = (event: Incoming['event'], where: Where = {}): Incoming => ({
    ...{ workspace: 'acme', conversation: 'general', privacy: 'open', platform: 'slack', person: 'ann', name: 'Ann' },
    ...where,
    event,
  });
  const test: TestBot = {
    bot,
    store,
    now: clock,
    pass(ms) {
      now += ms;
    },
    press: (id, where, sight) => bot.handle(at({ kind: 'action', id }, where), sight),
    type: (words, where, sight) => bot.handle(at({ kind: 'command', name: 'arch-decisions', words }, where), sight),
    say: (text, where, sight) => bot.handle(at({ kind: 'message', text }, where), sight),
    submit: (form, values, where, sight) => bot.handle(at({ kind: 'submit', form, values }, where), sight),
    async record(values = {}, where = {}, check = {}) {
      const { workspace, conversation, person } = at({ kind: 'message', text: '' }, where);
      const id = newId();
      await store.checks.save({ ...checkRecord({ id, workspace, conversation, person }), ...check });
      const [reply] = await test.press(`decision:record:${check.id ?? id}`, where);
      return test.submit(reply?.form?.id ?? 'none', values, where);
    },
  };
  return test;
}

/** A check of which the verdict is capped at "Monolith for now". */
export function checkRecord(some: Partial<CheckRecord>): CheckRecord {
  const answers = some.answers ?? capped;
  const verdict = engine.evaluate(answers);
  return {
    ...{ id: 'c1', workspace: 'acme', conversation: 'general', person: 'ann', title: 'Billing stays one unit' },
    form: 'full',
    answers,
    verdict: verdict.verdict,
    reachable: [...verdict.reachable],
    score: verdict.score,
    scoreRange: [...verdict.scoreRange],
    rules: { ...verdict.rules },
    createdAt: startOfTest,
    ...some,
  };
}

/** What a reply shows, with who sees it. */
export function isToAll({ toAll }: Reply): boolean {
  return toAll === true;
}
