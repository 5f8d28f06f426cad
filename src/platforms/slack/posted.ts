import { textsOf } from '../../core/layout/texts.ts';
import { notText } from './limits.ts';
import type { SlackMessage } from './render.ts';

/** Every character that reaches Slack: fallback texts, blocks, labels, the addresses of links; a line for each text. */
export function posted(messages: readonly SlackMessage[]): string {
  return messages.flatMap((message) => textsOf(message, notText, wholeSection)).join('\n');
}

/** The runs of a section are read as one line. */
function wholeSection(value: object): string | undefined {
  const type = 'type' in value ? value.type : undefined;
  if (type !== 'rich_text_section' && type !== 'rich_text_quote') return undefined;
  return textsOf(value, notText, linkInWords).join('');
}

function linkInWords(value: object): string | undefined {
  if (!('url' in value && 'text' in value)) return undefined;
  return `${value.text} (${value.url})`;
}
