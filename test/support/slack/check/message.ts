import { isObject, type JsonObject, objects, textOf } from '../../json.ts';
import { LIMITS } from '../limits.ts';
import { refusal, SlackError } from '../slack-error.ts';
import { messageBlocks } from './blocks.ts';
import { problemsOf } from './rules.ts';
import { lengthOfTexts } from './total-text.ts';

export interface MessageContent {
  readonly text: string;
  readonly blocks: readonly JsonObject[];
  readonly metadata: JsonObject | null;
}

/**
 * The content of a message that Slack would take.
 *
 * @param maxText how long its `text` may be
 * @throws SlackError with Slack's code: `no_text`, `msg_too_long`, `invalid_blocks`, `msg_blocks_too_long`, …
 */
export function checkedContent(args: JsonObject, maxText: number): MessageContent {
  const markdown = textOf(args['markdown_text']);
  const text = textOf(args['text']);
  if (markdown !== '' && (text !== '' || args['blocks'] !== undefined)) throw new SlackError('markdown_text_conflict');
  if (markdown.length > LIMITS.markdownText) throw new SlackError('msg_too_long');
  if (text.length > maxText) throw new SlackError('msg_too_long');
  const blocks = markdown === '' ? checkedBlocks(args['blocks']) : [{ type: 'markdown', text: markdown }];
  if (text === '' && blocks.length === 0) throw new SlackError('no_text');
  return { text: markdown === '' ? text : markdown, blocks, metadata: checkedMetadata(args['metadata']) };
}

/** @throws SlackError `invalid_blocks_format`, `invalid_blocks`, `msg_too_long` or `msg_blocks_too_long` */
export function checkedBlocks(blocks: unknown): JsonObject[] {
  if (blocks === undefined) return [];
  if (!Array.isArray(blocks)) throw new SlackError('invalid_blocks_format');
  const problems = problemsOf(messageBlocks, blocks, '/blocks');
  if (problems.length > 0) throw refusal('invalid_blocks', problems);
  const markdown = objects(blocks).filter((block) => block['type'] === 'markdown');
  if (lengthOfTexts(markdown) > LIMITS.markdownText) throw new SlackError('msg_too_long');
  if (lengthOfTexts(blocks) > LIMITS.messageBlockText) throw new SlackError('msg_blocks_too_long');
  return objects(blocks);
}

function checkedMetadata(metadata: unknown): JsonObject | null {
  if (metadata === undefined || metadata === '') return null;
  if (!isObject(metadata)) throw new SlackError('invalid_metadata_format');
  const { event_type, event_payload } = metadata;
  if (typeof event_type !== 'string' || event_type === '' || !isObject(event_payload)) {
    throw new SlackError('invalid_metadata_schema');
  }
  return metadata;
}
