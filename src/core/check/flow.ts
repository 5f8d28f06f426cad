import type { Citation } from '../knowledge/document.ts';
import type { CheckForm } from './action-ids.ts';
import { readAnswers, unknownAnswer } from './answers.ts';
import type { Draft, Prefilled } from './draft.ts';
import type { Engine } from './engine.ts';
import { exists, isOutdated, type OutdatedView, outdatedView } from './outdated.ts';
import type { Question } from './questionnaire.ts';
import type { Verdict } from './verdict.ts';

/** What a person does in a guided check. */
export type FlowEvent =
  /** An option's id, or `unknown`. */
  | { readonly kind: 'answer'; readonly question: string; readonly option: string }
  /** To the question before the one that is shown. */
  | { readonly kind: 'back' }
  /** To any question, answered or not. */
  | { readonly kind: 'ask'; readonly question: string }
  /** Enough: the verdict on what is known. */
  | { readonly kind: 'finish' }
  | { readonly kind: 'form'; readonly form: CheckForm }
  /** What was taken from the person's words is right … */
  | { readonly kind: 'confirm' }
  /** … or is not to be used. */
  | { readonly kind: 'discard' }
  /** To the list of answers, to change some. */
  | { readonly kind: 'review' };

/** A question as it is shown now. */
export interface QuestionView {
  readonly kind: 'question';
  readonly form: CheckForm;
  readonly question: Question;
  /** 1 for the first one shown. */
  readonly number: number;
  /** Full form: how many there are. Quick form: how many there can be at most, this one included. */
  readonly of: number;
  readonly canGoBack: boolean;
  /** True once something is answered, so that finishing early says more than nothing. */
  readonly canFinish: boolean;
  /** The option chosen before, `unknown`, or null. */
  readonly current: string | null;
  /** The person's own words that state {@link current}, where it was taken from them. */
  readonly because: string | null;
  /** The document's line behind the question. */
  readonly hint: Citation;
}

export interface Stated extends Prefilled {
  readonly question: string;
}

export type FlowView =
  | QuestionView
  /** Answers taken from the person's words, to be confirmed before anything else. */
  | { readonly kind: 'confirm'; readonly stated: readonly Stated[] }
  /** The answers so far, to change some. */
  | { readonly kind: 'review'; readonly answers: Readonly<Record<string, string>>; readonly verdict: Verdict }
  /** `settled`: one verdict is left; `complete`: everything was asked; `finished`: the person had enough. */
  | { readonly kind: 'done'; readonly verdict: Verdict; readonly reason: 'settled' | 'complete' | 'finished' }
  | OutdatedView;

/** A guided check: drafts are plain data, and so is what they show. Nothing here remembers anything. */
export interface Flow {
  /** @param prefilled by question, with the words that state the answer; what is not in the questionnaire is left out */
  start(options: {
    readonly form: CheckForm;
    readonly title: string;
    readonly prefilled?: Readonly<Record<string, Prefilled>>;
  }): Draft;
  /**
   * The draft after an event. A draft from other rules is returned as it is, so that {@link Flow.view} can say so.
   *
   * @throws {UserError} for a question or an option that does not exist
   */
  apply(draft: Draft, event: FlowEvent): Draft;
  view(draft: Draft): FlowView;
}

export function createFlow(engine: Engine): Flow {
  const { questionnaire } = engine;
  return {
    start({ form, title, prefilled = {} }) {
      const known = Object.entries(prefilled).filter(([question, { option }]) =>
        exists(questionnaire, question, option),
      );
      return {
        form,
        title,
        answers: {},
        order: [],
        prefilled: Object.fromEntries(known),
        confirmed: known.length === 0,
        at: null,
        finished: false,
        rules: { ...questionnaire.rules },
      };
    },
    apply: (draft, event) => (isOutdated(questionnaire, draft) ? draft : apply(engine, draft, event)),
    view: (draft) => (isOutdated(questionnaire, draft) ? outdatedView(questionnaire, draft) : view(engine, draft)),
  };
}

