import type { types } from '@slack/bolt';
import type { Card } from '../../core/card.ts';
import type { Field, Form } from '../../core/form.ts';
import { cut } from '../../core/text/cut.ts';
import { neutralise } from '../../core/text/neutralise.ts';
import { oneLine } from '../../core/text/one-line.ts';
import { fieldPrefix, type View } from './deed.ts';
import { cardModal, forms, type Modal } from './modal.ts';
import type { Notes } from './notes.ts';
import { plain } from './render-actions.ts';

const most = { title: 24, label: 2_000, option: 75 };
/** Slack's own ids of people: others were typed elsewhere, and cannot be chosen here. */
const userId = /^[UW][A-Z0-9]{2,}$/;
/** Whatever else was typed elsewhere, Slack refuses the whole form for it. */
const date = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** A form as a modal. What was wrong with a field stands in its intro only where Slack can show it nowhere else: see `formErrors`. */
export function formModal(form: Form, notes: Notes): Modal {
  const head: Card = { summary: form.title, blocks: form.intro.map((text) => ({ kind: 'text', text })) };
  const modal = cardModal(head, notes);
  return {
    ...modal,
    callback_id: forms.filled,
    title: plain(short(form.title, most.title)),
    submit: plain(short(form.submit, most.title)),
    blocks: [...modal.blocks, ...form.fields.map(input)],
  };
}

/** What is wrong with a form's fields, by block; null where nothing is. */
export function formErrors(form: Form): Readonly<Record<string, string>> | null {
  const wrong = form.fields.flatMap(({ id, error }) => (error === undefined ? [] : [[`${fieldPrefix}${id}`, error]]));
  return wrong.length === 0 ? null : Object.fromEntries(wrong);
}

/** What is filled in, by field; people by their ids. */
export function filledIn({ values, people }: View): Readonly<Record<string, string | readonly string[]>> {
  const fields = Object.entries({ ...values, ...people }).flatMap(([block, value]) =>
    block.startsWith(fieldPrefix) ? [[block.slice(fieldPrefix.length), value] as const] : [],
  );
  return Object.fromEntries(fields);
}

function input(field: Field): types.InputBlock {
  return {
    type: 'input',
    block_id: `${fieldPrefix}${field.id}`,
    optional: field.optional === true,
    label: plain(short(field.label, most.label)),
    ...(field.hint === undefined ? {} : { hint: plain(short(field.hint, most.label)) }),
    element: element(field),
  };
}

function element(field: Field): types.InputBlock['element'] {
  const action_id = field.kind;
  switch (field.kind) {
    case 'text':
      return {
        type: 'plain_text_input',
        action_id,
        max_length: field.maxLength,
        ...(field.long === true ? { multiline: true } : {}),
        ...(field.value === '' ? {} : { initial_value: field.value }),
      };
    case 'choice': {
      const options = field.choices.map(({ id, label }) => ({ text: plain(short(label, most.option)), value: id }));
      const chosen = options.find(({ value }) => value === field.value);
      return { type: 'radio_buttons', action_id, options, ...(chosen === undefined ? {} : { initial_option: chosen }) };
    }
    case 'date':
      return { type: 'datepicker', action_id, ...(date.test(field.value) ? { initial_date: field.value } : {}) };
    case 'people': {
      const known = field.value.map(({ id }) => id).filter((id) => userId.test(id));
      return { type: 'multi_users_select', action_id, ...(known.length === 0 ? {} : { initial_users: known }) };
    }
  }
}

function short(text: string, length: number): string {
  const shown = oneLine(neutralise(text));
  return shown.length <= length ? shown : `${cut(shown, length - 1)}…`;
}
