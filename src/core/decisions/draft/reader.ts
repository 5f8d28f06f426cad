import type { DataFile } from '../../data-file.ts';
import { lazily } from '../../lazily.ts';
import { type ActReader, createActReader, lessonsOfActs, loadUtterances, spokenOf } from './acts.ts';
import { type ChoiceReader, createChoiceReader, lessonsOfChoices, loadChoices } from './choices.ts';
import { loadThreadCues, type ThreadCues } from './cues.ts';
import { learn } from './learn.ts';
import { sentencesOf } from './sentences.ts';
import { loadWeights, type Weights } from './weigh.ts';

/** What is known of how people argue and decide in a thread. */
export interface ThreadReader {
  readonly cues: ThreadCues;
  readonly actsOf: ActReader;
  readonly namingOf: ChoiceReader;
  readonly weights: Weights;
}

export interface ThreadFiles {
  readonly threads: DataFile;
  readonly utterances: DataFile;
  readonly choices: DataFile;
  readonly weights: DataFile;
}

/**
 * Reads the four files: words, two of example sentences, and what each clue weighs.
 *
 * @throws {DataError} for a file that does not fit, naming file and line
 */
export function loadThreadReader(files: ThreadFiles): ThreadReader {
  const cues = loadThreadCues(files.threads);
  const worded = (text: string) => {
    const tokens = sentencesOf(text).flatMap((sentence) => cues.glosses.inEnglish(sentence.tokens));
    return { tokens, styles: cues.styles(tokens) };
  };
  const utterances = loadUtterances(files.utterances);
  const examples = loadChoices(files.choices);
  // Learned when first asked: a process that only lists records must not pay for it. The sentences are read once for both.
  const learned = lazily(() => {
    const spoken = spokenOf(utterances, worded);
    return {
      acts: learn(lessonsOfActs(spoken)),
      choices: learn(lessonsOfChoices(examples, spoken, worded, cues)),
    };
  });
  return {
    cues,
    actsOf: createActReader(() => learned().acts),
    namingOf: createChoiceReader(() => learned().choices, cues),
    weights: loadWeights(files.weights),
  };
}
