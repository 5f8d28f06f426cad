import type { ThreadCues } from './cues.ts';
import type { Said, Statement } from './read.ts';
import { isRejected } from './style.ts';

/** A plain yes to what is on the table; not to a question about something else. */
export function agrees(each: Said, previous: Said | undefined, cues: ThreadCues): boolean {
  const { statements } = each;
  if (statements.some((one) => one.has('conditional', 'disagree', 'undecided'))) return false;
  if (each.disagrees && !each.agrees) return false;
  const words = statements.filter(
    (one) =>
      !one.isQuestion &&
      one.cues.some(({ name, from }) => name === 'agree' && from <= 3 && !isRejectedYes(one, from, cues)),
  );
  if (words.length === 0 && !each.agrees) return false;
  // "Same" after an objection is said to the objection.
  const isEcho = each.isBare || echoes.has(statements[0]?.tokens[0]?.text ?? '');
  if (isEcho && previous && previous.message.user !== each.message.user && isObjection(previous)) return false;
  if (statements.some((one) => echoes.has(one.tokens[0]?.text ?? '') && one.has('con'))) return false;
  const asked = previous?.statements.at(-1);
  const isAnswer = asked?.isQuestion === true && previous?.message.user !== each.message.user;
  const isAboutElse =
    isAnswer && asked.styles.length === 0 && !asked.has('decided', 'going', 'agree', 'invitation', 'proposal');
  return !isAboutElse || statements.some((one) => one.tokens[0]?.text.startsWith('agree'));
}

const echoes = new Set(['same', 'me', 'exactly', 'this', 'true', 'right']);

function isObjection({ statements, isJoke }: Said): boolean {
  return (
    !isJoke &&
    statements.some((one) => !one.isQuestion && one.has('disagree', 'con') && !one.has('agree', 'pro', 'decided'))
  );
}

function isRejectedYes(statement: Statement, from: number, cues: ThreadCues): boolean {
  const { tokens } = statement;
  return isRejected(tokens, from, cues.negators) && tokens[from]?.text !== 'no' && tokens[from]?.text !== 'none';
}

export function disagrees(each: Said, previous: Said | undefined): boolean {
  if (each.disagrees && !each.agrees) return true;
  const says = each.statements.some((one) => one.has('disagree') && !one.isQuestion);
  const asked = previous?.statements.at(-1);
  // "Any objections?" "Nope."
  const isAskedForObjections = asked?.isQuestion === true && asked.has('invitation');
  return says && !isAskedForObjections;
}
