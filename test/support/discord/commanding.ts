import { ApplicationCommandOptionType, ApplicationCommandType, InteractionType } from 'discord.js';
import { type JsonObject, objects, textOf } from '../json.ts';
import { typeOf } from './check/command.ts';
import { type Actor, type Interaction, start } from './interactions.ts';
import { messageJson } from './message-json.ts';
import type { App, Command, Message } from './model.ts';
import { may } from './permissions.ts';

/** What somebody typed into the options of a command. */
export type Options = Readonly<Record<string, string | number | boolean>>;

/** A command that is there to use in this place. @throws Error if there is none of this name */
function commandCalled(actor: Actor, name: string, type: ApplicationCommandType): { app: App; command: Command } {
  const { guild } = actor.channel;
  if (!may(actor.channel, actor.user, 'UseApplicationCommands') && guild !== null) {
    throw new Error(`${actor.user.name} may not use commands here`);
  }
  const found = actor.discord.apps
    .filter((app) => guild === null || guild.members.has(app.id))
    .flatMap((app) =>
      [...(app.commands.get(guild?.id ?? '-') ?? []), ...(app.commands.get('') ?? [])].map((command) => ({
        app,
        command,
      })),
    )
    .find(
      ({ command: { definition } }) =>
        definition['name'] === name && typeOf(definition) === type && isFor(definition, guild === null),
    );
  if (found === undefined) throw new Error(`no app has the command ${name} here`);
  return found;
}

function isFor(definition: JsonObject, isDirect: boolean): boolean {
  const contexts = definition['contexts'];
  if (Array.isArray(contexts)) return contexts.includes(isDirect ? 1 : 0);
  return !isDirect || definition['dm_permission'] !== false;
}

/** Runs a slash command: `/name`, or `/name sub` with a subcommand. @throws Error for options that Discord's client would not send */
export function runCommand(actor: Actor, line: string, options: Options, completing?: string): Interaction {
  const [name = '', ...path] = line.replace(/^\//, '').split(' ');
  const { app, command } = commandCalled(actor, name, ApplicationCommandType.ChatInput);
  const { definition, id } = command;
  const { leaf, wrap } = descend(objects(definition['options']), path);
  const known = new Set(leaf.map((option) => option['name']));
  for (const given of Object.keys(options)) if (!known.has(given)) throw new Error(`/${name} has no option ${given}`);
  const filled = leaf.flatMap((option) => {
    const value = options[textOf(option['name'])];
    const isFocused = option['name'] === completing;
    if (value === undefined) {
      if (option['required'] === true && completing === undefined)
        throw new Error(`/${name} needs ${textOf(option['name'])}`);
      return [];
    }
    const { type } = option;
    return [
      {
        name: option['name'],
        type,
        value: isFocused ? value : checked(option, value),
        ...(isFocused ? { focused: true } : {}),
      },
    ];
  });
  const focused = leaf.find((option) => option['name'] === completing);
  if (completing !== undefined && focused?.['autocomplete'] !== true)
    throw new Error(`${completing} does not autocomplete`);
  const data = { id, name, type: ApplicationCommandType.ChatInput, options: wrap(filled) };
  const kind =
    completing === undefined ? InteractionType.ApplicationCommand : InteractionType.ApplicationCommandAutocomplete;
  return start(actor, { kind, app, data, what: `/${[name, ...path].join(' ')}`, optionType: focused?.['type'] });
}

/** The options at the end of a path of subcommands, and how they are wrapped in it. */
function descend(
  options: JsonObject[],
  path: readonly string[],
): { leaf: JsonObject[]; wrap: (filled: JsonObject[]) => JsonObject[] } {
  const [first, ...rest] = path;
  const groups = options.filter(({ type }) => type === 1 || type === 2);
  if (first === undefined) {
    if (groups.length > 0)
      throw new Error(`a subcommand is needed: ${groups.map((each) => textOf(each['name'])).join(', ')}`);
    return { leaf: options, wrap: (filled) => filled };
  }
  const group = groups.find(({ name }) => name === first);
  if (group === undefined) throw new Error(`there is no subcommand ${first}`);
  const { leaf, wrap } = descend(objects(group['options']), rest);
  return { leaf, wrap: (filled) => [{ name: first, type: group['type'], options: wrap(filled) }] };
}

function checked(option: JsonObject, value: string | number | boolean): string | number | boolean {
  const name = textOf(option['name']);
  const choice = objects(option['choices']).find((each) => each['name'] === value || each['value'] === value);
  if (objects(option['choices']).length > 0) {
    if (choice === undefined) throw new Error(`${name} has no choice ${value}`);
    const { value: chosen } = choice;
    return typeof chosen === 'number' ? chosen : textOf(chosen);
  }
  const wanted =
    option['type'] === ApplicationCommandOptionType.Boolean
      ? 'boolean'
      : option['type'] === ApplicationCommandOptionType.Integer ||
          option['type'] === ApplicationCommandOptionType.Number
        ? 'number'
        : 'string';
  if (typeof value !== wanted) throw new Error(`${name} takes a ${wanted}, not ${typeof value}`);
  if (typeof value === 'string') {
    const most = Number(option['max_length'] ?? 6_000);
    const least = Number(option['min_length'] ?? 0);
    if (value.length < least || value.length > most)
      throw new Error(`${name} takes from ${least} to ${most} characters`);
  }
  return value;
}

/** Uses a message command, which brings the message with all its content. */
export function runOnMessage(actor: Actor, name: string, message: Message): Interaction {
  const { app, command } = commandCalled(actor, name, ApplicationCommandType.Message);
  const json = messageJson(actor.discord, message, app.bot);
  const data = {
    id: command.id,
    name,
    type: ApplicationCommandType.Message,
    target_id: message.id,
    resolved: { messages: { [message.id]: json } },
  };
  return start(actor, { kind: InteractionType.ApplicationCommand, app, data, what: name });
}
