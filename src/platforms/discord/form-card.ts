import type { Block, Card, Text } from '../../core/card.ts';
import type { Field } from '../../core/form.ts';
import { cutText } from '../../core/text/cut.ts';
import { oneLine } from '../../core/text/one-line.ts';
import { formStepId, pagesOf } from './form-ids.ts';
import type { Sitting } from './form-sitting.ts';
import { toMessages } from './render.ts';

const maxIntro = 800;
/** Of what is filled in so much is shown as lets the form be one message: only that can be changed in place. */
const lengths = [160, 80, 40] as const;
const shortest = 10;

/** A form as it is filled in by now, with a way to fill in each part of it. @param id the sitting's */
export function formCard(id: string, sitting: Sitting, isNew: boolean): Card {
  const length = lengths.find((each) => toMessages(cardOf(id, sitting, isNew, each)).length === 1);
  return cardOf(id, sitting, isNew, length ?? shortest);
}

function cardOf(id: string, { form }: Sitting, isNew: boolean, length: number): Card {
  const { title, submit } = form;
  const pages = pagesOf(form.fields);
  const intro = form.intro.join('\n').length <= maxIntro || !isNew ? form.intro : [];
  const shown = cutText(intro.join('\n'), maxIntro);
  return {
    summary: title,
    blocks: [
      { kind: 'heading', text: title },
      ...(shown === '' ? [] : [{ kind: 'text' as const, text: shown }]),
      ...pages.flatMap((page, at): Block[] => [
        ...(pages.length === 1 ? [] : [{ kind: 'note' as const, text: partName(at) }]),
        { kind: 'list', items: page.map((field) => line(field, length)) },
      ]),
      {
        kind: 'buttons',
        buttons: [
          ...pages.map((_, page) => ({
            id: formStepId({ sitting: id, does: { page } }),
            label: pages.length === 1 ? 'Fill in' : `Fill in ${partName(page).toLowerCase()}`,
          })),
          { id: formStepId({ sitting: id, does: 'submit' }), label: submit, style: 'primary' },
        ],
      },
    ],
  };
}

/** What is to be read before a form is filled in, where that is long; null where it stands in the form's card. */
export function introCard({ form }: Sitting): Card | null {
  const { intro, title } = form;
  if (intro.join('\n').length <= maxIntro) return null;
  return { summary: title, blocks: intro.map((text) => ({ kind: 'text', text })) };
}

function partName(page: number): string {
  return `Part ${page + 1}`;
}

function line(field: Field, length: number): Text {
  const value = cutText(oneLine(shownValue(field)), length);
  return [
    { text: field.label, style: 'strong' },
    { text: value === '' ? ' –' : ` ${value}` },
    ...(field.error === undefined ? [] : [{ text: ` ⚠ ${field.error}`, style: 'emphasis' as const }]),
  ];
}

function shownValue(field: Field): string {
  switch (field.kind) {
    case 'choice':
      return field.choices.find(({ id }) => id === field.value)?.label ?? '';
    case 'people':
      return field.value.map(({ name }) => name).join(', ');
    default:
      return field.value;
  }
}
