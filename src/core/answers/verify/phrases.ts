import { type Token, tokenise } from './tokens.ts';

/** A stretch of a sentence that is looked at as one: a known phrase, or a single word that nothing is known about. */
export interface Unit {
  /** First token, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** As it is written. */
  readonly text: string;
  readonly stems: readonly string[];
  /** Everything that the phrase can mean: ids of concepts and roles; none for an unknown word. */
  readonly ids: ReadonlySet<string>;
  readonly mark: boolean;
  /** Holds a word with a capital letter inside the sentence. */
  readonly name: boolean;
}

interface Node {
  readonly next: Map<string, Node>;
  readonly ids: Set<string>;
}

/** Finds known phrases in any inflection. */
export interface Phrases {
  add(phrase: string, id: string): void;
  /** Cuts tokens into units: at each place the longest phrase that is known. */
  units(tokens: readonly Token[]): Unit[];
}

export function createPhrases(): Phrases {
  const root = newNode();
  return {
    add(phrase, id) {
      let node = root;
      for (const { stem } of tokenise(phrase)) {
        const next = node.next.get(stem) ?? newNode();
        node.next.set(stem, next);
        node = next;
      }
      if (node !== root) node.ids.add(id);
    },
    units(tokens) {
      const units: Unit[] = [];
      for (let at = 0; at < tokens.length; ) {
        const { to, ids } = longest(root, tokens, at);
        const stretch = tokens.slice(at, to);
        units.push({
          from: at,
          to,
          text: stretch.map((token) => token.text).join(' '),
          stems: stretch.map((token) => token.stem),
          ids,
          mark: stretch[0]?.kind === 'mark',
          name: stretch.some((token) => token.name),
        });
        at = to;
      }
      return units;
    },
  };
}

function newNode(): Node {
  return { next: new Map(), ids: new Set() };
}

const nothing: ReadonlySet<string> = new Set();

function longest(root: Node, tokens: readonly Token[], at: number): { to: number; ids: ReadonlySet<string> } {
  let best: { to: number; ids: ReadonlySet<string> } = { to: at + 1, ids: nothing };
  let node: Node | undefined = root;
  for (let index = at; index < tokens.length; index++) {
    node = node.next.get(tokens[index]?.stem ?? '');
    if (!node) break;
    if (node.ids.size > 0) best = { to: index + 1, ids: node.ids };
  }
  return best;
}