function apply(engine: Engine, draft: Draft, event: FlowEvent): Draft {
  const { questions } = engine.questionnaire;
  switch (event.kind) {
    case 'answer': {
      const { question, option } = event;
      readAnswers(questions, { [question]: option });
      const { [question]: _, ...prefilled } = draft.prefilled;
      return {
        ...draft,
        answers: { ...draft.answers, [question]: option },
        order: draft.order.includes(question) ? draft.order : [...draft.order, question],
        prefilled: draft.confirmed ? draft.prefilled : prefilled,
        confirmed: draft.confirmed || Object.keys(prefilled).length === 0,
        at: null,
      };
    }
    case 'back': {
      // Who finished early goes back to the question that was open then.
      if (draft.finished && nextQuestion(engine, draft) !== null) return { ...draft, finished: false, at: null };
      const before = questionBefore(engine, draft);
      return before === null ? draft : { ...draft, finished: false, at: { question: before } };
    }
    case 'ask':
      readAnswers(questions, { [event.question]: unknownAnswer });
      return { ...draft, finished: false, at: { question: event.question } };
    case 'finish':
      return { ...draft, finished: true, at: null };
    case 'form':
      return { ...draft, form: event.form, finished: false, at: null };
    case 'confirm': {
      const stated = Object.entries(draft.prefilled).filter(([question]) => !Object.hasOwn(draft.answers, question));
      if (draft.confirmed) return draft;
      return {
        ...draft,
        answers: {
          ...draft.answers,
          ...Object.fromEntries(stated.map(([question, { option }]) => [question, option])),
        },
        order: [
          ...draft.order,
          ...inOrder(
            engine,
            stated.map(([question]) => question),
          ),
        ],
        confirmed: true,
        at: null,
      };
    }
    case 'discard':
      return draft.confirmed ? draft : { ...draft, prefilled: {}, confirmed: true, at: null };
    case 'review':
      return { ...draft, finished: false, at: 'review' };
  }
}

function view(engine: Engine, draft: Draft): FlowView {
  if (draft.at === 'review') return { kind: 'review', answers: draft.answers, verdict: engine.evaluate(draft.answers) };
  if (draft.at !== null) return questionView(engine, draft, draft.at.question);
  if (draft.finished) return { kind: 'done', verdict: engine.evaluate(draft.answers), reason: 'finished' };
  if (!draft.confirmed) {
    const waiting = inOrder(engine, Object.keys(draft.prefilled));
    return { kind: 'confirm', stated: waiting.flatMap((question) => statedBy(draft, question)) };
  }
  const next = nextQuestion(engine, draft);
  if (next !== null) return questionView(engine, draft, next);
  const verdict = engine.evaluate(draft.answers);
  return {
    kind: 'done',
    verdict,
    reason: verdict.reachable.length === 1 && draft.form === 'quick' ? 'settled' : 'complete',
  };
}

function statedBy(draft: Draft, question: string): Stated[] {
  const stated = draft.prefilled[question];
  return stated ? [{ question, ...stated }] : [];
}

function nextQuestion(engine: Engine, draft: Draft): string | null {
  if (draft.form === 'quick') return engine.nextQuestion(draft.answers);
  return engine.questionnaire.questions.find(({ id }) => !Object.hasOwn(draft.answers, id))?.id ?? null;
}

/** The questions one can walk over: as answered in the quick form, all of them in the full one. */
function path(engine: Engine, draft: Draft): readonly string[] {
  return draft.form === 'quick' ? draft.order : engine.questionnaire.questions.map(({ id }) => id);
}

/** The question before the one that is shown; from the verdict or the list of answers, the last one. */
function questionBefore(engine: Engine, draft: Draft): string | null {
  const walked = path(engine, draft);
  const here =
    draft.at === null || draft.at === 'review'
      ? draft.finished
        ? null
        : nextQuestion(engine, draft)
      : draft.at.question;
  const at = here === null ? -1 : walked.indexOf(here);
  return (at < 0 ? walked.at(-1) : walked[at - 1]) ?? null;
}

function questionView(engine: Engine, draft: Draft, id: string): FlowView {
  const { questions } = engine.questionnaire;
  const question = questions.find((candidate) => candidate.id === id) ?? questions[0];
  if (!question) throw new RangeError('a questionnaire has questions');
  const walked = path(engine, draft);
  const at = walked.indexOf(id);
  const current = Object.hasOwn(draft.answers, id)
    ? (draft.answers[id] ?? null)
    : (draft.prefilled[id]?.option ?? null);
  const stated = draft.prefilled[id];
  return {
    kind: 'question',
    form: draft.form,
    question,
    number: (at < 0 ? walked.length : at) + 1,
    of: questions.length,
    canGoBack: questionBefore(engine, { ...draft, at: { question: id } }) !== null,
    canFinish: draft.order.length > 0,
    current,
    because: stated?.option === current && current !== null ? (stated?.because ?? null) : null,
    hint: question.hint,
  };
}

function inOrder(engine: Engine, ids: readonly string[]): string[] {
  return engine.questionnaire.questions.map(({ id }) => id).filter((id) => ids.includes(id));
}
