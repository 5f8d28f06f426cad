import { z } from 'zod';
import { type DataFile, parseDataFile } from '../../data-file.ts';
import { type Act, featuresOf, type Spoken, sentenceLines, type Worded } from './acts.ts';
import type { ThreadCues } from './cues.ts';
import type { Classifier, Lesson } from './learn.ts';
import { type Choice, choices, type Stance, stanceOf } from './style.ts';

export type ChoiceExamples = Readonly<Record<Choice | 'nothing', readonly string[]>>;

/**
 * Reads the file of sentences that stand for an architecture.
 *
 * @throws {DataError} for a file that does not fit
 */
export function loadChoices(file: DataFile): ChoiceExamples {
  const schema = z.strictObject({
    monolith: sentenceLines,
    evolve: sentenceLines,
    microservices: sentenceLines,
    other: sentenceLines,
    nothing: sentenceLines,
  });
  return parseDataFile(file, schema);
}

/** Which architecture a sentence names. */
export interface Naming {
  /** What it stands for at the likeliest; null where it names nothing. */
  readonly stance: Stance | null;
  /** How likely it stands for each, words and examples together; what is missing to 1 stands for none. */
  readonly shares: Readonly<Record<Choice, number>>;
}

export type ChoiceReader = (sentence: Worded) => Naming;

// What people say without naming anything, as long as it has no word of threads.yaml.
const silent: readonly Act[] = ['agree', 'chat', 'ask', 'postpone', 'undecided', 'offer', 'disagree', 'condition'];
// What names something whenever it has one.
const naming: readonly Act[] = ['decide', 'propose'];

/** What examples and example sentences teach of which architecture a sentence names. @param word how a sentence is read */
export function lessonsOfChoices(
  examples: ChoiceExamples,
  spoken: Spoken,
  word: (text: string) => Worded,
  cues: ThreadCues,
): Lesson[] {
  const lesson = (label: string, sentence: Worded) => ({ label, features: featuresWith(sentence, cues) });
  return [
    ...Object.entries(examples).flatMap(([label, lines]) => lines.map((line) => lesson(label, word(line)))),
    ...silent.flatMap((act) =>
      spoken[act].filter(({ styles }) => styles.length === 0).map((sentence) => lesson('nothing', sentence)),
    ),
    ...naming.flatMap((act) =>
      spoken[act].flatMap((sentence) => {
        const label = choiceOf(stanceIn(sentence, cues));
        return label === null ? [] : [lesson(label, sentence)];
      }),
    ),
  ];
}

/**
 * Tells which architecture a sentence names, also where its words alone do not say it.
 *
 * @param classify what was learned; asked for when it is first needed
 */
export function createChoiceReader(classify: () => Classifier, cues: ThreadCues): ChoiceReader {
  return (sentence) => {
    const likely = classify()(featuresWith(sentence, cues));
    const worded = stanceIn(sentence, cues);
    const sure = choiceOf(worded);
    const share = (choice: Choice) => {
      const learned = likely.get(choice) ?? 0;
      return sure === null ? learned : learned * trust + (choice === sure ? 1 - trust : 0);
    };
    const shares = {
      monolith: share('monolith'),
      evolve: share('evolve'),
      microservices: share('microservices'),
      other: share('other'),
    };
    return { stance: stanceFrom(worded, shares), shares };
  };
}

function stanceIn({ tokens, styles }: Worded, cues: ThreadCues): Stance | null {
  return stanceOf(tokens, styles, Number.POSITIVE_INFINITY, cues);
}

function featuresWith(sentence: Worded, cues: ThreadCues): string[] {
  return [
    ...featuresOf({ tokens: sentence.tokens, styles: [] }).filter((feature) => !feature.startsWith('=')),
    ...sentence.styles.map(({ name }) => `<${name}>`),
    `stance ${stanceIn(sentence, cues)}`,
  ];
}

// Of a sentence that has words of threads.yaml, so much of the judgement is the examples'.
const trust = 0.6;
// From here on a sentence without such words names something.
const least = 0.5;

function stanceFrom(worded: Stance | null, shares: Readonly<Record<Choice, number>>): Stance | null {
  if (worded === 'several') return worded;
  const [likeliest = 'other'] = [...choices].sort((a, b) => shares[b] - shares[a]);
  if (worded === null) return shares[likeliest] >= least ? likeliest : null;
  // `part` and `apart` say more than the choice they lead to.
  if (worded === 'apart') return shares[likeliest] >= least ? likeliest : worded;
  return choiceOf(worded) === likeliest ? worded : likeliest;
}

function choiceOf(stance: Stance | null): Choice | null {
  if (stance === null || stance === 'several' || stance === 'apart') return null;
  return stance === 'part' ? 'evolve' : stance;
}
