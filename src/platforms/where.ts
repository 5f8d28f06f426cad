import type { Form, FormValues } from '../core/form.ts';
import { cutText } from '../core/text/cut.ts';
import { oneLine } from '../core/text/one-line.ts';
import type { Thread } from '../core/threads.ts';

/** Where something is to be posted, as a person chose it in a form. */
export type Where =
  | { readonly kind: 'here' }
  | { readonly kind: 'thread'; readonly thread: string }
  | { readonly kind: 'link'; readonly link: string };

/** What there is to choose from. */
export interface Places {
  /** What the place is called that the form was opened in. */
  readonly here: string;
  /** The other threads of the same channel in which the bot spoke last, newest first. */
  readonly recent: readonly Thread[];
  /** How one gets the link of a message. */
  readonly linkHint: string;
}

const whereField = 'where';
/** How many fields the choice of a place takes. */
export const whereFields = 2;
/** The field that is shown as wrong where nothing can be posted in the chosen place. */
export const linkField = 'link';
const here = 'here';
const aLink = 'link';
const maxLabel = 75;

/** The form with a choice of where its result is posted. */
export function withWhere(form: Form, places: Places): Form {
  return {
    ...form,
    fields: [
      ...form.fields,
      {
        kind: 'choice',
        id: whereField,
        label: 'Where?',
        value: here,
        choices: [
          { id: here, label: places.here },
          ...places.recent.map(({ thread, text }) => ({ id: thread, label: quoted(text) })),
          { id: aLink, label: 'The thread of a message that I link to below' },
        ],
      },
      {
        kind: 'text',
        id: linkField,
        label: 'Link to a message',
        hint: places.linkHint,
        optional: true,
        value: '',
        maxLength: 500,
      },
    ],
  };
}

/** What was chosen. A link that somebody pasted is what they mean, whatever is chosen above it. */
export function whereOf(values: FormValues): Where {
  const [where, link] = [values[whereField], values[linkField]];
  const pasted = typeof link === 'string' ? link.trim() : '';
  if (where === aLink || pasted !== '') return { kind: 'link', link: pasted };
  return typeof where !== 'string' || where === '' || where === here
    ? { kind: 'here' }
    : { kind: 'thread', thread: where };
}

function quoted(text: string): string {
  return `“${cutText(oneLine(text), maxLabel - 2)}”`;
}
