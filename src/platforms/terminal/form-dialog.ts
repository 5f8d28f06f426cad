import type { Incoming } from '../../core/bot-events.ts';
import type { Block, Card } from '../../core/card.ts';
import type { Field, Form } from '../../core/form.ts';
import { chosen, keysOf } from './keys.ts';

/** Not just any word behind a slash: a title may be that of a path. */
const chatCommand = /^\/(?:arch-check|check|decisions|help|record|title)\b/;

/** A form asked field by field: an empty line keeps what is there. */
export interface FormDialog {
  /** What is asked now; null once the person has left. */
  card(): Card | null;
  /** @returns the filled-in form after its last line; null as long as there is more to ask, and where the person left */
  take(line: string): Incoming['event'] | null;
}

export function createFormDialog(form: Form): FormDialog {
  const wrong = form.fields.filter(({ error }) => error !== undefined);
  // What was wrong is asked again; the rest was good and is kept.
  const fields = wrong.length > 0 ? wrong : form.fields;
  const values = new Map(
    form.fields.flatMap((field) =>
      field.value === null ? [] : [[field.id, isRefused(field) ? '' : field.value] as const],
    ),
  );
  let at = 0;
  let left = false;
  let remark: string | null = null;

  const submitted = (): Incoming['event'] => ({ kind: 'submit', form: form.id, values: Object.fromEntries(values) });

  return {
    card() {
      const field = fields[at];
      return left || field === undefined
        ? null
        : fieldCard(form, field, `${at + 1} of ${fields.length}`, at === 0, remark);
    },
    take(line) {
      const field = fields[at];
      remark = null;
      if (line === '/cancel' || field === undefined) {
        left = true;
        return null;
      }
      if (line === '/done') return submitted();
      if (chatCommand.test(line)) {
        remark = 'That is a command, and this a form: /done sends it, /cancel leaves it.';
        return null;
      }
      if (line !== '') {
        const value = field.kind === 'choice' ? chosen(keysOf(choicesCard(field)), line) : line === '-' ? '' : line;
        if (value === null) {
          remark = 'That is none of the choices. Type its number.';
          return null;
        }
        values.set(field.id, value);
      }
      at += 1;
      return at === fields.length ? submitted() : null;
    },
  };
}

function fieldCard(form: Form, field: Field, place: string, isFirst: boolean, remark: string | null): Card {
  const kept = keptText(field);
  const notes = [field.error, remark, field.hint, kept].filter((text) => text !== undefined && text !== null);
  return {
    summary: field.label,
    blocks: [
      ...(isFirst
        ? [{ kind: 'heading' as const, text: form.title }, ...form.intro.map((text): Block => ({ kind: 'text', text }))]
        : []),
      { kind: 'text', text: [{ text: field.label, style: 'strong' }, { text: ` (${place})` }] },
      ...notes.map((text): Block => ({ kind: 'note', text })),
      ...(field.kind === 'choice' ? choicesCard(field).blocks : []),
      ...(isFirst
        ? [
            {
              kind: 'note' as const,
              text: '“-” empties a field, /done keeps all the rest as it is, /cancel leaves without keeping anything.',
            },
          ]
        : []),
    ],
  };
}

function choicesCard({ label, choices, value }: Extract<Field, { kind: 'choice' }>): Card {
  return {
    summary: label,
    blocks: [{ kind: 'choices', choices: choices.map((choice) => ({ ...choice, selected: choice.id === value })) }],
  };
}

/** What was typed was refused as it stands, so it is not offered again. */
function isRefused({ kind, error }: Field): boolean {
  return error !== undefined && (kind === 'text' || kind === 'date');
}

function keptText(field: Field): string {
  if (field.kind === 'choice')
    return field.value === null ? 'An empty line leaves it open.' : 'An empty line keeps the marked one.';
  const value = field.kind === 'people' ? field.value.map(({ name }) => name).join(', ') : field.value;
  const text = isRefused(field) ? '' : value;
  const form =
    field.kind === 'date'
      ? ' Type a day as 2027-03-31.'
      : field.kind === 'people'
        ? ' Names are separated by commas.'
        : '';
  return text === '' ? `An empty line leaves it empty.${form}` : `An empty line keeps “${text}”.${form}`;
}
