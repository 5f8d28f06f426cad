import type { Field, Form } from '../../core/form.ts';
import { cut, cutText } from '../../core/text/cut.ts';
import { neutralise } from '../../core/text/neutralise.ts';
import { oneLine } from '../../core/text/one-line.ts';
import { whereFields } from '../where.ts';
import { formStepId, pagesOf } from './form-ids.ts';
import type { Sitting } from './form-sitting.ts';
import { checked, kinds, limits } from './limits.ts';
import { type DiscordModal, modalSchema } from './modal-limits.ts';
import { marked, pieces } from './render-text.ts';

type Labelled = Extract<DiscordModal['components'][number], { type: typeof kinds.label }>;

const maxIntro = 600;
/** Others were typed elsewhere, and cannot be chosen here. */
const userId = /^\d{15,20}$/;
const dateLength = 10;

/** A part of a form as a modal; null where it has no such part. @param id the sitting's */
export function formModal(id: string, { form }: Sitting, page: number): DiscordModal | null {
  const fields = pagesOf(form.fields)[page];
  if (fields === undefined) return null;
  return checked(modalSchema, {
    custom_id: formStepId({ sitting: id, does: { page } }),
    title: short(form.title, limits.title),
    components: fields.map(label),
  });
}

/** Whether a form goes into one modal, with the choice of a place where it asks for one. */
export function isShort({ fields, asksWhere = false }: Pick<Form, 'fields' | 'asksWhere'>): boolean {
  return fields.length + (asksWhere ? whereFields : 0) <= limits.fields;
}

/** A short form as a modal that submits it. What is to be read before stands above the fields, where there is room. */
export function shortModal(id: string, { form }: Sitting): DiscordModal {
  const intro = cutText(form.intro.join('\n'), maxIntro);
  const isRoom = intro !== '' && form.fields.length < limits.fields;
  return checked(modalSchema, {
    custom_id: formStepId({ sitting: id, does: 'send' }),
    title: short(form.title, limits.title),
    components: [
      ...(isRoom
        ? pieces(intro)
            .map((piece) => ({ type: kinds.text, content: marked(piece) }))
            .slice(0, 1)
        : []),
      ...form.fields.map(label),
    ],
  });
}

function label(field: Field): Labelled {
  const hint = field.error ?? field.hint;
  return {
    type: kinds.label,
    label: short(field.label, limits.label),
    ...(hint === undefined ? {} : { description: short(hint, limits.labelDescription) }),
    component: component(field),
  };
}

function component(field: Field): Labelled['component'] {
  const common = { custom_id: field.id, required: field.optional !== true };
  switch (field.kind) {
    case 'text':
      return {
        type: kinds.input,
        ...common,
        style: field.long === true ? 2 : 1,
        max_length: field.maxLength,
        ...(field.value === '' ? {} : { value: field.value }),
      };
    case 'date':
      return {
        type: kinds.input,
        ...common,
        style: 1,
        max_length: dateLength,
        placeholder: 'A day: YYYY-MM-DD',
        ...(field.value === '' ? {} : { value: cut(field.value, dateLength) }),
      };
    case 'choice':
      return {
        type: kinds.radio,
        ...common,
        options: field.choices.map(({ id, label: shown }) => ({
          label: short(shown, limits.optionText),
          value: id,
          ...(id === field.value ? { default: true } : {}),
        })),
      };
    case 'people': {
      const known = field.value.filter(({ id }) => userId.test(id));
      return {
        type: kinds.people,
        ...common,
        min_values: common.required ? 1 : 0,
        max_values: limits.people,
        ...(known.length === 0
          ? {}
          : { default_values: known.slice(0, limits.people).map(({ id }) => ({ id, type: 'user' as const })) }),
      };
    }
  }
}

function short(text: string, length: number): string {
  const shown = oneLine(neutralise(text));
  return shown.length <= length ? shown : `${cut(shown, length - 1)}…`;
}
