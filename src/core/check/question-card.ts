import type { Button, Card, Choice } from '../card.ts';
import { actionId, type CheckForm } from './action-ids.ts';
import { unknownAnswer } from './answers.ts';
import type { FlowView, QuestionView } from './flow.ts';
import type { Question, Questionnaire } from './questionnaire.ts';
import { counted, emphasis, listed, nameOf, optionOf, questionOf, strong } from './wording.ts';

/** A question of a guided check, with its options and the ways out of it. */
export function questionCard(view: QuestionView, options: { readonly title?: string } = {}): Card {
  const { question, current } = view;
  const choices: Choice[] = question.options.map(({ id, label }) => ({
    id: actionId({ kind: 'answer', question: question.id, option: id }),
    label,
    ...(current === id ? { selected: true } : {}),
  }));
  choices.push({
    id: actionId({ kind: 'unknown', question: question.id }),
    label: 'Don’t know',
    ...(current === unknownAnswer ? { selected: true } : {}),
  });
  return {
    summary: `Question ${view.number}: ${question.text}`,
    blocks: [
      {
        kind: 'note',
        text: [...(options.title ? [strong(options.title), { text: ' · ' }] : []), { text: progress(view) }],
      },
      { kind: 'heading', text: question.text },
      ...(view.because === null
        ? []
        : [{ kind: 'text' as const, text: [{ text: 'You wrote: ' }, emphasis(`“${view.because}”`)] }]),
      { kind: 'choices', choices },
      ...(question.reading === null ? [] : [{ kind: 'note' as const, text: question.reading }]),
      { kind: 'buttons', buttons: buttons(view) },
    ],
  };
}

function progress({ form, number, of }: QuestionView): string {
  if (form === 'full') return `Question ${number} of ${of}`;
  return number === of ? `Question ${number}, the last one` : `Question ${number} of at most ${of}`;
}

function buttons({ question, canGoBack, canFinish, form }: QuestionView): Button[] {
  return [
    ...(canGoBack ? [{ id: actionId({ kind: 'back' }), label: 'Back' }] : []),
    { id: actionId({ kind: 'why', question: question.id }), label: 'Why this question?' },
    ...(canFinish ? [{ id: actionId({ kind: 'finish' }), label: 'Show the verdict so far' }] : []),
    otherForm(form),
  ];
}

function otherForm(form: CheckForm): Button {
  return form === 'quick'
    ? { id: actionId({ kind: 'form', form: 'full' }), label: 'Ask me everything' }
    : { id: actionId({ kind: 'form', form: 'quick' }), label: 'Only what tells most' };
}

/** The document's line behind a question, on demand. */
export function whyCard(question: Question): Card {
  return {
    summary: `Why I ask: ${question.text}`,
    blocks: [
      {
        kind: 'text',
        text: [{ text: 'I ask ' }, emphasis(`“${question.text}”`), { text: ' because the document says:' }],
      },
      { kind: 'quote', citation: question.hint },
      ...(question.reading === null ? [] : [{ kind: 'note' as const, text: question.reading }]),
    ],
  };
}

/** What was taken from a person's words, to be confirmed before anything else. */
export function confirmCard(questionnaire: Questionnaire, { stated }: Extract<FlowView, { kind: 'confirm' }>): Card {
  const items = stated.map(({ question, option, because }) => [
    strong(questionOf(questionnaire, question).topic),
    { text: `: ${optionOf(questionnaire, question, option).label}. You wrote: ` },
    emphasis(`“${because}”`),
  ]);
  return {
    summary: `I took ${counted(stated.length, 'answer')} from what you wrote. Is that right?`,
    blocks: [
      { kind: 'heading', text: 'Is that right?' },
      { kind: 'text', text: `I took ${counted(stated.length, 'answer')} from what you wrote:` },
      { kind: 'list', items },
      {
        kind: 'buttons',
        buttons: [
          { id: actionId({ kind: 'confirm' }), label: 'Yes, go on', style: 'primary' },
          ...stated.map(({ question }) => ({
            id: actionId({ kind: 'ask', question }),
            label: `Change: ${questionOf(questionnaire, question).topic}`,
          })),
          { id: actionId({ kind: 'discard' }), label: 'Ask me instead' },
        ],
      },
    ],
  };
}

/** The answers so far, each to be changed. */
export function reviewCard(
  questionnaire: Questionnaire,
  { answers, verdict }: Extract<FlowView, { kind: 'review' }>,
): Card {
  const choices: Choice[] = questionnaire.questions.map(({ id, topic }) => {
    const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
    const label =
      answer === undefined
        ? 'not asked yet'
        : answer === unknownAnswer
          ? 'don’t know'
          : optionOf(questionnaire, id, answer).label;
    return { id: actionId({ kind: 'ask', question: id }), label: topic, hint: label };
  });
  const names = verdict.reachable.map((id) => nameOf(questionnaire, id));
  return {
    summary: 'Which answer do you want to change?',
    blocks: [
      { kind: 'heading', text: 'Which answer do you want to change?' },
      { kind: 'text', text: [{ text: 'As it stands: ' }, emphasis(listed(names, 'or'))] },
      { kind: 'choices', choices },
      { kind: 'buttons', buttons: [{ id: actionId({ kind: 'finish' }), label: 'Show the verdict' }] },
    ],
  };
}

/** Says kindly that the rules have changed since the check was begun. */
export function outdatedCard({ kept, dropped }: Extract<FlowView, { kind: 'outdated' }>): Card {
  const saved = kept === 0 ? '' : ` I keep ${counted(kept, 'answer')} that still fit${kept === 1 ? 's' : ''}.`;
  const lost = dropped === 0 ? '' : ` ${counted(dropped, 'answer')} no longer fit${dropped === 1 ? 's' : ''}.`;
  return {
    summary: 'The questions have changed since you began this check.',
    blocks: [
      {
        kind: 'text',
        text: `The questions have changed since you began this check, so please start again.${saved}${lost}`,
      },
      {
        kind: 'buttons',
        buttons: [
          { id: actionId({ kind: 'restart' }), label: 'Start again', style: 'primary' },
          { id: actionId({ kind: 'leave' }), label: 'Leave it' },
        ],
      },
    ],
  };
}
