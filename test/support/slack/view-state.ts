import { at, isObject, type JsonObject, objects, textOf } from '../json.ts';
import type { Ids } from './ids.ts';

/** A copy in which every block has an id and every element an action id, as Slack stores it. */
export function withBlockIds(definition: JsonObject, ids: Ids): JsonObject {
  return { ...definition, blocks: blocksWithIds(objects(definition['blocks']), ids) };
}

export function blocksWithIds(blocks: readonly JsonObject[], ids: Ids): JsonObject[] {
  const named = (element: JsonObject) => (isUsable(element) ? { action_id: `a${ids.number()}`, ...element } : element);
  return blocks.map((block) => ({
    block_id: `b${ids.number()}`,
    ...block,
    ...(isObject(block['element']) ? { element: named(block['element']) } : {}),
    ...(isObject(block['accessory']) ? { accessory: named(block['accessory']) } : {}),
    ...(block['type'] === 'actions' || block['type'] === 'context_actions'
      ? { elements: objects(block['elements']).map(named) }
      : {}),
  }));
}

const isUsable = (element: JsonObject) => element['type'] !== 'image';

/** The elements of a block that a person can use, those of `input` and `section` included. */
export function usableElements(block: JsonObject): JsonObject[] {
  const inner = [block['element'], block['accessory']].filter(isObject);
  const listed = block['type'] === 'actions' || block['type'] === 'context_actions' ? objects(block['elements']) : [];
  return [...inner, ...listed].filter(isUsable);
}

/** Elements that hold something; buttons and menus without memory do not. */
export function holdsValue(element: JsonObject): boolean {
  return !['button', 'overflow', 'icon_button', 'feedback_buttons', 'workflow_button'].includes(
    textOf(element['type']),
  );
}

/** The state before anybody touched it: the initial values. */
export function initialState(definition: JsonObject): JsonObject {
  return Object.fromEntries(
    objects(definition['blocks']).flatMap((block): [string, JsonObject][] => {
      const values = usableElements(block)
        .filter(holdsValue)
        .map((element): [string, JsonObject] => [textOf(element['action_id']), initialValue(element)]);
      return values.length === 0 ? [] : [[textOf(block['block_id']), Object.fromEntries(values)]];
    }),
  );
}

/** After an update a field keeps what was filled in as long as block id, action id and type stay; its new initial value is ignored. */
export function keptState(definition: JsonObject, before: { readonly state: JsonObject }): JsonObject {
  const fresh = initialState(definition);
  return Object.fromEntries(
    Object.entries(fresh).map(([blockId, values]) => [
      blockId,
      Object.fromEntries(
        Object.entries(isObject(values) ? values : {}).map(([actionId, value]) => {
          const old = at(before.state, blockId, actionId);
          return [actionId, at(old, 'type') === at(value, 'type') ? old : value];
        }),
      ),
    ]),
  );
}

const INITIAL: Readonly<Record<string, readonly [field: string, initial: string]>> = {
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  radio_buttons: ['selected_option', 'initial_option'],
  checkboxes: ['selected_options', 'initial_options'],
  multi_static_select: ['selected_options', 'initial_options'],
  multi_external_select: ['selected_options', 'initial_options'],
  users_select: ['selected_user', 'initial_user'],
  multi_users_select: ['selected_users', 'initial_users'],
  channels_select: ['selected_channel', 'initial_channel'],
  multi_channels_select: ['selected_channels', 'initial_channels'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
  rich_text_input: ['rich_text_value', 'initial_value'],
};

function initialValue(element: JsonObject): JsonObject {
  const type = textOf(element['type']);
  const [field, initial] = INITIAL[type] ?? ['value', 'initial_value'];
  const many = field.endsWith('s');
  return { type, [field]: element[initial] ?? (many ? [] : null) };
}

/** The name of the field in which an element's state keeps its value. */
export function valueField(element: JsonObject): string {
  return (INITIAL[textOf(element['type'])] ?? ['value'])[0];
}
