import type { Turn } from './model/composer.ts';
import { createRecent } from './recent.ts';

/** What was last said in each conversation, as a model may lean on it: bounded, and forgotten with the process. */
export interface Threads {
  /** Oldest first. */
  of(place: string): readonly Turn[];
  add(place: string, question: string, answer: string): void;
}

/** Turns that are kept, a question and its answer being two, and so much of each, in UTF-16 units. */
const mostTurns = 6;
const longestTurn = 800;

/** Conversations that are remembered: 20 MB at the most. */
const maxThreads = 2_000;

export function createThreads(): Threads {
  const threads = createRecent<readonly Turn[]>(maxThreads);
  const of = (place: string) => threads.get(place) ?? [];
  return {
    of,
    add(place, question, answer) {
      const turns: Turn[] = [
        { from: 'person', text: cut(question) },
        { from: 'bot', text: cut(answer) },
      ];
      threads.set(place, [...of(place), ...turns].slice(-mostTurns));
    },
  };
}

function cut(text: string): string {
  return text.slice(0, longestTurn).toWellFormed();
}
