import { GatewayDispatchEvents, type InteractionResponseType, InteractionType, MessageType } from 'discord.js';
import { type JsonObject, objects } from '../json.ts';
import { channelJson } from './channel-json.ts';
import type { Discord } from './discord.ts';
import { DiscordError } from './discord-error.ts';
import { TIMES } from './limits.ts';
import { messageJson } from './message-json.ts';
import { EMPTY, post } from './messages.ts';
import type { FieldValue } from './modal-fields.ts';
import type { AnsweredInteraction, App, Channel, Message, User } from './model.ts';
import { permissionsAt } from './permissions.ts';
import { memberJson, userJson } from './user-json.ts';

/** Who did something, and where. */
export interface Actor {
  readonly discord: Discord;
  readonly user: User;
  readonly channel: Channel;
}

/** How an app took an interaction: by the type of its callback, or not at all. */
export type Reply =
  | { readonly ok: true; readonly type: InteractionResponseType; readonly data: JsonObject }
  | { readonly ok: false; readonly reason: 'timeout' };

/** Something that a person did and one app has to answer. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly kind: InteractionType;
  readonly app: App;
  readonly actor: Actor;
  readonly createdAt: number;
  /** `/name` of a command, or what was clicked: for a person who reads what went wrong. */
  readonly what: string;
  /** The message with the component. */
  readonly source: Message | null;
  /** The kind of the option that is being completed. */
  readonly optionType: unknown;
  state: 'waiting' | 'answered' | 'failed';
  /** The message that `@original` stands for. */
  original: Message | null;
  /** Messages made with its token. */
  readonly made: Message[];
  readonly settled: Promise<Reply>;
  settle(reply: Reply): void;
}

/** A modal on somebody's screen. */
export interface OpenModal {
  readonly app: App;
  readonly definition: JsonObject;
  readonly channel: Channel;
  readonly source: Message | null;
  /** By custom_id: text, the value of an option, several of them, or whether it is ticked. */
  readonly values: Map<string, FieldValue>;
  readonly errors: Map<string, string>;
  failure: string | null;
}

export interface NewInteraction {
  readonly kind: InteractionType;
  readonly app: App;
  readonly data: JsonObject;
  readonly what: string;
  readonly source?: Message | null;
  readonly optionType?: unknown;
}

const THE_APP_DID_NOT = 'The application did not respond';
const IT_FAILED = 'This interaction failed';
const TRY_AGAIN = 'Something went wrong. Try again.';

export type Interactions = ReturnType<typeof createInteractions>;

export function createInteractions() {
  const byId = new Map<string, Interaction>();
  const byToken = new Map<string, Interaction>();
  const modals = new Map<string, OpenModal>();

  return {
    /** What somebody has open. */
    modalOf: (user: User): OpenModal | null => modals.get(user.id) ?? null,
    closeModal: (user: User): void => void modals.delete(user.id),
    openModal: (user: User, open: OpenModal): void => void modals.set(user.id, open),
    add(interaction: Interaction): void {
      byId.set(interaction.id, interaction);
      byToken.set(interaction.token, interaction);
    },
    /** Lets go of those from before a time. */
    forget(before: number): void {
      for (const [id, { token, createdAt }] of byId) {
        if (createdAt >= before) continue;
        byId.delete(id);
        byToken.delete(token);
      }
    },
    /** @throws DiscordError 10062 where there is none, or it is too late; 40060 where it was answered before */
    waiting(id: string, token: string): Interaction {
      const interaction = byId.get(id);
      if (interaction === undefined || interaction.token !== token) throw new DiscordError(10062);
      if (interaction.state === 'answered') throw new DiscordError(40060);
      if (interaction.state === 'failed') throw new DiscordError(10062);
      return interaction;
    },
    /** @throws DiscordError 10015 where nothing was acknowledged with it, 50027 after fifteen minutes */
    answered(appId: string, token: string): Interaction {
      const interaction = byToken.get(token);
      if (interaction === undefined || interaction.app.id !== appId) throw new DiscordError(10015);
      const { discord } = interaction.actor;
      if (discord.clock.now() - interaction.createdAt >= TIMES.token) throw new DiscordError(50027);
      if (interaction.state !== 'answered') throw new DiscordError(10015);
      return interaction;
    },
  };
}

