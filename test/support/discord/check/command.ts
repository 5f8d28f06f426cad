import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js';
import { isObject, type JsonObject, objects, textOf } from '../../json.ts';
import { LIMITS } from '../limits.ts';
import {
  all,
  array,
  boolean,
  integer,
  matching,
  object,
  oneOf,
  type Path,
  type Report,
  type Rule,
  string,
} from './rules.ts';

const slashName = all(
  string(LIMITS.commandName),
  matching(/^[-_'\p{Ll}\p{Lm}\p{Lo}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u),
);

/** A choice's value is text, or a number where numbers are asked for. */
const choiceFor = (optionType: unknown): Rule =>
  object({
    name: string(LIMITS.choiceText),
    value: (value, path, report) => {
      if (optionType === ApplicationCommandOptionType.String) return string(LIMITS.choiceText)(value, path, report);
      if (typeof value !== 'number') report('NUMBER_TYPE_COERCE', `Value "${String(value)}" is not a number.`, path);
    },
  });

const TAKES_CHOICES: readonly unknown[] = [
  ApplicationCommandOptionType.String,
  ApplicationCommandOptionType.Integer,
  ApplicationCommandOptionType.Number,
];
const GROUPS: readonly unknown[] = [
  ApplicationCommandOptionType.Subcommand,
  ApplicationCommandOptionType.SubcommandGroup,
];

const option: Rule = (value, path, report) => {
  const type = isObject(value) ? value['type'] : undefined;
  object(
    { type: integer(1, 11), name: slashName, description: string(LIMITS.commandDescription) },
    {
      required: boolean,
      autocomplete: boolean,
      choices: array(choiceFor(type), 0, LIMITS.commandChoices),
      min_length: integer(0, 6_000),
      max_length: integer(1, 6_000),
      options: options,
    },
  )(value, path, report);
  if (!isObject(value)) return;
  if (value['autocomplete'] === true && objects(value['choices']).length > 0) {
    const message = 'Autocomplete cannot be set to true if choices are present';
    report('APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE_INVALID', message, [...path, 'choices']);
  }
  if ((value['autocomplete'] === true || objects(value['choices']).length > 0) && !TAKES_CHOICES.includes(type)) {
    const message = 'Options of this type have no choices and no autocomplete';
    report('APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message, path);
  }
  unique(objects(value['choices']), [...path, 'choices'], report);
};
const options: Rule = (value, path, report) => {
  array(option, 0, LIMITS.commandOptions)(value, path, report);
  const all = objects(value);
  unique(all, path, report);
  const optional = all.findIndex((each) => each['required'] !== true);
  for (const [index, each] of all.entries()) {
    if (each['required'] === true && optional >= 0 && index > optional) {
      const message = 'Required options must be placed before non-required options';
      report('APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message, [...path, index]);
    }
  }
  const groups = all.filter((each) => GROUPS.includes(each['type'])).length;
  if (groups > 0 && groups < all.length) {
    const message = 'Sub-command and sub-command group option types are mutually exclusive to all other types';
    report('APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message, path);
  }
};

function unique(named: readonly JsonObject[], path: Path, report: Report): void {
  const seen = new Set<string>();
  for (const [index, { name }] of named.entries()) {
    if (seen.has(textOf(name))) {
      report('APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists', [...path, index, 'name']);
    }
    seen.add(textOf(name));
  }
}

export const typeOf = (definition: JsonObject): number =>
  typeof definition['type'] === 'number' ? definition['type'] : ApplicationCommandType.ChatInput;

const common = { nsfw: boolean, contexts: array(integer(0, 2), 0, 3), integration_types: array(integer(0, 1), 0, 2) };

/** Names, descriptions and values of a command and all inside it, in their longest language. */
function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + sizeOf(each), 0);
  if (!isObject(value)) return 0;
  const longest = (name: string) => {
    const translations = value[`${name}_localizations`];
    const others = isObject(translations) ? Object.values(translations).map((text) => textOf(text).length) : [];
    return Math.max(textOf(value[name]).length, ...others);
  };
  return (
    longest('name') +
    longest('description') +
    textOf(value['value']).length +
    sizeOf(value['options']) +
    sizeOf(value['choices'])
  );
}

export const command: Rule = (value, path, report) => {
  if (!isObject(value)) return object({})(value, path, report);
  if (value['type'] != null) oneOf(1, 2, 3)(value['type'], [...path, 'type'], report);
  if (typeOf(value) === ApplicationCommandType.ChatInput) {
    object({ name: slashName, description: string(LIMITS.commandDescription) }, { ...common, options })(
      value,
      path,
      report,
    );
  } else {
    object({ name: string(LIMITS.commandName) }, common)(value, path, report);
    if (textOf(value['description']) !== '') {
      const message = 'Context menu commands cannot have description';
      report('APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID', message, [...path, 'description']);
    }
    if (objects(value['options']).length > 0) {
      const message = 'Context menu commands cannot have options';
      report('APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID', message, [...path, 'options']);
    }
  }
  if (sizeOf(value) > LIMITS.commandTotal) {
    report('APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${LIMITS.commandTotal})`, path);
  }
};

/** A whole set of commands. */
export const commands: Rule = (value, path, report) => {
  array(command, 0, 130)(value, path, report);
  const seen = new Set<string>();
  for (const [index, each] of objects(value).entries()) {
    const key = `${typeOf(each)} ${textOf(each['name'])}`;
    if (seen.has(key)) {
      report('APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique', [...path, index]);
    }
    seen.add(key);
  }
};

/** The answer to an autocomplete. */
export const autocompleteChoices = (optionType: unknown): Rule =>
  object({ choices: array(choiceFor(optionType), 0, LIMITS.commandChoices) });
