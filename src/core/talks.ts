import type { Turn } from './model/composer.ts';
import { createRecent } from './recent.ts';
import { cut } from './text/cut.ts';

/** What was last said in each conversation, as a model may lean on it: bounded, and forgotten with the process. */
export interface Talks {
  /** Oldest first. */
  of(place: string): readonly Turn[];
  add(place: string, question: string, answer: string): void;
}

/** Turns that are kept, a question and its answer being two, and so much of each, in UTF-16 units. */
const mostTurns = 6;
const longestTurn = 800;

/** Conversations that are remembered: 20 MB at the most. */
const maxTalks = 2_000;

export function createTalks(): Talks {
  const talks = createRecent<readonly Turn[]>(maxTalks);
  const of = (place: string) => talks.get(place) ?? [];
  return {
    of,
    add(place, question, answer) {
      const turns: Turn[] = [
        { from: 'person', text: cut(question, longestTurn) },
        { from: 'bot', text: cut(answer, longestTurn) },
      ];
      talks.set(place, [...of(place), ...turns].slice(-mostTurns));
    },
  };
}
