import type { DataFile } from '../../data-file.ts';
import { type ActReader, createActReader, loadUtterances } from './acts.ts';
import { type ChoiceReader, createChoiceReader, loadChoices } from './choices.ts';
import { loadThreadCues, type ThreadCues } from './cues.ts';
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
  return {
    cues,
    actsOf: createActReader(utterances, worded),
    namingOf: createChoiceReader(loadChoices(files.choices), utterances, worded, cues),
    weights: loadWeights(files.weights),
  };
}
