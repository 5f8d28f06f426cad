import type { JsonObject } from '../json.ts';
import type { MessageContent } from './check/message.ts';
import type { Workspace } from './model.ts';

/** What Slack's own client makes of what a person types: escaped, with names, channels and addresses in brackets, and a rich text block. */
export function typed(workspace: Workspace, text: string): MessageContent {
  const encoded = encode(workspace, text);
  const elements = encoded
    .split(/(<[^<>]+>)/)
    .filter((part) => part !== '')
    .map(inline);
  const blocks =
    elements.length === 0 ? [] : [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
  return { text: encoded, blocks, metadata: null };
}

function encode(workspace: Workspace, text: string): string {
  const users = new Map([...workspace.users.values()].map((user) => [user.name, user.id]));
  const channels = new Map([...workspace.channels.values()].map((channel) => [channel.name, channel.id]));
  return escaped(text)
    .replace(/\bhttps?:\/\/[^\s<>]+/g, (url) => `<${url}>`)
    .replace(/(?<![\w<])@([\w-]+)/g, (whole, name: string) => {
      const user = users.get(name);
      if (user !== undefined) return `<@${user}>`;
      return /^(here|channel|everyone)$/.test(name) ? `<!${name}>` : whole;
    })
    .replace(/(?<![\w<&/])#([\w-]+)/g, (whole, name: string) => {
      const channel = channels.get(name);
      return channel === undefined ? whole : `<#${channel}|${name}>`;
    });
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
export const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

function inline(part: string): JsonObject {
  const bracketed = /^<([@#!]?)([^|>]+)/.exec(part);
  const [, sign = '', inside = ''] = bracketed ?? [];
  if (bracketed === null) return { type: 'text', text: unescaped(part) };
  if (sign === '@') return { type: 'user', user_id: inside };
  if (sign === '#') return { type: 'channel', channel_id: inside };
  if (sign === '!') return { type: 'broadcast', range: inside };
  return { type: 'link', url: unescaped(inside) };
}
