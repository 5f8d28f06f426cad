import type { Form } from '../core/form.ts';

/** The saved check whose summary a button posts; null for any other id. The form for it is called the same. */
export function parseSummaryId(id: string): string | null {
  return /^check:summary:(.+)$/.exec(id)?.[1] ?? null;
}

/** Asks where a summary is to go. */
export function summaryForm(id: string): Form {
  return {
    id,
    title: 'Post a summary',
    submit: 'Post',
    intro: ['The verdict in a few lines, with its reasons, for a thread in which it was discussed.'],
    fields: [],
    asksWhere: true,
  };
}
