import { ComponentType } from 'discord.js';
import { isObject, type JsonObject, objects, textOf } from '../json.ts';

/** What somebody has filled in: text, the value of one option, several, or whether a box is ticked. */
export type FieldValue = string | boolean | readonly string[];

/** Something to fill in, with what is written above it. */
export interface ModalField {
  readonly label: string;
  readonly description: string;
  readonly component: JsonObject;
  readonly customId: string;
}

/** The fields of a modal, in a label each or, in the old form, in a row. */
export function fieldsOf(definition: JsonObject): ModalField[] {
  return objects(definition['components']).flatMap((top) => {
    const inside = top['type'] === ComponentType.Label ? [top['component']] : objects(top['components']);
    return inside.filter(isObject).map((component) => ({
      label: textOf(top['label']) || textOf(component['label']),
      description: textOf(top['description']),
      component,
      customId: textOf(component['custom_id']),
    }));
  });
}

/** What is filled in from the start. */
export function initialValues(definition: JsonObject): Map<string, FieldValue> {
  const values = new Map<string, FieldValue>();
  for (const { component, customId } of fieldsOf(definition)) {
    const chosen = objects(component['options'])
      .filter((option) => option['default'] === true)
      .map(optionValue);
    switch (component['type']) {
      case ComponentType.TextInput:
        values.set(customId, textOf(component['value']));
        break;
      case ComponentType.Checkbox:
        values.set(customId, component['default'] === true);
        break;
      case ComponentType.RadioGroup:
        if (chosen[0] !== undefined) values.set(customId, chosen[0]);
        break;
      default:
        values.set(customId, [...chosen, ...objects(component['default_values']).map(({ id }) => textOf(id))]);
    }
  }
  return values;
}

export const optionValue = (option: JsonObject): string => textOf(option['value']);

/** The `components` of a submission: the same nesting, with what was filled in. */
export function submittedComponents(definition: JsonObject, values: ReadonlyMap<string, FieldValue>): JsonObject[] {
  let number = 0;
  const next = (given: unknown) => {
    number += 1;
    return typeof given === 'number' && given > 0 ? given : number;
  };
  const filled = (component: JsonObject): JsonObject => {
    const { type } = component;
    const customId = textOf(component['custom_id']);
    const value = values.get(customId);
    const common = { type, id: next(component['id']), custom_id: customId };
    if (type === ComponentType.TextInput) return { ...common, value: value ?? '' };
    if (type === ComponentType.Checkbox) return { ...common, value: value === true };
    if (type === ComponentType.RadioGroup) return { ...common, value: value ?? null };
    return { ...common, values: Array.isArray(value) ? value : [] };
  };
  return objects(definition['components']).map((top) => {
    const common = { type: top['type'], id: next(top['id']) };
    if (top['type'] === ComponentType.Label) {
      return isObject(top['component']) ? { ...common, component: filled(top['component']) } : common;
    }
    return top['type'] === ComponentType.ActionRow
      ? { ...common, components: objects(top['components']).map(filled) }
      : common;
  });
}

/** What is wrong with what is filled in, by custom_id, as a client tells it before it sends anything. */
export function wrongIn(definition: JsonObject, values: ReadonlyMap<string, FieldValue>): Map<string, string> {
  const wrong = new Map<string, string>();
  for (const { component, customId } of fieldsOf(definition)) {
    const value = values.get(customId);
    const isEmpty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    const problem = isEmpty
      ? component['required'] === false || component['type'] === ComponentType.Checkbox
        ? null
        : 'This field is required'
      : problemOf(component, value);
    if (problem !== null) wrong.set(customId, problem);
  }
  return wrong;
}

function problemOf(component: JsonObject, value: FieldValue): string | null {
  const number = (name: string, fallback: number) => Number(component[name] ?? fallback);
  if (typeof value === 'boolean' || component['type'] === ComponentType.RadioGroup) return null;
  const isText = typeof value === 'string';
  const least = isText ? number('min_length', 0) : number('min_values', 1);
  const most = isText
    ? number('max_length', 4_000)
    : number('max_values', component['type'] === ComponentType.CheckboxGroup ? 10 : 1);
  if (value.length < least) return isText ? `Must be at least ${least} characters` : `Choose at least ${least}`;
  if (value.length > most) return isText ? `Must be ${most} or fewer characters` : `Choose no more than ${most}`;
  return null;
}
