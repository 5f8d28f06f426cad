import { z } from 'zod';
import { hasUniqueIds, kinds, limits, option, text } from './limits.ts';

const input = z.strictObject({
  type: z.literal(kinds.input),
  custom_id: text(limits.customId),
  style: z.literal([1, 2]),
  required: z.boolean(),
  max_length: z.int().min(1).max(limits.fieldText),
  value: z.string().max(limits.fieldText).optional(),
  placeholder: text(limits.fieldPlaceholder).optional(),
});
const radio = z.strictObject({
  type: z.literal(kinds.radio),
  custom_id: text(limits.customId),
  required: z.boolean().optional(),
  options: z.array(option).min(limits.radios[0]).max(limits.radios[1]),
});
const people = z.strictObject({
  type: z.literal(kinds.people),
  custom_id: text(limits.customId),
  required: z.boolean(),
  min_values: z.int().min(0).max(limits.people),
  max_values: z.int().min(1).max(limits.people),
  default_values: z
    .array(z.strictObject({ id: z.string(), type: z.literal('user') }))
    .max(limits.people)
    .optional(),
});
const label = z.strictObject({
  type: z.literal(kinds.label),
  label: text(limits.label),
  description: text(limits.labelDescription).optional(),
  component: z.discriminatedUnion('type', [input, radio, people]),
});

const said = z.strictObject({ type: z.literal(kinds.text), content: text(limits.messageText) });

/** A form, as the answer to a click. */
export const modalSchema = z
  .strictObject({
    custom_id: text(limits.customId),
    title: text(limits.title),
    components: z
      .array(z.discriminatedUnion('type', [label, said]))
      .min(1)
      .max(limits.fields),
  })
  .refine(
    ({ components }) => hasUniqueIds(components.flatMap((each) => ('component' in each ? [each.component] : []))),
    'each custom_id must be there once in a form',
  );

export type DiscordModal = z.output<typeof modalSchema>;
