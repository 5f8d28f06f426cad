import { PermissionFlagsBits } from 'discord-api-types/v10';
import { z } from 'zod';
import { type Deed, type DeedOf, workspaceOf } from './deed.ts';
import { plainWords } from './plain-words.ts';
import { snowflake } from './snowflake.ts';

/** Who the bot is. */
export interface Self {
  /** The bot's user id. */
  readonly user: string;
  /** The id of the role that Discord made for the bot in a server; undefined where none is known. */
  role(guild: string): string | undefined;
}

const text = z.string();
const optionalText = text.nullish().transform((value) => value ?? null);
const optionalId = snowflake.nullish().transform((value) => value ?? null);

const userSchema = z.object({
  id: snowflake,
  bot: z.boolean().nullish(),
  username: optionalText,
  global_name: optionalText,
});

/** Discord sends all of it; other servers leave out what is empty. */
const messageSchema = z.object({
  id: snowflake,
  channel_id: snowflake,
  guild_id: optionalId,
  type: z.int().default(0),
  author: userSchema,
  webhook_id: optionalId,
  content: text.default(''),
  attachments: z.array(z.unknown()).nullish(),
  mentions: z.array(userSchema).nullish(),
  mention_roles: z.array(snowflake).nullish(),
  referenced_message: z.object({ author: z.object({ id: snowflake }) }).nullish(),
});

const interactionSchema = z.object({
  id: snowflake,
  token: text,
  type: z.int(),
  guild_id: optionalId,
  channel_id: optionalId,
  channel: z.object({ id: snowflake }).nullish(),
  member: z
    .object({ user: userSchema, nick: optionalText, permissions: z.string().regex(/^\d+$/).nullish() })
    .nullish(),
  user: userSchema.nullish(),
  data: z.unknown(),
  message: z.object({ id: snowflake, flags: z.int().nullish() }).nullish(),
});

const optionSchema = z.object({
  name: text,
  value: z.union([text, z.number(), z.boolean()]).nullish(),
  focused: z.boolean().nullish(),
});
const commandSchema = z.object({
  name: text,
  type: z.int().nullish(),
  target_id: optionalId,
  options: z.array(optionSchema).nullish(),
  resolved: z.object({ messages: z.record(text, z.object({ content: text })).nullish() }).nullish(),
});
const clickSchema = z.object({ custom_id: text, values: z.array(text).nullish() });
const fieldSchema = z.object({ custom_id: text, value: text.nullish(), values: z.array(text).nullish() });
const formSchema = z.object({
  custom_id: text,
  // A field in a label; or several in a row, which is the older shape; or a text, which has none.
  components: z.array(z.object({ component: z.unknown().optional(), components: z.array(z.unknown()).nullish() })),
});

/** Kinds of messages in which a person speaks: plain ones, and replies. */
const spoken: ReadonlySet<number> = new Set([0, 19]);
const ephemeralFlag = 64;
const types = { command: 2, component: 3, autocomplete: 4, form: 5 } as const;
const messageCommand = 3;

/**
 * A message, as something that a person did; null for what is none of the bot's business: its own words and other bots', joins, pins,
 * whatever it does not know. An edit is another event, which nobody listens to.
 */
export function readMessage(data: unknown, self: Self): DeedOf<'message'> | null {
  const read = messageSchema.safeParse(data);
  if (!read.success) return null;
  const { id, author, channel_id: channel, guild_id: guild, content, mentions: named, ...rest } = read.data;
  if (author.bot === true || rest.webhook_id !== null || author.id === self.user || !spoken.has(rest.type)) return null;
  const role = guild === null ? undefined : self.role(guild);
  const byRole = role !== undefined && (rest.mention_roles ?? []).includes(role);
  const replied = rest.referenced_message?.author.id === self.user;
  const mentions = named ?? namedIn(content);
  const byName = mentions.some((each) => each.id === self.user);
  const mentioned = byRole || replied || byName;
  const names = new Map(mentions.map((each) => [each.id, each.global_name ?? each.username ?? 'somebody']));
  return {
    kind: 'message',
    workspace: workspaceOf(guild, author.id),
    key: `message:${id}`,
    person: author.id,
    by: null,
    channel,
    guild,
    id,
    text: plainWords(content, { people: names, self: new Set([self.user, ...(role === undefined ? [] : [role])]) }),
    mentioned,
    unheard: mentioned && !byName && guild !== null && content === '' && (rest.attachments ?? []).length === 0,
    toOthers: mentions.some((each) => each.id !== self.user && each.id !== author.id),
  };
}

