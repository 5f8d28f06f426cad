import { describe, it } from 'vitest';
import { createAnswerer } from '../../../src/core/answers/answerer.ts';
import { loadLexicon } from '../../../src/core/knowledge/load-lexicon.ts';
import { parseDocument } from '../../../src/core/knowledge/parse.ts';
import { answererWith, knowledgeWith, lexiconFile, questionsOf } from './support.ts';

const questions = [...questionsOf('tune'), ...questionsOf('check')].map(({ question }) => question);
const words =
  'gateway invoice ledger tenant shard region broker cursor token cache replica payload queue worker cluster node'.split(
    ' ',
  );

/** 10,000 sections of a team's own, in words that the questions share. */
function manySections(): string {
  let seed = 7;
  const pick = (count: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % count;
  };
  const word = () => words[pick(words.length)] ?? '';
  const section = (index: number) =>
    `## Section ${index} ${word()} ${word()}\n\n- ${Array.from({ length: 12 }, () => `${word()}${pick(300)}`).join(' ')}\n- The ${word()} service scales by ${word()} and deploys to region ${pick(50)}.\n`;
  return `# Notes\n\n${Array.from({ length: 10_000 }, (_, index) => section(index)).join('\n')}`;
}

function cycle(answerer: ReturnType<typeof answererWith>): () => void {
  let at = 0;
  return () => {
    answerer.answer(questions[at % questions.length] ?? '');
    at += 1;
  };
}

describe('answers', () => {
  it('measures', { timeout: 300_000 }, async ({ bench }) => {
    const text = manySections();
    await bench('one answer from the default document', cycle(answererWith())).run();
    await bench('one answer beside 10,000 added sections', cycle(answererWith(parseDocument('notes', text)))).run();
    await bench('10,000 added sections made ready: parse, lexicon, index', () => {
      const knowledge = knowledgeWith(parseDocument('notes', text));
      createAnswerer({ knowledge, lexicon: loadLexicon(lexiconFile, knowledge) });
    }).run();
  });
});
