import { z } from 'zod';
import type { App } from '../app.ts';
import type { Answer, Topic } from '../core/answers/answer.ts';
import { answerCard, plainAnswer } from '../core/answers/answer-card.ts';
import type { Answerer } from '../core/answers/answerer.ts';
import type { Composer } from '../core/model/composer.ts';
import { createRecent } from '../core/recent.ts';
import { createTalks } from '../core/talks.ts';
import type { World } from '../world.ts';
import { jsonLines, lineId } from './jsonl.ts';
import type { Posted } from './posted.ts';

export interface AskOptions {
  readonly question: string;
  readonly json?: boolean;
  readonly jsonl?: boolean;
  readonly offline?: boolean;
}

const questionLine = z.object({
  id: lineId,
  question: z.string(),
  conversation: z.union([z.string(), z.number()]).nullish(),
});

/** Conversations whose topic is remembered at once; the longest untouched is forgotten first, so that memory stays flat. */
const maxConversations = 10_000;
/** Whose tokens are used: the same as in the terminal's chat. */
const here = { workspace: 'terminal', channel: '' };

/** One answer, or a stream of them. */
export async function ask(world: World, app: App, options: AskOptions): Promise<number> {
  try {
    const composer = options.offline ? null : ((await app.modelParts())?.composer ?? null);
    const answerer = await app.answerer(options.jsonl || composer ? 'always' : 'where-edited');
    if (options.jsonl) await answerLines(world, answerer, composer);
    else await answerOne(world, answerer, composer, options);
    return 0;
  } finally {
    await app.close();
  }
}

async function answerLines(world: World, answerer: Answerer, composer: Composer | null): Promise<void> {
  const result = await createResult();
  const topics = createRecent<Topic | null>(maxConversations);
  const talks = createTalks();
  const turns = new Map<string, Promise<void>>();
  await jsonLines(world, questionLine, ({ id, question, conversation }) => {
    const thread = conversation === null || conversation === undefined ? null : String(conversation);
    const topic = (thread !== null && topics.get(thread)) || null;
    const started = performance.now();
    const replied = answerer.answer(question, { topic });
    if (thread !== null) topics.set(thread, replied.topic);
    const shown = (answer: Answer, begun = started) => {
      const ms = performance.now() - begun;
      return { id, ...result(answer), ms: Math.round(ms * 1000) / 1000 };
    };
    // Without a model nothing is waited for: ten thousand lines take seconds.
    if (composer === null || replied.isFinal) return shown(replied.answer);
    const compose = async () => {
      const said = thread === null ? [] : talks.of(thread);
      const begun = performance.now();
      const { answer } = await composer.compose({
        ...here,
        question,
        topic,
        thread: said,
        offline: replied.answer,
      });
      if (thread !== null) talks.add(thread, question, plainAnswer(answer));
      return shown(answer, begun);
    };
    if (thread === null) return compose();
    // Lines are answered several at a time, those of one conversation one after the other.
    const answered = (turns.get(thread) ?? Promise.resolve()).then(compose);
    const turn = answered.then(
      () => undefined,
      () => undefined,
    );
    turns.set(thread, turn);
    void turn.then(() => turns.get(thread) === turn && turns.delete(thread));
    return answered;
  });
}

async function answerOne(
  world: World,
  answerer: Answerer,
  composer: Composer | null,
  options: AskOptions,
): Promise<void> {
  const { question } = options;
  const { answer: offline, isFinal } = answerer.answer(question);
  const composed =
    composer === null || isFinal
      ? null
      : await composer.compose({ ...here, question, topic: null, thread: [], offline });
  const answer = composed?.answer ?? offline;
  const text = options.json ? JSON.stringify((await createResult())(answer), null, 2) : await draw(world, answer);
  world.stdout.write(`${text}\n`);
}

async function draw(world: World, answer: Answer): Promise<string> {
  const [{ toText }, { viewOf }] = await Promise.all([
    import('../platforms/terminal/render.ts'),
    import('../platforms/terminal/view.ts'),
  ]);
  return toText(answerCard(answer), viewOf(world)).trimEnd();
}

interface Result extends Omit<Answer, 'parts' | 'offer'> {
  readonly answer: string;
  readonly posted: Posted;
}

/** The form of the JSONL contract. The three renderers are loaded only for it. */
async function createResult(): Promise<(answer: Answer) => Result> {
  const { postedEverywhere } = await import('./posted.ts');
  return (answer) => ({
    status: answer.status,
    mode: answer.mode,
    answer: plainAnswer(answer),
    citations: answer.citations,
    ranked: answer.ranked,
    notCovered: answer.notCovered,
    posted: postedEverywhere(answerCard(answer)),
  });
}
