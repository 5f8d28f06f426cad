import { z } from 'zod';
import { textsOf } from '../../core/layout/texts.ts';

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
  nonce: 25,
  fields: 5,
  title: 45,
  label: 45,
  labelDescription: 100,
  fieldPlaceholder: 100,
  fieldText: 4_000,
  radios: [2, 10],
  people: 20,
  /** What a picture shows, in words. */
  altText: 1_024,
  channelName: 100,
  commandName: 32,
  commandDescription: 100,
  commandOptions: 25,
  commandText: 8_000,
  completions: 25,
} as const;

/** The numbers of discord-api-types' enums, so that nothing of it is loaded to draw a card. */
export const kinds = {
  row: 1,
  button: 2,
  select: 3,
  text: 10,
  separator: 14,
  container: 17,
  label: 18,
  input: 4,
  radio: 21,
  people: 5,
  file: 13,
  gallery: 12,
} as const;

/** SuppressEmbeds and IsComponentsV2. */
export const messageFlags = 4 | 32_768;
/** The same for one person alone: with Ephemeral. */
export const privateFlags = messageFlags | 64;

/** Keys of a payload that hold no text for people. */
export const notText: ReadonlySet<string> = new Set(['custom_id', 'value', 'allowed_mentions']);

export const text = (max: number) => z.string().min(1).max(max);
/** Our own number of a component; see `marks.ts`. */
const mark = { id: z.int32().min(1).optional() };

const button = z.strictObject({
  type: z.literal(kinds.button),
  style: z.union([z.literal(1), z.literal(2), z.literal(4)]),
  label: text(limits.buttonLabel),
  custom_id: text(limits.customId),
});
export const option = z.strictObject({
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
  ...mark,
  type: z.literal(kinds.row),
  components: z.union([z.array(button).min(1).max(limits.rowButtons), z.array(select).length(1)]),
});
const inner = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal(kinds.text), content: text(limits.messageText), ...mark }),
  z.strictObject({ type: z.literal(kinds.separator), ...mark }),
  row,
  z.strictObject({
    type: z.literal(kinds.file),
    file: z.strictObject({ url: z.string().regex(/^attachment:\/\/[\w.-]+$/) }),
    ...mark,
  }),
  z.strictObject({
    type: z.literal(kinds.gallery),
    items: z
      .array(
        z.strictObject({
          media: z.strictObject({ url: z.string().regex(/^attachment:\/\/[\w.-]+$/) }),
          description: text(limits.altText),
        }),
      )
      .length(1),
    ...mark,
  }),
]);
const container = z.strictObject({ ...mark, type: z.literal(kinds.container), components: z.array(inner).min(1) });

/** The body of a message, a reply or a follow-up. */
export const messageSchema = z
  .strictObject({
    flags: z.literal([messageFlags, privateFlags]),
    components: z.array(z.discriminatedUnion('type', [...inner.options, container])).min(1),
    allowed_mentions: z.strictObject({ parse: z.array(z.never()).length(0), replied_user: z.literal(false) }),
    message_reference: z.strictObject({ message_id: z.string(), fail_if_not_exists: z.literal(false) }).optional(),
    nonce: text(limits.nonce).optional(),
    enforce_nonce: z.literal(true).optional(),
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
  .refine(({ components }) => hasUniqueIds(components), 'each custom_id must be there once in a message');

/** A new thread. */
export const threadSchema = z.strictObject({ name: text(limits.channelName) });

/** What is offered while an option is typed. */
export const completionsSchema = z
  .array(z.strictObject({ name: text(limits.optionText), value: text(limits.optionText) }))
  .max(limits.completions);

const commandName = text(limits.commandName).regex(/^[-_\p{Ll}\p{N}]+$/u);
const commandOption = z.strictObject({
  type: z.literal(3),
  name: commandName,
  description: text(limits.commandDescription),
  required: z.boolean().optional(),
  autocomplete: z.boolean().optional(),
  max_length: z.int().min(1).max(6_000).optional(),
  choices: z
    .array(z.strictObject({ name: text(limits.optionText), value: text(limits.optionText) }))
    .max(limits.options)
    .optional(),
});
const whereFrom = {
  /** A server's installation; and in servers and in the direct conversation with the bot. */
  integration_types: z.array(z.literal(0)).length(1),
  contexts: z.array(z.literal([0, 1])).min(1),
};

/** A slash command or a message command, to be registered. */
export const commandSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal(1),
      name: commandName,
      description: text(limits.commandDescription),
      options: z.array(commandOption).max(limits.commandOptions),
      ...whereFrom,
    }),
    z.strictObject({ type: z.literal(3), name: text(limits.commandName), ...whereFrom }),
  ])
  .refine((command) => total(command) <= limits.commandText, `at most ${limits.commandText} characters in all`);

export type DiscordCommand = z.output<typeof commandSchema>;

/** A payload as it is, once it is known that Discord takes it. A refusal here names the field, where Discord answers 50035. */
export function checked<Payload>(schema: z.ZodType, payload: Payload): Payload {
  const result = schema.safeParse(payload);
  if (!result.success) throw new Error(`Discord would refuse this: ${z.prettifyError(result.error)}`);
  return payload;
}

function total(payload: object): number {
  return textsOf(payload, notText).reduce((sum, each) => sum + each.length, 0);
}

export function hasUniqueIds(components: readonly object[]): boolean {
  const ids = within(components, hasCustomId).map((each) => each.custom_id);
  return new Set(ids).size === ids.length;
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
