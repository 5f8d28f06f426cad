import { isObject, type JsonObject, objects, textOf } from '../json.ts';
import { nameOf } from './interactions.ts';
import type { Workspace } from './model.ts';
import { unescaped } from './typed.ts';

/** How a text object, or markup, reads on the screen: names for ids, labels for links; stars and underscores stay as they are. */
export function readable(workspace: Workspace, value: unknown): string {
  if (typeof value === 'string') return markup(workspace, value);
  if (!isObject(value)) return '';
  if (value['type'] === 'mrkdwn') return markup(workspace, textOf(value['text']));
  if (value['type'] === 'rich_text') return richText(workspace, value).join('\n');
  if (value['type'] === 'image') return `[image: ${textOf(value['alt_text'])}]`;
  return textOf(value['text']) || String(value['value'] ?? '');
}

function markup(workspace: Workspace, text: string): string {
  const named = text.replace(
    /<([@#!]?)([^<>|\n]+)(?:\|([^<>\n]*))?>/g,
    (_, sign: string, inside: string, label?: string) => {
      if (sign === '@') return `@${nameOf(workspace, inside)}`;
      if (sign === '#') return `#${workspace.channels.get(inside)?.name ?? inside}`;
      if (sign === '!') return label ?? `@${inside}`;
      return label ?? inside;
    },
  );
  return unescaped(named);
}

/** The lines of a `rich_text` block. */
export function richText(workspace: Workspace, block: JsonObject): string[] {
  return objects(block['elements']).flatMap((part) => {
    if (part['type'] === 'rich_text_list') {
      const indent = '  '.repeat(Number(part['indent'] ?? 0));
      const first = Number(part['offset'] ?? 0) + 1;
      return objects(part['elements']).flatMap((item, index) => {
        const sign = part['style'] === 'ordered' ? `${first + index}.` : '•';
        return inlineText(workspace, item)
          .split('\n')
          .map((line, at) => `${indent}${at === 0 ? sign : ' '} ${line}`);
      });
    }
    const sign = part['type'] === 'rich_text_quote' ? '> ' : part['type'] === 'rich_text_preformatted' ? '    ' : '';
    return inlineText(workspace, part)
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => `${sign}${line}`);
  });
}

function inlineText(workspace: Workspace, part: JsonObject): string {
  return objects(part['elements'])
    .map((run) => {
      switch (run['type']) {
        case 'user':
          return `@${nameOf(workspace, textOf(run['user_id']))}`;
        case 'usergroup':
          return `@${textOf(run['usergroup_id'])}`;
        case 'broadcast':
          return `@${textOf(run['range'])}`;
        case 'channel':
          return `#${workspace.channels.get(textOf(run['channel_id']))?.name ?? textOf(run['channel_id'])}`;
        case 'emoji':
          return `:${textOf(run['name'])}:`;
        case 'link':
          return textOf(run['text']) || textOf(run['url']);
        case 'date':
          return textOf(run['fallback']) || String(run['timestamp']);
        case 'color':
          return textOf(run['value']);
        default:
          return textOf(run['text']);
      }
    })
    .join('');
}
