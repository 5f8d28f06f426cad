import type { Draft } from './draft.ts';
import type { PointKind } from './points.ts';
import type { Choice } from './style.ts';

/** What a form for a decision starts with. Plain text that people wrote; nothing of it is escaped. */
export interface Prefill {
  readonly title: string;
  /** What speaks for and against, a line each. */
  readonly context: string;
  readonly chosen: Choice | null;
  /** User ids. */
  readonly deciders: readonly string[];
  readonly openQuestions: readonly string[];
}

// So much of a title and of a context a form takes, in UTF-16 units.
const maxTitle = 150;
const maxContext = 3_000;

/** The fields of "Record decision", from a draft. Whole lines only: what does not fit is named by its number. */
export function prefill(draft: Draft): Prefill {
  const texts = (...kinds: readonly PointKind[]) =>
    draft.points.flatMap(({ kind, text }) => (kinds.includes(kind) ? [text.replace(/\s*\n\s*/g, ' ')] : []));
  const [decision = ''] = texts('decision');
  return {
    title: cut(draft.title === '' ? decision : draft.title, maxTitle),
    context: lines(
      [...texts('reason').map((text) => `For it: ${text}`), ...texts('objection').map((text) => `Against it: ${text}`)],
      draft.omitted.filter(({ kind }) => kind === 'reason' || kind === 'objection').length,
    ),
    chosen: draft.chosen,
    deciders: draft.deciders,
    openQuestions: texts('question'),
  };
}

function cut(text: string, limit: number): string {
  return text.length <= limit
    ? text
    : `${text
        .slice(0, limit - 2)
        .replace(/\s+\S*$/, '')
        .toWellFormed()} …`;
}

/** @param omitted how many are missing from the start */
function lines(all: readonly string[], omitted: number): string {
  const kept: string[] = [];
  // Room for the line that says how many are missing.
  let room = maxContext - 40;
  for (const line of all) {
    if (line.length + 1 > room) break;
    kept.push(line);
    room -= line.length + 1;
  }
  const missing = all.length - kept.length + omitted;
  return [...kept, ...(missing > 0 ? [`… and ${missing} more in the thread`] : [])].join('\n');
}
