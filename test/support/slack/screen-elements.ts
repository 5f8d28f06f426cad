import { at, isObject, type JsonObject, objects, textOf } from '../json.ts';
import type { Workspace } from './model.ts';
import { readable } from './screen-text.ts';
import { valueField } from './view-state.ts';

/** Something to use, with what is filled in or chosen in it: as lines, or as one part of a line. */
export function elementLines(workspace: Workspace, element: JsonObject, state: unknown): string[] {
  const value = at(state, textOf(element['action_id']), valueField(element));
  const placeholder = readable(workspace, element['placeholder']);
  const label = (option: unknown) => readable(workspace, at(option, 'text'));
  const described = (option: JsonObject) =>
    isObject(option['description']) ? [`    › ${readable(workspace, option['description'])}`] : [];
  switch (element['type']) {
    case 'button':
    case 'icon_button':
    case 'workflow_button':
      return [`[${label(element)}]`];
    case 'feedback_buttons':
      return [`[${label(element['positive_button'])}] [${label(element['negative_button'])}]`];
    case 'overflow':
      return [`[… ${objects(element['options']).map(label).join(' | ')}]`];
    case 'radio_buttons':
      return objects(element['options']).flatMap((option) => [
        `${at(value, 'value') === option['value'] ? '(•)' : '( )'} ${label(option)}`,
        ...described(option),
      ]);
    case 'checkboxes': {
      const chosen = objects(value).map((option) => option['value']);
      return objects(element['options']).flatMap((option) => [
        `${chosen.includes(option['value']) ? '[x]' : '[ ]'} ${label(option)}`,
        ...described(option),
      ]);
    }
    case 'image':
      return [`[image: ${textOf(element['alt_text'])}]`];
    default:
      return [
        `[${shown(value, label) || placeholder || ' '} ${textOf(element['type']).endsWith('select') ? '▾' : '✎'}]`,
      ];
  }
}

function shown(value: unknown, label: (option: unknown) => string): string {
  if (Array.isArray(value)) return value.map((each) => shown(each, label)).join(', ');
  return isObject(value) ? label(value) : String(value ?? '');
}
