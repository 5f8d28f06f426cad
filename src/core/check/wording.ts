import type { Span } from '../card.ts';
import type { Option, Question, Questionnaire, VerdictText } from './questionnaire.ts';
import { type VerdictId, verdictIndex } from './verdict.ts';

/** A number with its sign: "+9", "−8", "0". */
export function signed(value: number): string {
  if (value === 0) return '0';
  return value > 0 ? `+${value}` : `−${-value}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** "1 answer", "2 answers". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Without its capital, unless it is an abbreviation. */
export function inSentence(text: string): string {
  return /^\p{Lu}(?:\p{Ll}|\s)/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

export function strong(text: string): Span {
  return { text, style: 'strong' };
}

export function emphasis(text: string): Span {
  return { text, style: 'emphasis' };
}

/** @throws {RangeError} for a question that the questionnaire does not have */
export function questionOf({ questions }: Questionnaire, id: string): Question {
  const question = questions.find((candidate) => candidate.id === id);
  if (!question) throw new RangeError(`no question ${JSON.stringify(id)} in the questionnaire`);
  return question;
}

/** @throws {RangeError} for an option that the questionnaire does not have */
export function optionOf(questionnaire: Questionnaire, question: string, id: string): Option {
  const option = questionOf(questionnaire, question).options.find((candidate) => candidate.id === id);
  if (!option) throw new RangeError(`no option ${JSON.stringify(id)} in the question ${JSON.stringify(question)}`);
  return option;
}

export function textOf({ verdicts }: Questionnaire, id: VerdictId): VerdictText {
  return verdicts[verdictIndex(id)] ?? verdicts[0];
}

/** "Monolith for now". */
export function nameOf(questionnaire: Questionnaire, id: VerdictId): string {
  return textOf(questionnaire, id).name;
}
