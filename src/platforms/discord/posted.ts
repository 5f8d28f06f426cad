import { textsOf } from '../../core/layout/texts.ts';
import { notText } from './limits.ts';
import type { DiscordMessage } from './render.ts';

/** Every character that reaches Discord, escapes and markup included: texts, labels, descriptions; a line for each. */
export function posted(messages: readonly DiscordMessage[]): string {
  return messages.flatMap((message) => textsOf(message, notText)).join('\n');
}
