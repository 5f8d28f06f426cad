import { dayMs, parseDate } from '../dates.ts';
import { type Form, type FormValues, textOf } from '../form.ts';
import { visible } from '../text/normalise.ts';

const maxTitle = 120;
const mostPeople = 500;

/** The form that opens a team check. */
export function openForm(key: string): Form {
  return {
    id: `team:open:${key}`,
    title: 'Check with the team',
    submit: 'Open',
    intro: ['Everybody answers blind; the result comes when it closes. You can close it at any time.'],
    asksWhere: true,
    fields: [
      {
        kind: 'text',
        id: 'title',
        label: 'What is it about?',
        value: '',
        maxLength: maxTitle,
      },
      {
        kind: 'text',
        id: 'count',
        label: 'Close by itself with how many answers?',
        hint: 'A number from 2 on; empty for no limit.',
        optional: true,
        value: '',
        maxLength: 3,
      },
      {
        kind: 'date',
        id: 'until',
        label: 'Close by itself at the end of which day?',
        hint: 'In UTC.',
        optional: true,
        value: '',
      },
    ],
  };
}

export interface Opening {
  readonly title: string;
  readonly closesWith: number | null;
  readonly closesAt: number | null;
}

/** What a filled-in form says, and what is wrong with it, by field. */
export function readOpenForm(
  form: Form,
  values: FormValues,
  now: number,
): { readonly opening: Opening; readonly errors: Readonly<Record<string, string>> } {
  const title = visible(textOf(form, values, 'title'))
    .replace(/\s+/g, ' ')
    .trim();
  const count = textOf(form, values, 'count');
  const until = textOf(form, values, 'until');
  const closesWith = /^\d{1,3}$/.test(count) ? Number(count) : null;
  const day = parseDate(until);
  const closesAt = day === null ? null : day + dayMs;
  const counts = closesWith !== null && closesWith >= 2 && closesWith <= mostPeople;
  return {
    opening: { title, closesWith, closesAt },
    errors: {
      ...(title === '' ? { title: 'It needs a title, for example “Billing service”.' } : {}),
      ...(count !== '' && !counts ? { count: `Give a number from 2 to ${mostPeople}, or leave it empty.` } : {}),
      ...(until !== '' && closesAt === null ? { until: 'Give a day as 2027-03-31, or leave it empty.' } : {}),
      ...(closesAt !== null && closesAt <= now
        ? { until: 'That day is over. Give one to come, or leave it empty.' }
        : {}),
    },
  };
}
