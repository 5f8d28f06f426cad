import type { DataFile } from '../../data-file.ts';
import { type ActReader, loadActs } from './acts.ts';
import { loadThreadCues, type ThreadCues } from './cues.ts';
import { sentencesOf } from './sentences.ts';
import { loadWeights, type Weights } from './weigh.ts';

/** What is known of how people argue and decide in a thread. */
export interface ThreadReader {
  readonly cues: ThreadCues;
  readonly actsOf: ActReader;
  readonly weights: Weights;
}

export interface ThreadFiles {
  readonly threads: DataFile;
  readonly utterances: DataFile;
  readonly weights: DataFile;
}

/**
 * Reads the three files: words, example sentences and what each clue weighs.
 *
 * @throws {DataError} for a file that does not fit, naming file and line
 */
export function loadThreadReader({ threads, utterances, weights }: ThreadFiles): ThreadReader {
  const cues = loadThreadCues(threads);
  const worded = (text: string) => {
    const tokens = sentencesOf(text).flatMap((sentence) => sentence.tokens);
    return { tokens, styles: cues.styles(tokens) };
  };
  return { cues, actsOf: loadActs(utterances, worded), weights: loadWeights(weights) };
}
