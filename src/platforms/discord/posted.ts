import { textsOf } from '../../core/layout/texts.ts';
import type { DiscordMessage } from './render.ts';

/** Keys of a payload that hold no text for people. */
export const notText: ReadonlySet<string> = new Set(['custom_id', 'value', 'allowed_mentions']);

/** Every character that reaches Discord, escapes and markup included: texts, labels, descriptions; a line for each. */
export function posted(messages: readonly DiscordMessage[]): string {
  return messages.flatMap((message) => textsOf(message, notText)).join('\n');
}
