import type { ThreadCues } from './cues.ts';
import type { Said, Statement } from './read.ts';
import { type Choice, type Stance, stanceOf } from './style.ts';

/** Options that the thread gave a letter or a number: "A) monolith", "option 2: split". */
export interface Labels {
  /** The option that a sentence names by its label. */
  find(statement: Statement): { readonly chosen: Choice; readonly statement: Statement } | null;
  /** What a message votes for that is nothing but a label: "A". */
  vote(said: Said): Choice | null;
}

export function parseLabels(said: readonly Said[], cues: ThreadCues): Labels {
  const known = new Map<string, { chosen: Choice; statement: Statement }>();
  for (const { statements } of said) {
    for (const [place, statement] of statements.entries()) {
      const { tokens } = statement;
      const starts = tokens.flatMap(({ text }, at) => (isLabel(text) && opens(statement, at) ? [at] : []));
      // A list of lines: the label is a sentence of its own, "1." and then what it stands for.
      const before = statements[place - 1];
      const lone = before && isLone(before) ? before.tokens[0]?.text : undefined;
      const whole = stanceOf(tokens, statement.styles, Number.POSITIVE_INFINITY, cues);
      if (lone !== undefined && whole !== null && whole !== 'several' && !known.has(lone))
        known.set(lone, { chosen: chosenOf(whole), statement });
      for (const [index, at] of starts.entries()) {
        const until = starts[index + 1] ?? tokens.length;
        const styles = statement.styles.filter(({ from, to }) => from > at && to <= until);
        const stance = stanceOf(tokens, styles, 0, cues);
        const label = tokens[at]?.text;
        if (label === undefined || stance === null || stance === 'several' || known.has(label)) continue;
        known.set(label, { chosen: chosenOf(stance), statement });
      }
    }
  }
  return {
    vote({ statements: [first, ...others] }) {
      if (!first || others.length > 0 || !isLone(first)) return null;
      return known.get(first.tokens[0]?.text ?? '')?.chosen ?? null;
    },
    find({ tokens }) {
      const listed = [...known.values()];
      if (listed.length > 1 && tokens.some(({ text }) => text === 'former')) return listed.at(0) ?? null;
      if (listed.length > 1 && tokens.some(({ text }) => text === 'latter')) return listed.at(-1) ?? null;
      const at = tokens.findIndex(({ text }, place) => known.has(text) && points(tokens.slice(0, place + 2), place));
      return (at >= 0 && known.get(tokens[at]?.text ?? '')) || null;
    },
  };
}

function chosenOf(stance: Exclude<Stance, 'several'>): Choice {
  return stance === 'part' || stance === 'apart' ? 'evolve' : stance;
}

function isLone({ tokens }: Statement): boolean {
  const words = tokens.filter(({ kind }) => kind === 'word');
  return words.length === 1 && words[0] === tokens[0] && isLabel(words[0]?.text ?? '');
}

function isLabel(text: string): boolean {
  return /^(?:[a-d]|[1-5])$/.test(text);
}

/** "option A…", or a label before a mark: "A) …", "1: …". */
function opens({ tokens }: Statement, at: number): boolean {
  const before = tokens[at - 1]?.text ?? '';
  if (/^(?:option|opt|plan|variant|alternative)$/.test(before)) return true;
  return (
    tokens[at + 1]?.kind === 'mark' &&
    tokens[at + 1]?.text !== ',' &&
    (at === 0 || tokens[at - 1]?.kind === 'mark' || tokens[at]?.text !== 'a')
  );
}

/** "with B", "option B", "B wins", "B it is". */
function points(tokens: readonly { readonly text: string }[], at: number): boolean {
  const before = tokens[at - 1]?.text ?? '';
  const after = tokens[at + 1]?.text ?? '';
  return (
    /^(?:option|opt|plan|variant|with|for|on|choose|pick|do|the)$/.test(before) ||
    /^(?:wins|won|it|is|then|carries|carried|has)$/.test(after)
  );
}
