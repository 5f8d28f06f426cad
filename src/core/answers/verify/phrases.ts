import { stemOf, type Token, tokenise } from './tokens.ts';

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
  /** What each word of a longer phrase can mean by itself; none for a single word. */
  readonly parts: readonly ReadonlySet<string>[];
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
  /** The same for a phrase that counts only in the very form in which it is given: "productivity" shares its stem with "product". */
  addExact(phrase: string, id: string): void;
  /** Cuts tokens into units: at each place the longest phrase that is known. */
  units(tokens: readonly Token[]): Unit[];
}

export function createPhrases(): Phrases {
  const root = newNode();
  const exact = newNode();
  return {
    addExact(phrase, id) {
      insert(
        exact,
        tokenise(phrase).map((token) => token.text.toLowerCase()),
        id,
      );
    },
    add(phrase, id) {
      insert(
        root,
        tokenise(phrase).map((token) => token.stem),
        id,
      );
    },
    units(tokens) {
      const units: Unit[] = [];
      for (let at = 0; at < tokens.length; ) {
        const found = longest(root, tokens, at, (token) => token.stem);
        const literal = longest(exact, tokens, at, (token) => token.text.toLowerCase());
        const { to, ids } = withRest(better(found, literal), root, tokens, at);
        const stretch = tokens.slice(at, to);
        units.push({
          from: at,
          to,
          text: stretch.map((token) => token.text).join(' '),
          stems: stretch.map((token) => token.stem),
          ids,
          parts: stretch.length > 1 ? stretch.map((token) => root.next.get(token.stem)?.ids ?? nothing) : [],
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

const between: ReadonlySet<string> = new Set(
  [
    'it',
    'them',
    'the',
    'a',
    'an',
    'your',
    'their',
    'one',
    'necessarily',
    'actually',
    'really',
    'truly',
    'genuinely',
    'simply',
    'even',
    'yet',
    'quite',
  ]
    .map(stemOf)
    .concat('it', 'thing'),
);

const nothing: ReadonlySet<string> = new Set();

function insert(root: Node, keys: readonly string[], id: string): void {
  let node = root;
  for (const key of keys) {
    const next = node.next.get(key) ?? newNode();
    node.next.set(key, next);
    node = next;
  }
  if (node !== root) node.ids.add(id);
}

interface Found {
  readonly to: number;
  readonly ids: ReadonlySet<string>;
}

/** The longer of two finds; both meanings where they are equally long. */
function better(found: Found, literal: Found): Found {
  if (literal.ids.size === 0 || literal.to < found.to) return found;
  return literal.to > found.to ? literal : { to: found.to, ids: new Set([...found.ids, ...literal.ids]) };
}

const opening = /^(?:to|be)$/i;

/** "To kick off" also means what "kick off" means. */
function withRest(found: Found, root: Node, tokens: readonly Token[], at: number): Found {
  if (found.to < at + 2 || found.ids.size === 0 || !opening.test(tokens[at]?.text ?? '')) return found;
  const rest = longest(root, tokens, at + 1, (token) => token.stem);
  if (rest.to > found.to) return { to: at + 1, ids: root.next.get(tokens[at]?.stem ?? '')?.ids ?? nothing };
  return rest.to === found.to ? { to: found.to, ids: new Set([...found.ids, ...rest.ids]) } : found;
}

function longest(root: Node, tokens: readonly Token[], at: number, keyOf: (token: Token) => string): Found {
  let best: Found = { to: at + 1, ids: nothing };
  const follow = (node: Node, index: number): void => {
    const token = tokens[index];
    if (!token) return;
    const next = node.next.get(keyOf(token));
    if (next) {
      if (next.ids.size > 0 && (index + 1 > best.to || best.ids.size === 0)) best = { to: index + 1, ids: next.ids };
      follow(next, index + 1);
    }
    // "keep it in order" is "keep in order": what stands for the thing itself may come between.
    if (index > at && between.has(token.stem)) follow(node, index + 1);
  };
  follow(root, at);
  return best;
}
