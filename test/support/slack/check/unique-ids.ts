import { isObject } from '../json.ts';
import type { Rule } from './rules.ts';

/** Every `block_id` and every `action_id` once in a message or view. */
export const uniqueIds: Rule = (value, pointer, report) => {
  for (const name of ['block_id', 'action_id']) {
    const seen = new Set<string>();
    for (const [id, place] of idsIn(value, name, pointer)) {
      if (seen.has(id)) report(`\`${name}\` already exists: ${id}`, place);
      seen.add(id);
    }
  }
};

function* idsIn(value: unknown, name: string, pointer: string): Generator<[id: string, pointer: string]> {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) yield* idsIn(each, name, `${pointer}/${index}`);
  } else if (isObject(value)) {
    const id = value[name];
    if (typeof id === 'string') yield [id, `${pointer}/${name}`];
    for (const [key, inner] of Object.entries(value)) yield* idsIn(inner, name, `${pointer}/${key}`);
  }
}
