import { ComponentType } from 'discord.js';
import { at, type JsonObject, objects, textOf } from '../json.ts';
import type { Discord } from './discord.ts';
import type { OpenModal } from './interactions.ts';
import { fieldsOf, type ModalField } from './modal-fields.ts';
import { menuText } from './screen-components.ts';
import { readable } from './screen-text.ts';

/** The modal that is open, as a box. */
export function modalScreen(discord: Discord, open: OpenModal): string {
  const { definition, failure } = open;
  const fields = new Map(fieldsOf(definition).map((field) => [field.customId, field]));
  const lines = objects(definition['components']).flatMap((top) => {
    if (top['type'] === ComponentType.TextDisplay) {
      return readable(discord, open.channel.guild, textOf(top['content'])).split('\n');
    }
    const id = textOf(at(top, 'component', 'custom_id')) || textOf(objects(top['components'])[0]?.['custom_id']);
    const field = fields.get(id);
    return field === undefined ? [] : fieldLines(discord, open, field);
  });
  return [
    `┌ ${textOf(definition['title'])}`,
    ...lines.map((line) => `│ ${line}`),
    ...(failure === null ? [] : [`│ ! ${failure}`]),
    '└ [Cancel] [Submit]',
  ].join('\n');
}

function fieldLines(discord: Discord, open: OpenModal, field: ModalField): string[] {
  const { label, description, component, customId } = field;
  const error = open.errors.get(customId);
  const isRequired = component['required'] !== false && component['type'] !== ComponentType.Checkbox;
  return [
    `${label}${isRequired ? ' *' : ''}`,
    ...(description === '' ? [] : [`› ${description}`]),
    ...valueLines(discord, open, field),
    ...(error === undefined ? [] : [`! ${error}`]),
  ];
}

function valueLines(discord: Discord, open: OpenModal, { component, customId }: ModalField): string[] {
  const value = open.values.get(customId);
  const isChosen = (option: JsonObject) =>
    Array.isArray(value) ? value.includes(option['value']) : value === option['value'];
  const options = (on: string, off: string) =>
    objects(component['options']).flatMap((option) => [
      `${isChosen(option) ? on : off} ${textOf(option['label'])}`,
      ...(textOf(option['description']) === '' ? [] : [`    › ${textOf(option['description'])}`]),
    ]);
  switch (component['type']) {
    case ComponentType.RadioGroup:
      return options('(•)', '( )');
    case ComponentType.CheckboxGroup:
      return options('[x]', '[ ]');
    case ComponentType.Checkbox:
      return [value === true ? '[x]' : '[ ]'];
    case ComponentType.TextInput:
      return [`[${typeof value === 'string' && value !== '' ? value : textOf(component['placeholder']) || ' '} ✎]`];
    case ComponentType.FileUpload:
      return ['[Upload a file]'];
    default: {
      const values = Array.isArray(value) ? value : [];
      return [`[${menuText({ discord, guild: open.channel.guild }, component, values)} ▾]`];
    }
  }
}
