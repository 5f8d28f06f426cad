import { z } from 'zod';
import { fieldPrefix, type View } from './deed.ts';

export const text = z.string();
export const optionalText = text.nullish().transform((value) => value ?? '');

const filledSchema = z.looseObject({
  value: text.nullish(),
  selected_option: z.object({ value: text }).nullish(),
  selected_date: text.nullish(),
  selected_users: z.array(text).nullish(),
});

/** A view as Slack sends it with what somebody did in it. */
export const viewSchema = z.object({
  id: text,
  hash: optionalText,
  callback_id: optionalText,
  private_metadata: optionalText,
  type: optionalText,
  state: z.object({ values: z.record(text, z.record(text, filledSchema)) }).nullish(),
});

/** What is filled in there, by block. */
export function readView(view: z.output<typeof viewSchema>): View {
  const filled = Object.entries(view.state?.values ?? {}).flatMap(([block, elements]) =>
    Object.values(elements).map((element) => [block, element] as const),
  );
  const values = filled.flatMap(([block, { selected_option, selected_date, value }]) => {
    // What was emptied in a form is something that a person did.
    const given = selected_option?.value ?? selected_date ?? value ?? (block.startsWith(fieldPrefix) ? '' : null);
    return given === null ? [] : [[block, given] as const];
  });
  const people = filled.flatMap(([block, { selected_users }]) =>
    selected_users ? [[block, selected_users] as const] : [],
  );
  return {
    id: view.id,
    hash: view.hash,
    callback: view.callback_id,
    notes: view.private_metadata,
    values: Object.fromEntries(values),
    people: Object.fromEntries(people),
  };
}
