import { asked } from '../support/asked.ts';
import type { Ledger, Outcome } from './ledger.ts';
import { pick, type Random } from './random.ts';

/** The people of a platform. */
export interface Crowd {
  /** Somebody does something; what comes of it is the ledger's. @returns false where nobody is free to */
  act(): boolean;
  /** Resolves when nobody is in the middle of something. */
  rest(): Promise<void>;
  /** Looks for what must not be in what is older than a time, in epoch milliseconds, and lets go of it. */
  forget(before: number): void;
}

export interface CrowdParts {
  readonly ledger: Ledger;
  readonly random: Random;
  /** Lets what was planned fall due now. @param key as in the store's table of jobs */
  fallDue(workspace: string, key: string): Promise<void>;
}

export const questions: readonly string[] = [
  ...asked,
  'will it rain in Berlin tomorrow?',
  'what did we decide about the shop?',
];

export const situation =
  '4 teams, live for years, a large codebase that is hard to change, search needs its own scaling';

/** A check has begun; or one goes on that a kill cut off, from wherever it was: where all was answered, it ends with its verdict. */
export const begun = /Is that right\?|You have a check under way|\[Record decision\]/;

/** What somebody does, how often compared to the rest, and how many may be at it at once. */
export interface Habit {
  readonly weight: number;
  /** @returns null where nobody is free to */
  begin(): Promise<unknown> | null;
}

/** People with habits. What goes wrong in one is a violation, with the screen in its text. */
export function createHabits(habits: readonly Habit[], { ledger, random }: CrowdParts): Pick<Crowd, 'act' | 'rest'> {
  const chances = habits.flatMap((habit) => Array.from({ length: habit.weight }, () => habit));
  const underWay = new Set<Promise<unknown>>();
  return {
    act() {
      const begun = pick(random, chances).begin();
      if (begun === null) return false;
      const done = begun
        .catch((error: unknown) => {
          if (!(error instanceof ToldError)) ledger.violation(`somebody could not go on: ${String(error)}`);
        })
        .finally(() => underWay.delete(done));
      underWay.add(done);
      return true;
    },
    async rest() {
      while (underWay.size > 0) await Promise.all([...underWay]);
    },
  };
}

/** The bot has said that it cannot do it now: an honest answer, after which the person goes on with something else. */
class ToldError extends Error {}

/**
 * Does one thing and waits for what comes of it; where it was not acknowledged, as people do, once more.
 *
 * @throws {ToldError} where the bot says on the screen that it cannot now
 */
export async function step(
  ledger: Ledger,
  what: string,
  act: () => Promise<boolean>,
  pattern: RegExp,
  screen: () => string,
): Promise<void> {
  const apologies = () => occurrences(screen(), /I cannot do that now|Another window began a check/);
  const before = apologies();
  const seen = () => pattern.test(screen());
  for (let attempt = 1; attempt <= 6; attempt += 1) {
    const answers = () => Number(seen() || apologies() > before);
    const acknowledged = attempt === 1 ? act() : actAgain(act);
    const outcome: Outcome = await ledger.expect({ what, acknowledged, answers });
    if (outcome === 'answered' && seen()) return;
    if (outcome === 'answered') throw new ToldError();
    if (outcome === 'unanswered') throw new Error(`a ${what} came to nothing:\n${screen()}`);
    await pause(1_000);
    if (seen()) return;
  }
  // The platform has told the person so each time.
  throw new ToldError();
}

/** What was not acknowledged may have been done all the same: then what was used may be gone, and the rest comes by itself. */
async function actAgain(act: () => Promise<boolean>): Promise<boolean> {
  try {
    return await act();
  } catch {
    return true;
  }
}

/** Lets a review fall due, more than once: a change that is under way may set it to its date again. */
export async function review(
  ledger: Ledger,
  what: string,
  fallDue: () => Promise<void>,
  pattern: RegExp,
  screen: () => string,
): Promise<void> {
  let over = false;
  const again = async () => {
    while (!over) {
      await fallDue();
      await pause(3_000);
    }
  };
  const nudging = again();
  await step(ledger, what, () => Promise.resolve(true), pattern, screen).finally(() => {
    over = true;
  });
  await nudging;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function occurrences(text: string, pattern: RegExp): number {
  return [...text.matchAll(new RegExp(pattern, 'g'))].length;
}
