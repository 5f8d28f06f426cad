import { z } from 'zod';
import type { SituationReader, StatedAnswers } from '../check/from-text.ts';
import type { Question, Questionnaire } from '../check/questionnaire.ts';
import { UserError } from '../errors.ts';
import { holdsWords } from '../text/holds.ts';
import { maxTextLength, normalise } from '../text/normalise.ts';
import { dataBlock } from './data-block.ts';
import { jsonIn } from './json-in.ts';
import { type Model, ModelError, type ModelPlace } from './model.ts';
import type { Prompt } from './prompt.ts';

const answerSchema = z.object({ question: z.string(), option: z.string(), because: z.string() });
const replySchema = z.object({ answers: z.array(answerSchema) });
type Found = z.infer<typeof answerSchema>;

/** Finds in a described situation what the rules of reading leave open. */
export interface SituationModel {
  /**
   * What the reader finds, and what a model adds with the person's own words behind it. Never rejects because of the model.
   *
   * @param begins called when the model is asked, which may take some seconds; never where nothing is left to ask
   */
  read(description: string, place: ModelPlace, begins?: () => void): Promise<StatedAnswers>;
}

export interface SituationModelParts {
  readonly model: Model;
  readonly prompt: Prompt<'questions'>;
  readonly reader: SituationReader;
  readonly questionnaire: Questionnaire;
}

/** A form must open while somebody waits for it: Slack gives it three seconds. */
const deadlineMs = 2_000;
const maxTokens = 2_000;
const longestReply = 20_000;
/** The length of the words behind an answer, in UTF-16 units, as the reader keeps it. */
const longestBecause = 120;

export function createSituationModel({ model, prompt, reader, questionnaire }: SituationModelParts): SituationModel {
  return {
    async read(description, { workspace }, begins) {
      const stated = reader.read(description);
      const open = questionnaire.questions.filter(({ id }) => stated.answers[id] === undefined);
      if (normalise(description) === '' || open.length === 0) return stated;
      begins?.();
      const added = (await ask(description.slice(0, maxTextLength), workspace, open)).filter((found) =>
        isBacked(found, description, open),
      );
      // Two answers to one question say that nobody knows.
      const single = added.filter(({ question }) => added.filter((other) => other.question === question).length === 1);
      return {
        answers: { ...stated.answers, ...Object.fromEntries(single.map(({ question, option }) => [question, option])) },
        because: {
          ...stated.because,
          ...Object.fromEntries(single.map(({ question, because }) => [question, because])),
        },
      };
    },
  };

  async function ask(description: string, workspace: string, open: readonly Question[]): Promise<readonly Found[]> {
    const questions = open.map(({ id, text, options }) => ({
      question: id,
      text,
      options: options.map((option) => ({ option: option.id, label: option.label })),
    }));
    let reply = '';
    try {
      const pieces = model.write({
        workspace,
        instructions: prompt.fill({ questions: dataBlock('questions', questions) }),
        input: dataBlock('description', description),
        form: { name: 'situation', schema: replySchema },
        maxTokens,
        deadlineMs,
      });
      for await (const piece of pieces) {
        if (piece.kind === 'text') reply += piece.text;
        if (reply.length > longestReply) return [];
      }
      return replySchema.parse(jsonIn(reply)).answers;
    } catch (error) {
      const isTheirs = [ModelError, UserError, SyntaxError, z.ZodError].some((kind) => error instanceof kind);
      if (isTheirs) return [];
      throw error;
    }
  }

  /** The option exists, the words stand in the description, state something of today, and do not state another option. */
  function isBacked({ question, option, because }: Found, description: string, open: readonly Question[]): boolean {
    const asked = open.find(({ id }) => id === question);
    if (!asked?.options.some(({ id }) => id === option)) return false;
    if (because.length > longestBecause || !/\S\s+\S/.test(because) || !holdsWords(description, because)) return false;
    const from = description.indexOf(because);
    if (!reader.isStated(description, from, from + because.length)) return false;
    const alone = reader.read(because).answers[question];
    return alone === undefined || alone === option;
  }
}
