import { isObject } from '../../json.ts';
import type { Report, Rule } from './rules.ts';

/** Every `block_id` and every `action_id` once in a message. */
export const uniqueInMessage: Rule = (value, pointer, report) => {
  once(value, 'block_id', pointer, report);
  once(value, 'action_id', pointer, report);
};

/** In a view every `block_id` once, and every `action_id` once in its block: the state names the value by both. */
export const uniqueInView: Rule = (value, pointer, report) => {
  once(value, 'block_id', pointer, report);
  if (!Array.isArray(value)) return;
  for (const [index, block] of value.entries()) once(block, 'action_id', `${pointer}/${index}`, report);
};

function once(value: unknown, name: string, pointer: string, report: Report): void {
  const seen = new Set<string>();
  for (const [id, place] of idsIn(value, name, pointer)) {
    if (seen.has(id)) report(`\`${name}\` already exists: ${id}`, place);
    seen.add(id);
  }
}

function* idsIn(value: unknown, name: string, pointer: string): Generator<[id: string, pointer: string]> {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) yield* idsIn(each, name, `${pointer}/${index}`);
  } else if (isObject(value)) {
    const id = value[name];
    if (typeof id === 'string') yield [id, `${pointer}/${name}`];
    for (const [key, inner] of Object.entries(value)) yield* idsIn(inner, name, `${pointer}/${key}`);
  }
}
