import { at, isObject, type JsonObject, objects, textOf } from '../json.ts';
import type { Delivery } from './delivery.ts';
import { type Actor, runAction } from './interactions.ts';
import type { Message } from './model.ts';
import { labelOf } from './screen-blocks.ts';
import { readable } from './screen-text.ts';
import { holdsValue, usableElements, valueField } from './view-state.ts';
import type { View } from './views.ts';

/** Something that a person can use, and where it is. */
export interface Usable {
  readonly place: Message | View;
  readonly block: JsonObject;
  readonly element: JsonObject;
}

export function usablesIn(place: Message | View): Usable[] {
  const blocks = 'definition' in place ? objects(place.definition['blocks']) : place.blocks;
  return blocks.flatMap((block) => usableElements(block).map((element) => ({ place, block, element })));
}

const body = ({ block, element }: Usable): JsonObject => ({
  type: element['type'],
  action_id: element['action_id'],
  block_id: block['block_id'],
});

/** Presses the button with this label. @returns null if this is not it */
export function press(actor: Actor, usable: Usable, label: string): Delivery | null {
  const { element, place } = usable;
  const candidates =
    element['type'] === 'feedback_buttons' ? [element['positive_button'], element['negative_button']] : [element];
  if (!/button/.test(textOf(element['type'])) || element['type'] === 'radio_buttons') return null;
  const button = candidates.find((each) => readable(actor.workspace, at(each, 'text')) === label);
  if (!isObject(button)) return null;
  return runAction(actor, place, { ...body(usable), text: button['text'], value: button['value'] });
}

/** What choosing did: undefined if the option is not offered here, null if it is only noted in a form. */
export type Chosen = Delivery | null | undefined;

/** Chooses an option; in checkboxes and menus of several, once more takes it back. `@name` and `#name` stand for people and channels. */
export function choose(actor: Actor, usable: Usable, label: string, from?: string): Chosen {
  const { element, block } = usable;
  if (from !== undefined && !labelOf(actor.workspace, block, element).includes(from)) return undefined;
  const option = optionCalled(actor, element, label);
  if (option === undefined) return undefined;
  if (element['type'] === 'overflow')
    return runAction(actor, usable.place, { ...body(usable), selected_option: option });
  const field = valueField(element);
  const before = at(usable.place.state, textOf(block['block_id']), textOf(element['action_id']), field);
  return note(actor, usable, Array.isArray(before) ? toggled(before, option, element) : option);
}

function toggled(before: readonly unknown[], option: unknown, element: JsonObject): unknown[] {
  const key = (each: unknown) => at(each, 'value') ?? each;
  if (before.some((each) => key(each) === key(option))) return before.filter((each) => key(each) !== key(option));
  const most = Number(element['max_selected_items'] ?? Number.POSITIVE_INFINITY);
  if (before.length >= most) throw new Error(`no more than ${most} can be chosen here`);
  return [...before, option];
}

function optionCalled({ workspace }: Actor, element: JsonObject, label: string): unknown {
  const type = textOf(element['type']);
  if (/users_select$/.test(type)) return [...workspace.users.values()].find((user) => `@${user.name}` === label)?.id;
  if (/(channels|conversations)_select$/.test(type)) {
    return [...workspace.channels.values()].find((channel) => `#${channel.name}` === label)?.id;
  }
  const options = [
    ...objects(element['options']),
    ...objects(element['option_groups']).flatMap((group) => objects(group['options'])),
  ];
  return options.find((option) => readable(workspace, option['text']) === label);
}

/** Types into a field, or sets a date or time. @returns undefined if this is not the field with this label */
export function fill(actor: Actor, usable: Usable, label: string, value: string): Chosen {
  const { element, block } = usable;
  const field = valueField(element);
  if (!holdsValue(element) || !['value', 'selected_date', 'selected_time'].includes(field)) return undefined;
  if (!labelOf(actor.workspace, block, element).includes(label)) return undefined;
  const most = Number(element['max_length'] ?? 3_000);
  if (value.length > most) throw new Error(`no more than ${most} characters can be typed into ${label}`);
  return note(actor, usable, value);
}

/** An input of a form only remembers it, unless it says `dispatch_action`; everything else tells the app at once. */
function note(actor: Actor, usable: Usable, value: unknown): Delivery | null {
  const { place, block, element } = usable;
  const blockId = textOf(block['block_id']);
  const known = place.state[blockId];
  const entry = { type: element['type'], [valueField(element)]: value };
  place.state[blockId] = { ...(isObject(known) ? known : {}), [textOf(element['action_id'])]: entry };
  actor.slack.changed();
  if (block['type'] === 'input' && block['dispatch_action'] !== true) return null;
  return runAction(actor, place, { ...body(usable), ...entry });
}
