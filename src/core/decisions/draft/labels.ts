import type { ThreadCues } from './cues.ts';
import type { Said, Statement } from './read.ts';
import { type Choice, stanceOf } from './style.ts';

/** Options that the thread gave a letter or a number: "A) monolith", "option 2: split". */
export interface Labels {
  /** The option that a sentence names by its label. */
  find(statement: Statement): { readonly chosen: Choice; readonly statement: Statement } | null;
}

export function parseLabels(said: readonly Said[], cues: ThreadCues): Labels {
  const known = new Map<string, { chosen: Choice; statement: Statement }>();
  for (const { statements } of said) {
    for (const statement of statements) {
      const { tokens } = statement;
      const starts = tokens.flatMap(({ text }, at) => (isLabel(text) && opens(statement, at) ? [at] : []));
      for (const [index, at] of starts.entries()) {
        const until = starts[index + 1] ?? tokens.length;
        const styles = statement.styles.filter(({ from, to }) => from > at && to <= until);
        const stance = stanceOf(tokens, styles, 0, cues);
        const label = tokens[at]?.text;
        if (label === undefined || stance === null || stance === 'several' || known.has(label)) continue;
        known.set(label, { chosen: stance === 'part' || stance === 'apart' ? 'evolve' : stance, statement });
      }
    }
  }
  return {
    find({ tokens }) {
      const at = tokens.findIndex(({ text }, place) => known.has(text) && points(tokens.slice(0, place + 2), place));
      return (at >= 0 && known.get(tokens[at]?.text ?? '')) || null;
    },
  };
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
    /^(?:option|opt|plan|variant|with|for|on|choose|pick|do)$/.test(before) || /^(?:wins|won|it|is|then)$/.test(after)
  );
}
