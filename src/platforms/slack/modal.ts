import type { types } from '@slack/bolt';
import type { Reply } from '../../core/bot-events.ts';
import type { Card } from '../../core/card.ts';
import { actionId } from '../../core/check/action-ids.ts';
import type { CheckSheet, SheetQuestion } from '../../core/check/sheet.ts';
import { neutralise } from '../../core/text/neutralise.ts';
import { oneLine } from '../../core/text/one-line.ts';
import { hinted, withoutButton } from '../hinted.ts';
import type { Notes } from './notes.ts';
import { toBlocks } from './render.ts';
import { plain } from './render-actions.ts';

/** What `views.open` and `views.update` take. */
export type Modal = types.ModalView;

/** What a form is for, in its `callback_id`. */
export const forms = {
  card: 'check',
  question: 'check:question',
  confirm: 'check:confirm',
  step: 'check:step',
  filled: 'form',
} as const;

/** The block of the title, in every form that has one. */
export const titleBlock = 'title';
/** The ids of the blocks of questions begin with this. */
export const questionPrefix = 'question:';
const stepPrefix = 'slack:step:';

const most = { title: 24, label: 2_000, hint: 2_000, option: 75, blocks: 100, titleText: 120 };

/** A card in a modal: nothing to fill in, every click is told at once. */
export function cardModal(card: Card, notes: Notes): Modal {
  return {
    type: 'modal',
    callback_id: forms.card,
    private_metadata: JSON.stringify(notes),
    title: plain('Architecture check'),
    close: plain('Close'),
    blocks: toBlocks(card).slice(0, most.blocks),
  };
}

/** What was taken from a person's words, with a title for the check that they can change. */
function confirmModal(card: Card, sheet: CheckSheet, notes: Notes): Modal {
  const modal = cardModal(withoutButton(card, actionId({ kind: 'confirm' })), notes);
  return {
    ...modal,
    callback_id: forms.confirm,
    submit: plain('Yes, go on'),
    blocks: [...modal.blocks, titleInput(sheet.title)],
  };
}

/** One of the three steps of the full form. */
function stepModal(sheet: CheckSheet, at: number, notes: Notes): Modal {
  const step = sheet.steps[at] ?? sheet.steps[0];
  if (step === undefined) throw new RangeError('a questionnaire has questions');
  const isLast = at === sheet.steps.length - 1;
  const buttons = [
    ...(at > 0 ? [{ id: stepId(at - 1), label: 'Back' }] : []),
    { id: actionId({ kind: 'form', form: 'quick' }), label: 'Only what tells most' },
  ];
  const head: Card = {
    summary: step.name,
    blocks: [
      { kind: 'note', text: `Step ${at + 1} of ${sheet.steps.length}` },
      { kind: 'heading', text: step.name },
    ],
  };
  return {
    ...cardModal(head, { ...notes, step: at }),
    callback_id: forms.step,
    submit: plain(isLast ? 'Show the verdict' : 'Next'),
    blocks: [
      ...toBlocks(head),
      ...(at === 0 ? [titleInput(sheet.title)] : []),
      ...step.questions.map(questionInput),
      ...toBlocks({ summary: 'Ways on', blocks: [{ kind: 'buttons', buttons }] }),
    ],
  };
}

/** The step that holds a question. */
function stepOf(sheet: CheckSheet, question: string): number {
  return Math.max(
    0,
    sheet.steps.findIndex(({ questions }) => questions.some((asked) => asked.question.id === question)),
  );
}

function stepId(at: number): string {
  return `${stepPrefix}${at}`;
}

/** The step that a button leads to; null for any other button. */
export function parseStepId(id: string): number | null {
  const at = id.startsWith(stepPrefix) ? Number(id.slice(stepPrefix.length)) : Number.NaN;
  return Number.isInteger(at) && at >= 0 ? at : null;
}

/** What comes next of a check, in the form that suits it. */
export function checkModal(reply: Reply, sheet: CheckSheet | null, notes: Notes): Modal {
  const known: Notes = { ...notes, record: sheet?.record ?? notes.record, step: null };
  if (sheet === null) return cardModal(reply, known);
  if (reply.question !== undefined && sheet.form === 'full')
    return stepModal(sheet, stepOf(sheet, reply.question), known);
  const confirm = actionId({ kind: 'confirm' });
  const confirms = reply.blocks.some(
    (block) => block.kind === 'buttons' && block.buttons.some(({ id }) => id === confirm),
  );
  if (confirms) return confirmModal(reply, sheet, known);
  return reply.question === undefined
    ? cardModal(reply, known)
    : questionModal(hinted(reply, sheet, reply.question), sheet, known);
}

/**
 * One question of the quick form. Its choices are told at once; as soon as there is a verdict to show, the form can be submitted for it,
 * and a form that can be submitted has room for a title.
 */
function questionModal(card: Card, sheet: CheckSheet, notes: Notes): Modal {
  const finish = card.blocks
    .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
    .find(({ id }) => id === actionId({ kind: 'finish' }));
  if (finish === undefined) return cardModal(card, notes);
  const modal = cardModal(withoutButton(card, finish.id), notes);
  return {
    ...modal,
    callback_id: forms.question,
    submit: plain(short(finish.label, most.title)),
    blocks: [...modal.blocks, titleInput(sheet.title)],
  };
}

function questionInput({ question, current, because }: SheetQuestion): types.InputBlock {
  const options = [...question.options.map(({ id, label }) => option(label, id)), option('Don’t know', 'unknown')];
  const chosen = options.find(({ value }) => value === current);
  const wrote = because === null ? '' : `You wrote: “${because}”. `;
  const hint = `${wrote}The document: “${question.hint.quote}”${question.reading === null ? '' : ` ${question.reading}`}`;
  return {
    type: 'input',
    block_id: `${questionPrefix}${question.id}`,
    label: plain(short(question.text, most.label)),
    hint: plain(short(hint, most.hint)),
    element: {
      type: 'radio_buttons',
      action_id: 'choice',
      options,
      ...(chosen === undefined ? {} : { initial_option: chosen }),
    },
  };
}

function option(label: string, value: string): types.PlainTextOption {
  return { text: plain(short(label, most.option)), value };
}

function titleInput(title: string): types.InputBlock {
  return {
    type: 'input',
    block_id: titleBlock,
    optional: true,
    label: plain('Title'),
    element: {
      type: 'plain_text_input',
      action_id: 'title',
      max_length: most.titleText,
      ...(title === '' ? {} : { initial_value: title }),
    },
  };
}

function short(text: string, length: number): string {
  const shown = oneLine(neutralise(text));
  return shown.length <= length ? shown : `${shown.slice(0, length - 1)}…`;
}
