import { z } from 'zod';
import { textsOf } from '../../core/layout/texts.ts';

/**
 * What Slack accepts of what we send, as far as we send it. Sources: https://docs.slack.dev/reference/block-kit/blocks for each block;
 * the text of a whole message is from slackapi/bolt-js#2509, found by trying; lengths are in UTF-16 units, the strictest reading.
 */
export const limits = {
  blocks: 50,
  /** All text of the blocks of one message. Over about 13,200, Slack answers `msg_blocks_too_long`. */
  messageText: 13_200,
  /** `chat.update` refuses more than about 4,000 in practice, and every message may be updated. */
  fallbackText: 4_000,
  sectionText: 3_000,
  header: 150,
  contextElements: 10,
  actions: 25,
  tableRows: 100,
  tableColumns: 20,
  tableText: 10_000,
  buttonText: 75,
  buttonValue: 2_000,
  option: 75,
  selectOptions: 100,
  placeholder: 150,
  actionId: 255,
} as const;

/** Keys of a payload that hold no text for people. */
export const notText: ReadonlySet<string> = new Set([
  'type',
  'action_id',
  'block_id',
  'value',
  'style',
  'initial_option',
]);

const text = (max: number) => z.string().min(1).max(max);
const plainText = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: text(max), emoji: z.literal(false) });

const style = z.strictObject({ bold: z.literal(true), italic: z.literal(true), code: z.literal(true) }).partial();
const run = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), style: style.optional() }),
  z.strictObject({
    type: z.literal('link'),
    url: z.string().regex(/^https:\/\/[^\s<>|]+$/),
    text: z.string().min(1),
    style: style.optional(),
  }),
]);
const runs = z.array(run).min(1);
const section = z.strictObject({ type: z.literal('rich_text_section'), elements: runs });
const richText = z
  .strictObject({
    type: z.literal('rich_text'),
    elements: z
      .array(
        z.discriminatedUnion('type', [
          section,
          z.strictObject({
            type: z.literal('rich_text_list'),
            style: z.enum(['bullet', 'ordered']),
            offset: z.int().min(1).optional(),
            elements: z.array(section).min(1),
          }),
          z.strictObject({ type: z.literal('rich_text_quote'), elements: runs }),
          z.strictObject({ type: z.literal('rich_text_preformatted'), elements: runs }),
        ]),
      )
      .min(1),
  })
  .refine(
    totalWithin(limits.sectionText),
    `the text of a rich_text block must be at most ${limits.sectionText} characters`,
  );

const button = z.strictObject({
  type: z.literal('button'),
  action_id: text(limits.actionId),
  text: plainText(limits.buttonText),
  value: text(limits.buttonValue),
  style: z.enum(['primary', 'danger']).optional(),
});
const option = z.strictObject({
  text: plainText(limits.option),
  value: text(limits.option),
  description: plainText(limits.option).optional(),
});
const select = z.strictObject({
  type: z.literal('static_select'),
  action_id: text(limits.actionId),
  placeholder: plainText(limits.placeholder),
  options: z.array(option).min(1).max(limits.selectOptions),
  initial_option: option.optional(),
});

const cell = z.union([
  z.strictObject({ type: z.literal('raw_text'), text: text(limits.tableText) }),
  z.strictObject({ type: z.literal('rich_text'), elements: z.array(section).min(1) }),
]);

const blockSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), text: plainText(limits.header) }),
  richText,
  z.strictObject({
    type: z.literal('context'),
    elements: z.array(plainText(limits.sectionText)).min(1).max(limits.contextElements),
  }),
  z.strictObject({ type: z.literal('divider') }),
  z.strictObject({
    type: z.literal('actions'),
    elements: z
      .array(z.union([button, select]))
      .min(1)
      .max(limits.actions),
  }),
  z
    .strictObject({
      type: z.literal('table'),
      column_settings: z.array(z.strictObject({ is_wrapped: z.boolean() })).max(limits.tableColumns),
      rows: z.array(z.array(cell).min(1).max(limits.tableColumns)).min(1).max(limits.tableRows),
    })
    .refine(totalWithin(limits.tableText), `the text of a table must be at most ${limits.tableText} characters`),
]);

/** Arguments of `chat.postMessage` but for the place; `respond()` takes the same. */
export const messageSchema = z
  .strictObject({
    text: text(limits.fallbackText),
    blocks: z.array(blockSchema).min(1).max(limits.blocks),
    mrkdwn: z.literal(false),
    unfurl_links: z.literal(false),
    unfurl_media: z.literal(false),
  })
  .refine(({ blocks }) => totalWithin(limits.messageText)(blocks), {
    message: `all text of a message must be at most ${limits.messageText} characters`,
    path: ['blocks'],
  })
  .refine(({ blocks }) => blocks.filter((block) => block.type === 'table').length <= 1, 'a message may have one table')
  .refine(({ blocks }) => {
    const ids = blocks.flatMap((block) =>
      block.type === 'actions' ? block.elements.map((each) => each.action_id) : [],
    );
    return new Set(ids).size === ids.length;
  }, 'each action_id must be there once in a message');

function totalWithin(max: number): (payload: object) => boolean {
  return (payload) => textsOf(payload, notText).reduce((sum, each) => sum + each.length, 0) <= max;
}
