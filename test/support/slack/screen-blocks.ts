import { at, isObject, type JsonObject, objects, textOf } from '../json.ts';
import type { Workspace } from './model.ts';
import { elementLines } from './screen-elements.ts';
import { readable, richText } from './screen-text.ts';

/** Blocks as lines of plain text. `state` and `errors` are those of the message or view that they are in. */
export function blockLines(
  workspace: Workspace,
  blocks: readonly JsonObject[],
  state: JsonObject,
  errors: Readonly<Record<string, string>> = {},
): string[] {
  return blocks.flatMap((block) => {
    const id = textOf(block['block_id']);
    const read = (value: unknown) => readable(workspace, value);
    const used = (element: unknown) => (isObject(element) ? elementLines(workspace, element, state[id]) : []);
    switch (block['type']) {
      case 'header':
        return [`# ${read(block['text'])}`];
      case 'divider':
        return ['──────────'];
      case 'section':
        return [
          ...(block['text'] === undefined ? [] : read(block['text']).split('\n')),
          ...objects(block['fields']).flatMap((field) =>
            read(field)
              .split('\n')
              .map((line) => `  ${line}`),
          ),
          ...used(block['accessory']),
        ];
      case 'context':
        return [`› ${objects(block['elements']).map(read).join(' · ')}`];
      case 'rich_text':
        return richText(workspace, block);
      case 'markdown':
        return readableMarkdown(textOf(block['text'])).split('\n');
      case 'actions':
      case 'context_actions':
        return inARow(objects(block['elements']).map(used));
      case 'input':
        return [
          `${read(block['label'])}${block['optional'] === true ? ' (optional)' : ''}`,
          ...used(block['element']),
          ...(block['hint'] === undefined ? [] : [`› ${read(block['hint'])}`]),
          ...(errors[id] === undefined ? [] : [`! ${errors[id]}`]),
        ];
      case 'table':
        return tableLines(workspace, block['rows']);
      case 'image':
        return [`[image: ${textOf(block['alt_text'])}]`];
      default:
        return [`[${textOf(block['type'])}]`];
    }
  });
}

/** Elements of one line each stand beside each other, the others below each other. */
function inARow(elements: readonly string[][]): string[] {
  const lines: string[] = [];
  let row: string[] = [];
  for (const element of elements) {
    if (element.length === 1) row.push(...element);
    else {
      if (row.length > 0) lines.push(row.join(' '));
      row = [];
      lines.push(...element);
    }
  }
  return row.length > 0 ? [...lines, row.join(' ')] : lines;
}

function tableLines(workspace: Workspace, rows: unknown): string[] {
  if (!Array.isArray(rows)) return [];
  return rows.map((row) =>
    objects(row)
      .map((cell) => (cell['type'] === 'rich_text' ? richText(workspace, cell).join(' ') : readable(workspace, cell)))
      .join(' | '),
  );
}

/** The label of the block in which an element is: what a person calls it by. */
export function labelOf(workspace: Workspace, block: JsonObject, element: JsonObject): string[] {
  return [at(block, 'label'), at(block, 'text'), element['placeholder']]
    .map((value) => readable(workspace, value))
    .concat(textOf(element['action_id']), textOf(block['block_id']))
    .filter((name) => name !== '');
}

/** Text that was escaped is shown as it is meant; markup stays as it was written. */
function readableMarkdown(text: string): string {
  return text
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
