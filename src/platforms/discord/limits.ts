import { z } from 'zod';
import { textsOf } from '../../core/layout/texts.ts';
import { notText } from './posted.ts';

/**
 * What Discord accepts of what we send, as far as we send it; discord.js's builders check none of the totals. Source:
 * https://discord.com/developers/docs/components/reference. Lengths are in UTF-16 units, the strictest reading, and the text of a
 * message counts labels and descriptions too.
 */
export const limits = {
  /** Components of a message, the nested ones included. */
  components: 40,
  messageText: 4_000,
  rows: 5,
  rowButtons: 5,
  buttonLabel: 80,
  customId: 100,
  options: 25,
  optionText: 100,
  placeholder: 150,
} as const;

/** The numbers of discord-api-types' enums, so that nothing of it is loaded to draw a card. */
export const kinds = { row: 1, button: 2, select: 3, text: 10, separator: 14, container: 17 } as const;

/** SuppressEmbeds and IsComponentsV2. */
export const messageFlags = 4 | 32_768;

const text = (max: number) => z.string().min(1).max(max);

const button = z.strictObject({
  type: z.literal(kinds.button),
  style: z.union([z.literal(1), z.literal(2), z.literal(4)]),
  label: text(limits.buttonLabel),
  custom_id: text(limits.customId),
});
const option = z.strictObject({
  label: text(limits.optionText),
  value: text(limits.optionText),
  description: text(limits.optionText).optional(),
  default: z.boolean().optional(),
});
const select = z.strictObject({
  type: z.literal(kinds.select),
  custom_id: text(limits.customId),
  placeholder: text(limits.placeholder),
  options: z.array(option).min(1).max(limits.options),
});
const row = z.strictObject({
  type: z.literal(kinds.row),
  components: z.union([z.array(button).min(1).max(limits.rowButtons), z.array(select).length(1)]),
});
const inner = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal(kinds.text), content: text(limits.messageText) }),
  z.strictObject({ type: z.literal(kinds.separator) }),
  row,
]);
const container = z.strictObject({ type: z.literal(kinds.container), components: z.array(inner).min(1) });

/** The body of a message, a reply or a follow-up. An ephemeral one adds its flag to these. */
export const messageSchema = z
  .strictObject({
    flags: z.literal(messageFlags),
    components: z.array(z.discriminatedUnion('type', [...inner.options, container])).min(1),
    allowed_mentions: z.strictObject({ parse: z.array(z.never()).length(0), replied_user: z.literal(false) }),
  })
  .refine(
    ({ components }) => count(components) <= limits.components,
    `at most ${limits.components} components, nested ones included`,
  )
  .refine(
    ({ components }) => total(components) <= limits.messageText,
    `at most ${limits.messageText} characters of text in all`,
  )
  .refine(({ components }) => within(components, isRow).length <= limits.rows, `at most ${limits.rows} action rows`)
  .refine(({ components }) => {
    const ids = within(components, hasCustomId).map((each) => each.custom_id);
    return new Set(ids).size === ids.length;
  }, 'each custom_id must be there once in a message');

function total(payload: object): number {
  return textsOf(payload, notText).reduce((sum, each) => sum + each.length, 0);
}

function isRow(value: object): value is { readonly type: 1 } {
  return 'type' in value && value.type === kinds.row;
}

function hasCustomId(value: object): value is { readonly custom_id: unknown } {
  return 'custom_id' in value;
}

function isComponent(value: object): value is object {
  return 'type' in value;
}

/** How many components there are, those inside others included. */
export function count(components: readonly object[]): number {
  return within(components, isComponent).length;
}

function within<T extends object>(components: readonly object[], is: (value: object) => value is T): T[] {
  return components.flatMap((component) => {
    const nested =
      'components' in component && Array.isArray(component.components) ? within(component.components, is) : [];
    return is(component) ? [component, ...nested] : nested;
  });
}
