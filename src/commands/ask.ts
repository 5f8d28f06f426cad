import { z } from 'zod';
import type { App } from '../app.ts';
import type { Answer, Topic } from '../core/answers/answer.ts';
import { answerCard, plainAnswer } from '../core/answers/answer-card.ts';
import { createRecent } from '../core/recent.ts';
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

/** One answer, or a stream of them. */
export async function ask(world: World, app: App, options: AskOptions): Promise<number> {
  const answerer = await app.answerer(options.jsonl ? 'always' : 'where-edited');
  if (options.jsonl) {
    const result = await createResult();
    const topics = createRecent<Topic | null>(maxConversations);
    await jsonLines(world, questionLine, ({ id, question, conversation }) => {
      const thread = conversation === null || conversation === undefined ? null : String(conversation);
      const topic = (thread !== null && topics.get(thread)) || null;
      const started = performance.now();
      const replied = answerer.answer(question, { topic });
      const ms = performance.now() - started;
      if (thread !== null) topics.set(thread, replied.topic);
      return { id, ...result(replied.answer), ms: Math.round(ms * 1000) / 1000 };
    });
    return 0;
  }
  const { answer } = answerer.answer(options.question);
  const text = options.json ? JSON.stringify((await createResult())(answer), null, 2) : await draw(world, answer);
  world.stdout.write(`${text}\n`);
  return 0;
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
