import type { Condition, Questionnaire } from './questionnaire.ts';
import { verdictIndex } from './verdict.ts';

/** An option as the engine counts it: its pull, and the blocks that may still fire once it is chosen, a bit for each. */
export interface CountedOption {
  readonly pull: number;
  readonly keeps: number;
}

/** The rules as numbers. Questions and options go by their index, verdicts by their place in `verdictIds`. */
export interface Rules {
  readonly questions: readonly (readonly CountedOption[])[];
  /** All blocks, a bit for each. */
  readonly allBlocks: number;
  readonly cuts: readonly [number, number];
  /** The verdict of a score when these blocks fire. */
  verdict(score: number, blocks: number): number;
  /** The verdict of a score before any block caps it. */
  uncapped(score: number): number;
  /** The furthest verdict that these blocks leave open. */
  cap(blocks: number): number;
}

/** For each question the indexes of the options that it may have. */
export type Possibilities = readonly (readonly number[])[];

/** Turns the questionnaire into numbers. A block is a conjunction over questions, so it fires unless some answer rules it out. */
export function countRules({ questions, blocks, cuts }: Questionnaire): Rules {
  const allBlocks = (1 << blocks.length) - 1;
  const caps = capTable(blocks.map((block) => verdictIndex(block.cap)));
  const uncapped = (score: number) => (score < cuts[0] ? 0 : score < cuts[1] ? 1 : 2);
  const cap = (fired: number) => caps[fired] ?? 2;
  return {
    questions: questions.map((question) =>
      question.options.map((option) => ({
        pull: option.pull,
        keeps: blocks.reduce((bits, block, at) => bits | (allows(block, question.id, option.id) ? 1 << at : 0), 0),
      })),
    ),
    allBlocks,
    cuts,
    uncapped,
    cap,
    verdict: (score, fired) => Math.min(uncapped(score), cap(fired)),
  };
}

function allows(block: { when: Condition; unless: Condition }, question: string, option: string): boolean {
  const wanted = Object.hasOwn(block.when, question) ? block.when[question] : undefined;
  const unwanted = Object.hasOwn(block.unless, question) ? block.unless[question] : undefined;
  return (wanted?.includes(option) ?? true) && !unwanted?.includes(option);
}

/** The least cap of every set of blocks. */
function capTable(caps: readonly number[]): Uint8Array {
  const table = new Uint8Array(1 << caps.length).fill(2);
  for (let set = 1; set < table.length; set++) {
    const lowest = 31 - Math.clz32(set & -set);
    table[set] = Math.min(caps[lowest] ?? 2, table[set & (set - 1)] ?? 2);
  }
  return table;
}

/** What some answers count: their score, and the blocks that none of them rules out. */
export interface Count {
  readonly score: number;
  readonly blocks: number;
}

/** What no answer counts. */
export function none(rules: Rules): Count {
  return { score: 0, blocks: rules.allBlocks };
}

export function plus(total: Count, option: CountedOption): Count {
  return { score: total.score + option.pull, blocks: total.blocks & option.keeps };
}

/** What one choice for each question counts. */
export function count(rules: Rules, chosen: readonly number[]): Count {
  return rules.questions.reduce<Count>((total, options, question) => {
    const option = options[chosen[question] ?? 0];
    return option ? plus(total, option) : total;
  }, none(rules));
}

/** The possible option with the least pull (or the greatest) of each question; the first one of equals. */
export function extreme(rules: Rules, possible: Possibilities, end: 'least' | 'greatest'): number[] {
  const sign = end === 'least' ? 1 : -1;
  return rules.questions.map((options, question) => {
    const pullOf = (at: number) => (options[at]?.pull ?? 0) * sign;
    return (possible[question] ?? []).reduce((best, at) => (pullOf(at) < pullOf(best) ? at : best));
  });
}
