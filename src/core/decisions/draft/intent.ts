import type { CueName, ThreadCues } from './cues.ts';
import type { Said, Statement } from './read.ts';
import { isRejected, type Stance } from './style.ts';

/** The token after the first words that decide; infinite where there are none. */
export function cueEnd({ cues }: Statement): number {
  return Math.min(...cues.filter(({ name }) => name === 'decided' || name === 'going').map(({ to }) => to));
}

/** Whether a sentence decides, and how plainly; null where it only wishes, supposes, recalls or denies. */
export function decisive(statement: Statement, each: Said, cues: ThreadCues): 'announced' | 'stated' | null {
  const { tokens, styles } = statement;
  const strong = statement.cues.filter(
    ({ name, from }) => name === 'decided' && !isRejected(tokens, from, cues.negators),
  );
  const plain = statement.cues.filter(({ name }) => name === 'going');
  if (strong.length === 0 && plain.length === 0) return null;
  if (statement.has('past') && !statement.has('revise')) return null;
  const firstCue = Math.min(...strong.map(({ from }) => from), ...plain.map(({ from }) => from));
  const isConditional = statement.cues.some(
    ({ name, from }) =>
      name === 'conditional' &&
      (from < firstCue || !(statement.has('revisiting') || styles.some((style) => style.name === 'evolve'))),
  );
  if (isConditional) return null;
  if (each.statements.some((other) => other.has('defer') && !other.isQuestion)) return null;
  const hedges = statement.cues.filter(({ name }) => name === 'hedge').map(({ from }) => from);
  const first = Math.min(...strong.map(({ from }) => from));
  if (strong.length > 0 && !hedges.some((from) => from < first)) return 'announced';
  const last = Math.max(...plain.map(({ to }) => to), ...styles.map(({ to }) => to));
  return plain.length > 0 && !hedges.some((from) => from <= last) ? 'stated' : null;
}

/** Whether a sentence that names an architecture brings it up for the others to judge. */
export function isProposal(statement: Statement, cues: ThreadCues): boolean {
  if (statement.has('action') && !statement.has('urge') && !statement.isQuestion) return false;
  // "Pro monolith: one pipeline" argues.
  if (statement.cues.some(({ name, from }) => (name === 'pro' || name === 'con') && from === 0))
    return statement.isQuestion;
  if (statement.has('conditional') && !statement.isQuestion)
    return statement.has('proposal') && !startsWith(statement, 'conditional');
  if (statement.isQuestion) return true;
  if (statement.has('proposal', 'urge', 'invitation', 'going')) return true;
  const content = statement.tokens.filter(({ kind, text }) => kind === 'word' && !cues.generic.has(text));
  return content.length <= 4 && !statement.has('undecided');
}

/** "We stay on one app, agreed?" */
export function asksForYes(statement: Statement): boolean {
  return statement.isQuestion && statement.has('decided', 'going', 'agree', 'invitation');
}

function startsWith({ cues }: Statement, name: CueName): boolean {
  return cues.some((cue) => cue.name === name && cue.from <= 1);
}

/** "The migration is called off", but not "we are back to the monolith". */
export function isAbout(statement: Statement, name: CueName, stance: Stance | null): boolean {
  return (
    stance !== null &&
    statement.has('decided', 'going') &&
    !statement.has('undecided') &&
    name === 'suspend' &&
    statement.has('revise')
  );
}

/** "Decided: not microservices" denies the style, not the decision. */
export function isDenied(statement: Statement, cues: ThreadCues, stance: Stance | null): boolean {
  return (
    stance !== null &&
    statement.cues.some(({ name, from }) => name === 'decided' && !isRejected(statement.tokens, from, cues.negators)) &&
    !statement.cues.some(({ name, from }) => name === 'undecided' && from < cueEnd(statement))
  );
}

/** Whether a sentence is nothing but a word that ends the matter: "Done." */
export function isClosing(statement: Statement): boolean {
  const closing = statement.cues.find(({ name }) => name === 'closing');
  return (
    closing !== undefined &&
    statement.tokens.filter(({ kind }) => kind === 'word').length <= closing.to - closing.from + 1
  );
}
