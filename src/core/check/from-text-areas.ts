import type { Token } from '../text/sentences.ts';
import type { ReadSentence } from './from-text-clauses.ts';
import type { Evidence } from './from-text-evidence.ts';
import type { SituationSignals } from './from-text-signals.ts';

/**
 * Sentences that do nothing but list ("Custody, KYC, tax reports, staking, listings."): that many business areas make a
 * complicated domain. A list of tools or people is none; neither is one in which a verb stands.
 */
export function findAreas(sentences: readonly ReadSentence[], areas: SituationSignals['areas']): Evidence[] {
  const words: Words = {
    except: new Set(areas.except),
    alone: new Set(areas.exceptAlone),
    openers: new Set(areas.openers),
  };
  return sentences.flatMap((read, sentence): Evidence[] => {
    const run = longestList(read, areas.wordsEach, words);
    if (run === null || run.items < areas.least) return [];
    const { question, option, strength } = areas;
    return [{ signal: { question, option, strength }, sentence, from: run.from, to: run.to }];
  });
}

interface Words {
  readonly except: ReadonlySet<string>;
  readonly alone: ReadonlySet<string>;
  readonly openers: ReadonlySet<string>;
}

// A supplier or a customer in the list is an area too, not somebody else's system, and planning may be one.
const counted = new Set(['stated', 'other', 'plan']);

interface List {
  readonly from: number;
  readonly to: number;
  readonly items: number;
}

function longestList({ tokens, status }: ReadSentence, wordsEach: number, list: Words): List | null {
  let best: List | null = null;
  let from = 0;
  let items = 0;
  let words = 0;
  const close = (at: number) => {
    if (items > (best?.items ?? 0)) best = { from, to: at, items };
  };
  const restart = (next: number) => {
    from = next;
    items = 0;
    words = 0;
  };
  for (let at = 0; at <= tokens.length; at++) {
    const token = tokens[at];
    const divides = token === undefined || (token.kind === 'mark' && token.text !== '"') || token.text === 'and';
    if (!divides) {
      if (items === 0 && list.openers.has(token.text)) {
        restart(at + 1);
        continue;
      }
      words++;
      if (breaksList(token, list.except) || !counted.has(status[at] ?? 'stated')) words = Number.POSITIVE_INFINITY;
      continue;
    }
    if (words === 1 && list.alone.has(tokens[at - 1]?.text ?? '')) words = Number.POSITIVE_INFINITY;
    if (words > 0 && words <= wordsEach) {
      items++;
      words = 0;
      if (token?.text === ',' || token?.text === 'and') continue;
      close(at);
      restart(at + 1);
    } else if (words > wordsEach) {
      // The words before the list ("we do orders, billing…") may be many, and so may those after its last item.
      close(at);
      restart(at + 1);
    }
  }
  return best;
}

function breaksList(token: Token, except: ReadonlySet<string>): boolean {
  return token.value !== undefined || /\d/.test(token.text) || except.has(token.text);
}