/** Sends an interaction to its app, and gives it three seconds. */
export function start(actor: Actor, made: NewInteraction): Interaction {
  const { discord, channel } = actor;
  const { promise, resolve } = Promise.withResolvers<Reply>();
  const id = discord.ids.next();
  const interaction: Interaction = {
    id,
    token: `interaction-token-${Buffer.from(id).toString('base64url')}`,
    kind: made.kind,
    app: made.app,
    actor,
    createdAt: discord.clock.now(),
    what: made.what,
    source: made.source ?? null,
    optionType: made.optionType,
    state: 'waiting',
    original: null,
    made: [],
    settled: promise,
    settle: resolve,
  };
  discord.interactions.add(interaction);
  const late = discord.clock.after(TIMES.firstResponse, () => fail(interaction));
  promise.then(late);
  discord.gateway.dispatch(made.app, GatewayDispatchEvents.InteractionCreate, {
    guildId: channel.guild?.id ?? null,
    intents: 0,
    payload: () => interactionJson(interaction, made.data),
  });
  return interaction;
}

function interactionJson({ id, token, kind, app, actor, source }: Interaction, data: JsonObject): JsonObject {
  const { discord, user, channel } = actor;
  const { guild } = channel;
  const member = guild?.members.get(user.id);
  const permissions = (userId: string) => String(permissionsAt(channel, userId));
  return {
    id,
    token,
    version: 1,
    type: kind,
    application_id: app.id,
    data,
    channel_id: channel.id,
    channel: { ...channelJson(channel, app.id), permissions: permissions(user.id) },
    app_permissions: permissions(app.id),
    locale: 'en-US',
    entitlements: [],
    authorizing_integration_owners: { 0: guild?.id ?? '0' },
    context: guild === null ? 1 : 0,
    attachment_size_limit: 10_485_760,
    ...(guild === null || member === undefined
      ? { user: userJson(user) }
      : {
          guild_id: guild.id,
          guild_locale: 'en-US',
          guild: { id: guild.id, locale: 'en-US', features: [] },
          member: { ...memberJson(member), permissions: permissions(user.id) },
        }),
    ...(source === null ? {} : { message: messageJson(discord, source, app.bot) }),
  };
}

function fail(interaction: Interaction): void {
  if (interaction.state !== 'waiting') return;
  interaction.state = 'failed';
  const { actor, app, kind, source, what } = interaction;
  const { discord, user, channel } = actor;
  discord.problems.push(`${app.name} did not answer ${what} within ${TIMES.firstResponse} ms`);
  const open = discord.interactions.modalOf(user);
  if (kind === InteractionType.ModalSubmit && open !== null) open.failure = TRY_AGAIN;
  else if (kind === InteractionType.MessageComponent) source?.failures.set(user.id, IT_FAILED);
  else if (kind === InteractionType.ApplicationCommand) {
    const answers = answeredBy(interaction);
    const content = { ...EMPTY, content: THE_APP_DID_NOT };
    const notice = { visibleTo: user.id, isNotice: true, type: commandType(what) };
    post(discord, channel, { author: app.bot, content, answers, ...notice });
  }
  interaction.settle({ ok: false, reason: 'timeout' });
  discord.changed();
}

/** What kind of message says what a command answers. */
export const commandType = (what: string) =>
  what.startsWith('/') ? MessageType.ChatInputCommand : MessageType.ContextMenuCommand;

/** What is written on a message that answers an interaction. */
export const answeredBy = ({ id, kind, actor, what, source }: Interaction): AnsweredInteraction => ({
  id,
  kind,
  user: actor.user,
  command: kind === InteractionType.ApplicationCommand ? what : null,
  sourceMessageId: source?.id ?? null,
});

/** What an autocomplete was answered with. */
export const choicesIn = (reply: Reply): JsonObject[] => (reply.ok ? objects(reply.data['choices']) : []);