/** Whom a text names, where the server does not say so apart from it. */
function namedIn(content: string): readonly z.output<typeof userSchema>[] {
  const ids = [...content.matchAll(/<@!?(\d+)>/g)].flatMap(([, id]) => id ?? []);
  return ids.map((id) => ({ id, username: null, global_name: null }));
}

/** A command, click or submitted form; null for what is none of these. */
export function readInteraction(data: unknown): Exclude<Deed, { kind: 'message' }> | null {
  const read = interactionSchema.safeParse(data);
  const place = read.success ? placeOf(read.data) : null;
  if (!read.success || place === null) return null;
  const { id, token, type, message } = read.data;
  const common = { ...place, key: `interaction:${id}`, interaction: { id, token } };
  const under = message ? { id: message.id, ephemeral: ((message.flags ?? 0) & ephemeralFlag) !== 0 } : null;
  if (type === types.command) {
    const { data: command } = commandSchema.safeParse(read.data.data);
    if (command?.type === messageCommand) {
      const { name, target_id: message, resolved } = command;
      if (message === null) return null;
      return { kind: 'shortcut', ...common, name, message, text: resolved?.messages?.[message]?.content ?? '' };
    }
    return command ? { kind: 'command', ...common, name: command.name, options: optionsOf(command.options) } : null;
  }
  if (type === types.component) {
    const { data: click } = clickSchema.safeParse(read.data.data);
    if (!click || under === null) return null;
    return { kind: 'click', ...common, id: click.values?.[0] ?? click.custom_id, message: under, check: null };
  }
  if (type !== types.form) return null;
  const { data: form } = formSchema.safeParse(read.data.data);
  if (!form) return null;
  const fields = form.components
    .flatMap(({ component, components }) => components ?? [component])
    .flatMap((each) => fieldSchema.safeParse(each).data ?? []);
  const values = fields.flatMap(({ custom_id, value }) => (value == null ? [] : [[custom_id, value] as const]));
  const people = fields.flatMap(({ custom_id, values: ids }) => (ids == null ? [] : [[custom_id, ids] as const]));
  return {
    kind: 'submission',
    ...common,
    id: form.custom_id,
    message: under,
    values: Object.fromEntries(values),
    people: Object.fromEntries(people),
  };
}

/** Somebody types an option of a command and wants it completed. */
export interface Typing {
  readonly workspace: string;
  readonly person: string;
  readonly guild: string | null;
  readonly channel: string;
  readonly interaction: { readonly id: string; readonly token: string };
  /** What is typed so far. */
  readonly words: string;
}

export function readTyping(data: unknown): Typing | null {
  const read = interactionSchema.safeParse(data);
  const place = read.success && read.data.type === types.autocomplete ? placeOf(read.data) : null;
  const command = read.success ? commandSchema.safeParse(read.data.data) : null;
  if (!read.success || place === null || !command?.success) return null;
  const typed = (command.data.options ?? []).find(({ focused }) => focused === true);
  const { id, token } = read.data;
  return { ...place, interaction: { id, token }, words: String(typed?.value ?? '') };
}

function placeOf(data: z.output<typeof interactionSchema>) {
  const { guild_id: guild, member, user } = data;
  const used = member?.user ?? user;
  const channel = data.channel_id ?? data.channel?.id;
  if (used == null || channel === undefined) return null;
  const { id: person, global_name, username } = used;
  const name = member?.nick || global_name || username;
  const powers = BigInt(member?.permissions ?? 0);
  const by = name ? { name, steward: (powers & PermissionFlagsBits.ManageGuild) !== 0n } : null;
  return { workspace: workspaceOf(guild, person), person, by, channel, guild };
}

function optionsOf(options: readonly z.output<typeof optionSchema>[] | null | undefined): Record<string, string> {
  return Object.fromEntries((options ?? []).map(({ name, value }) => [name, String(value ?? '')]));
}
