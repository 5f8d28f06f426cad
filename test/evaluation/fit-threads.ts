import { readFileSync, writeFileSync } from 'node:fs';
import type { WeightTable } from '../../src/core/decisions/draft/weigh.ts';
import { type Author, fitThreads } from '../../src/core/evaluation/fit-threads.ts';
import { type LabelledThread, labelledThread, type ThreadScore } from '../../src/core/evaluation/score-threads.ts';

// Weighs the clues of knowledge/thread-weights.yaml anew, after threads, sentences or phrases were added: `npm run fit-threads`. Prints how
// each author's threads are read by what was learned from the others, which is what a stranger's threads will come to. `kept` is left out.

const weightsFile = 'knowledge/thread-weights.yaml';
const file = (name: string) => ({ file: name, text: readFileSync(`knowledge/${name}`, 'utf8') });
const read = (part: string): LabelledThread[] =>
  readFileSync(`test/evaluation/threads/${part}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => labelledThread.parse(JSON.parse(line)));

// Whoever wrote the reader wrote these threads, too: they are easier than a stranger's.
const own: Author[] = [
  { name: 'own', worth: 0.5, threads: [...read('tune'), ...read('check')] },
  // Written to teach; small ones, each of one kind.
  { name: 'lessons', worth: 0.5, threads: read('lessons') },
];
const strangers = Map.groupBy(
  [...read('strangers'), ...read('author-f'), ...read('author-g')],
  ({ author = '' }) => author,
);
const authors = [...own, ...[...strangers].map(([name, threads]): Author => ({ name, worth: 1, threads }))];

const { weights, scores } = fitThreads(authors, {
  threads: file('threads.yaml'),
  utterances: file('utterances.yaml'),
  choices: file('choices.yaml'),
  weights: file('thread-weights.yaml'),
});
for (const [name, score] of scores) process.stdout.write(`${name.padEnd(10)} ${shown(score)}\n`);
const comment = /^(?:#.*\n|\n)*/.exec(readFileSync(weightsFile, 'utf8'))?.[0] ?? '';
writeFileSync(weightsFile, `${comment}${yaml(weights)}`);

function shown({ threads, decided, chosen, deciderPrecision, deciderRecall, points }: ThreadScore): string {
  const share = (value: number | null) => (value === null ? '–' : value.toFixed(1)).padStart(5);
  const kinds = Object.entries(points).map(([kind, { precision: p, recall: r }]) => {
    const both = (p ?? 0) + (r ?? 0) === 0 ? null : (2 * (p ?? 0) * (r ?? 0)) / ((p ?? 0) + (r ?? 0));
    return `${kind} ${share(both)} (${share(p)}/${share(r)})`;
  });
  const deciders = `${share(deciderPrecision)}/${share(deciderRecall)}`;
  return `${threads} threads: decided ${share(decided)} chosen ${share(chosen)} deciders ${deciders} ${kinds.sort().join(' ')}`;
}

function yaml({ least, start, clues }: WeightTable): string {
  const map = (record: Readonly<Record<string, number | undefined>>) =>
    `{ ${Object.entries(record)
      .map(([name, value]) => `${name}: ${value?.toFixed(2)}`)
      .join(', ')} }`;
  const name = (clue: string) => (/^[a-z ]+$/.test(clue) ? clue : JSON.stringify(clue));
  const lines = Object.entries(clues).map(([clue, weighs]) => `  ${name(clue)}: ${map(weighs)}`);
  return `least: ${map(least)}\nstart: ${map(start)}\nclues:\n${lines.join('\n')}\n`;
}
