import type { Topic } from '../../../src/core/answers/answer.ts';
import { plainAnswer } from '../../../src/core/answers/answer-card.ts';
import { createVerifier, loadWording } from '../../../src/core/answers/verify/verify.ts';
import type { KnowledgeDocument } from '../../../src/core/knowledge/document.ts';
import { createComposer, type Turn } from '../../../src/core/model/composer.ts';
import type { Model, ModelPiece, ModelRequest } from '../../../src/core/model/model.ts';
import type { DraftSentence } from '../../../src/core/model/reply-reader.ts';
import type { Report } from '../../../src/core/model/report.ts';
import { readPrompt } from '../../../src/prompts-folder.ts';
import { factsIn } from '../../support/openai/models.ts';
import { answererWith, fileText, knowledgeWith } from '../answers/support.ts';

/** What a model in a test writes: text in pieces, or something that it throws. */
export type Script = (request: ModelRequest) => Iterable<string | ModelPiece | Error>;

export function createScriptedModel(script: Script): Model & { readonly requests: ModelRequest[] } {
  const requests: ModelRequest[] = [];
  return {
    name: 'scripted',
    requests,
    async *write(request) {
      requests.push(request);
      for (const piece of script(request)) {
        if (piece instanceof Error) throw piece;
        yield typeof piece === 'string' ? { kind: 'text', text: piece } : piece;
      }
    },
  };
}

/** A sentence with its facts as "Section: text", which are also its quotes. */
export interface Written {
  readonly text: string;
  readonly facts: readonly string[];
  readonly quotes?: readonly string[];
}

export function draftOf(request: ModelRequest, { text, facts, quotes }: Written): DraftSentence {
  const ids = factsIn(request);
  return {
    text,
    factIds: facts.map((fact) => ids.get(fact) ?? fact),
    quotes: [...(quotes ?? facts.map((fact) => fact.slice(fact.indexOf(': ') + 2)))],
  };
}

/** Writes these sentences, a piece each. */
export function sentences(
  all: readonly Written[],
  { verdict = 'answered', notCovered = [] }: { verdict?: string; notCovered?: readonly string[] } = {},
): Script {
  return (request) => [
    `{"verdict":"${verdict}","sentences":[`,
    ...all.map((one, index) => `${index > 0 ? ',' : ''}${JSON.stringify(draftOf(request, one))}`),
    `],"notCovered":${JSON.stringify(notCovered)}}`,
  ];
}

function partsWith(...added: readonly KnowledgeDocument[]) {
  const knowledge = knowledgeWith(...added);
  return { knowledge, verify: createVerifier(knowledge, wording), answerer: answererWith(...added) };
}

const wording = loadWording({ file: 'knowledge/wording.yaml', text: fileText('knowledge/wording.yaml') });
const plain = partsWith();

/** A bot's part that answers: what goes out for a question, what was seen on the way, and what was reported. */
export function composing(script: Script, ...added: readonly KnowledgeDocument[]) {
  const { knowledge, verify, answerer } = added.length === 0 ? plain : partsWith(...added);
  const model = createScriptedModel(script);
  const reports: Report[] = [];
  const observe = (report: Report) => void reports.push(report);
  const composer = createComposer({ model, knowledge, verify, prompt: readPrompt('answer.md'), observe });
  return {
    model,
    reports,
    async ask(
      question: string,
      { topic = null, thread = [] }: { topic?: Topic | null; thread?: readonly Turn[] } = {},
    ) {
      const { answer: offline } = answerer.answer(question, { topic });
      const seen: string[] = [];
      const request = { workspace: 'acme', channel: 'c', question, topic, thread, offline };
      const { answer, report } = await composer.compose(request, (soFar) => seen.push(plainAnswer(soFar)));
      // Without a sentence it only says that the model is asked.
      const first = seen.shift();
      if (first !== undefined && first !== '') throw new Error(`shown before the model was asked: ${first}`);
      return { offline, answer, report, seen, text: plainAnswer(answer) };
    },
  };
}

export const easier: Written = {
  text: 'A monolith is easier to debug.',
  facts: ['Development & Maintenance > Monolith: Easier to', 'Development & Maintenance > Monolith: debug'],
};
export const distributed: Written = {
  text: 'Distributed debugging is a challenge of microservices.',
  facts: [
    'Development & Maintenance > Microservices: Challenges',
    'Development & Maintenance > Microservices: distributed debugging',
  ],
};
export const wrong: Written = { ...easier, text: 'Microservices are easier to debug.' };
