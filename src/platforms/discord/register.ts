import { z } from 'zod';
import type { DiscordApi } from './api.ts';
import { commands } from './commands.ts';
import type { DiscordCommand } from './limits.ts';

/** What registering would do, or did, to a command. */
export interface Change {
  readonly name: string;
  readonly change: 'added' | 'changed' | 'removed' | 'unchanged';
}

const optional = <Value>(value: z.ZodType<Value>, otherwise: Value) =>
  value.nullish().transform((given) => given ?? otherwise);

/** A command as it is compared: what Discord adds of its own is left out, and what is left out stands for Discord's default. */
const comparedSchema = z.object({
  name: z.string(),
  type: optional(z.int(), 1),
  description: optional(z.string(), ''),
  options: optional(
    z.array(
      z.object({
        type: z.int(),
        name: z.string(),
        description: z.string(),
        required: optional(z.boolean(), false),
        autocomplete: optional(z.boolean(), false),
        max_length: z
          .int()
          .nullish()
          .transform((given) => given ?? null),
        choices: optional(z.array(z.object({ name: z.string(), value: z.string() })), []),
      }),
    ),
    [],
  ),
  integration_types: optional(z.array(z.int()), []),
  contexts: optional(z.array(z.int()), []),
});

/** @param guild for one server alone, where commands are there at once; null for all */
export interface Registry {
  readonly application: string;
  readonly guild: string | null;
}

/** What is registered, beside what should be. @throws {DiscordCallError} */
export async function compareCommands(
  api: DiscordApi,
  registry: Registry,
  wanted: readonly DiscordCommand[] = commands,
): Promise<readonly Change[]> {
  const there = z.array(comparedSchema).parse(await api.call('GET', pathOf(registry)));
  const before = new Map(there.map((command) => [`${command.type} ${command.name}`, JSON.stringify(command)]));
  const after = wanted.map((command) => comparedSchema.parse(command));
  const keys = new Set(after.map(({ type, name }) => `${type} ${name}`));
  const changes = after.map((command): Change => {
    const known = before.get(`${command.type} ${command.name}`);
    const change = known === undefined ? 'added' : known === JSON.stringify(command) ? 'unchanged' : 'changed';
    return { name: command.name, change };
  });
  const removed = there.filter(({ type, name }) => !keys.has(`${type} ${name}`));
  return [...changes, ...removed.map(({ name }): Change => ({ name, change: 'removed' }))];
}

/** Registers the commands, if anything is not as it should be. @throws {DiscordCallError} */
export async function register(
  api: DiscordApi,
  registry: Registry,
  wanted: readonly DiscordCommand[] = commands,
): Promise<readonly Change[]> {
  const changes = await compareCommands(api, registry, wanted);
  if (changes.some(({ change }) => change !== 'unchanged'))
    await api.call('PUT', pathOf(registry), { body: [...wanted] });
  return changes;
}

function pathOf({ application, guild }: Registry): `/${string}` {
  return guild === null
    ? `/applications/${application}/commands`
    : `/applications/${application}/guilds/${guild}/commands`;
}
