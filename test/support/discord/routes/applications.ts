import { ApplicationCommandType } from 'discord.js';
import { isObject, type JsonObject, objects, textOf } from '../../json.ts';
import { command, commands, typeOf } from '../check/command.ts';
import { check } from '../check/rules.ts';
import { bodyObject } from '../content.ts';
import type { Discord } from '../discord.ts';
import { DiscordError } from '../discord-error.ts';
import { LIMITS } from '../limits.ts';
import type { App, Command } from '../model.ts';
import { type Call, done, ok, type Routes, route } from './route.ts';

const GLOBAL = '/applications/:app/commands';
const IN_GUILD = '/applications/:app/guilds/:guild/commands';

export const applications: Routes = { ...at(GLOBAL), ...at(IN_GUILD) };

function at(base: string): Routes {
  return {
    [`GET ${base}`]: route((call) => ok(place(call).own.map((each) => commandJson(call, each)))),

    [`PUT ${base}`]: route((call) => {
      const { app, scope, own } = place(call);
      check(commands, call.body);
      const wanted = objects(call.body);
      mustFit(wanted);
      const next = wanted.map((definition) => registered(call.discord, own, definition));
      app.commands.set(scope, next);
      return ok(next.map((each) => commandJson(call, each)));
    }),

    [`POST ${base}`]: route((call) => {
      const { app, scope, own } = place(call);
      const definition = bodyObject(call.body);
      check(command, definition);
      const known = own.find((each) => isSame(each.definition, definition));
      const others = own.filter((each) => each !== known);
      mustFit([...others.map((each) => each.definition), definition]);
      const added = registered(call.discord, own, definition);
      app.commands.set(scope, [...others, added]);
      return { status: known === undefined ? 201 : 200, body: commandJson(call, added) };
    }),

    [`GET ${base}/:command`]: route((call) => ok(commandJson(call, commandOf(call)))),

    [`PATCH ${base}/:command`]: route((call) => {
      const known = commandOf(call);
      const definition = { ...known.definition, ...bodyObject(call.body), type: typeOf(known.definition) };
      check(command, definition);
      known.definition = definition;
      known.version = call.discord.ids.next();
      return ok(commandJson(call, known));
    }),

    [`DELETE ${base}/:command`]: route((call) => {
      const { app, scope, own } = place(call);
      const known = commandOf(call);
      app.commands.set(
        scope,
        own.filter((each) => each !== known),
      );
      return done;
    }),
  };
}

function place({ discord, app, params }: Call): { app: App; scope: string; own: readonly Command[] } {
  if (params['app'] !== app.id) throw new DiscordError(10002);
  const scope = params['guild'] ?? '';
  if (scope !== '' && discord.guilds.get(scope)?.members.has(app.id) !== true) throw new DiscordError(50001);
  return { app, scope, own: app.commands.get(scope) ?? [] };
}

function commandOf(call: Call): Command {
  const found = place(call).own.find(({ id }) => id === call.params['command']);
  if (found === undefined) throw new DiscordError(10063);
  return found;
}

const isSame = (one: JsonObject, other: JsonObject) => one['name'] === other['name'] && typeOf(one) === typeOf(other);

/** The same name and kind keep their id. */
function registered({ ids }: Discord, own: readonly Command[], definition: JsonObject): Command {
  const known = own.find((each) => isSame(each.definition, definition));
  const isChanged = known === undefined || JSON.stringify(known.definition) !== JSON.stringify(definition);
  const version = isChanged ? ids.next() : known.version;
  return { id: known?.id ?? ids.next(), version, definition };
}

function mustFit(wanted: readonly JsonObject[]): void {
  const count = (type: ApplicationCommandType) => wanted.filter((each) => typeOf(each) === type).length;
  const isTooMany =
    count(ApplicationCommandType.ChatInput) > LIMITS.chatCommands ||
    count(ApplicationCommandType.User) > LIMITS.contextCommands ||
    count(ApplicationCommandType.Message) > LIMITS.contextCommands;
  if (isTooMany) throw new DiscordError(30032);
}

function commandJson({ params, app }: Call, { id, version, definition }: Command): JsonObject {
  const guild = params['guild'];
  return {
    id,
    application_id: app.id,
    version,
    type: typeOf(definition),
    name: textOf(definition['name']),
    name_localizations: definition['name_localizations'] ?? null,
    description: textOf(definition['description']),
    description_localizations: definition['description_localizations'] ?? null,
    default_member_permissions: definition['default_member_permissions'] ?? null,
    dm_permission: definition['dm_permission'] ?? true,
    nsfw: definition['nsfw'] ?? false,
    integration_types: definition['integration_types'] ?? [0],
    contexts: definition['contexts'] ?? null,
    ...(Array.isArray(definition['options']) ? { options: definition['options'].filter(isObject) } : {}),
    ...(guild === undefined ? {} : { guild_id: guild }),
  };
}
