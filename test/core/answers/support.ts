import { readFileSync } from 'node:fs';
import type { Answer, Topic } from '../../../src/core/answers/answer.ts';
import { plainAnswer } from '../../../src/core/answers/answer-card.ts';
import { createAnswerer } from '../../../src/core/answers/answerer.ts';
import { createVerifier, loadWording, type Verify } from '../../../src/core/answers/verify/verify.ts';
import { parseQuestions } from '../../../src/core/evaluation/questions.ts';
import type { KnowledgeDocument } from '../../../src/core/knowledge/document.ts';
import { loadExamples } from '../../../src/core/knowledge/examples.ts';
import { createKnowledge, type Knowledge } from '../../../src/core/knowledge/knowledge.ts';
import { loadLexicon } from '../../../src/core/knowledge/load-lexicon.ts';
import { createNearest } from '../../../src/core/knowledge/nearness.ts';
import { parseDocument } from '../../../src/core/knowledge/parse.ts';

const folder = new URL('../../../', import.meta.url);

export function fileText(path: string): string {
  return readFileSync(new URL(path, folder), 'utf8');
}

export const document = parseDocument('microservices-vs-monolith', fileText('knowledge/microservices-vs-monolith.md'));
export const lexiconFile = { file: 'knowledge/lexicon.yaml', text: fileText('knowledge/lexicon.yaml') };

export const examplesFile = { file: 'knowledge/examples.jsonl', text: fileText('knowledge/examples.jsonl') };

/** The default document, with a team's own ones beside it. */
export function knowledgeWith(...added: readonly KnowledgeDocument[]): Knowledge {
  return createKnowledge([document, ...added]);
}

export function answererWith(...added: readonly KnowledgeDocument[]) {
  const knowledge = knowledgeWith(...added);
  const lexicon = loadLexicon(lexiconFile, knowledge);
  const nearest = createNearest(loadExamples(examplesFile, knowledge, lexicon.abbreviations), lexicon.vocabulary);
  return createAnswerer({ knowledge, lexicon, nearest });
}

const answerer = answererWith();

export function ask(question: string, topic: Topic | null = null): Answer {
  return answerer.answer(question, { topic }).answer;
}

/** The plain texts of the replies to a conversation's messages. */
export function converse(...messages: readonly string[]): string[] {
  let topic: Topic | null = null;
  return messages.map((message) => {
    const replied = answerer.answer(message, { topic });
    topic = replied.topic;
    return plainAnswer(replied.answer);
  });
}

export function textOf(question: string): string {
  return plainAnswer(ask(question));
}

export function quotesOf(question: string): string[] {
  return ask(question).citations.map(({ quote }) => quote);
}

export function questionsOf(part: 'tune' | 'check' | 'strangers') {
  const path = `test/evaluation/questions/${part}.jsonl`;
  return parseQuestions(path, fileText(path));
}

export function verifier(): Verify {
  return createVerifier(
    knowledgeWith(),
    loadWording({ file: 'knowledge/wording.yaml', text: fileText('knowledge/wording.yaml') }),
  );
}
