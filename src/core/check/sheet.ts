import type { CheckForm } from './action-ids.ts';
import type { Draft } from './draft.ts';
import type { Question, Questionnaire } from './questionnaire.ts';

/** A check under way as a whole, for a place that shows several questions at once. */
export interface CheckSheet {
  /** The id that the check's record will have. */
  readonly record: string;
  readonly title: string;
  readonly form: CheckForm;
  /** All questions in order, in three steps: how far along and who, what is built, how it is run. */
  readonly steps: readonly SheetStep[];
}

export interface SheetStep {
  readonly name: string;
  readonly questions: readonly SheetQuestion[];
}

export interface SheetQuestion {
  readonly question: Question;
  /** The option chosen so far or taken from the person's words, `unknown`, or null. */
  readonly current: string | null;
  /** The person's own words that state {@link current}, as long as they wait for a yes. */
  readonly because: string | null;
}

/** Which question belongs where; one that is not named here belongs to the system. */
const team: ReadonlySet<string> = new Set(['stage', 'team', 'speed']);
const operations: ReadonlySet<string> = new Set(['operations', 'releases', 'isolation']);

export function sheetOf({ questions }: Questionnaire, record: string, draft: Draft): CheckSheet {
  const stepped = (of: (id: string) => boolean) =>
    questions.filter(({ id }) => of(id)).map((question) => asked(question, draft));
  const steps = [
    { name: 'Team and stage', questions: stepped((id) => team.has(id)) },
    { name: 'The system', questions: stepped((id) => !team.has(id) && !operations.has(id)) },
    { name: 'Operations', questions: stepped((id) => operations.has(id)) },
  ];
  return { record, title: draft.title, form: draft.form, steps: steps.filter((step) => step.questions.length > 0) };
}

function asked(question: Question, { answers, prefilled }: Draft): SheetQuestion {
  const given = Object.hasOwn(answers, question.id) ? (answers[question.id] ?? null) : null;
  if (given !== null) return { question, current: given, because: null };
  const stated = Object.hasOwn(prefilled, question.id) ? prefilled[question.id] : undefined;
  return { question, current: stated?.option ?? null, because: stated?.because ?? null };
}
