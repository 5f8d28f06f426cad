import type { Bot } from '../../core/bot-events.ts';
import { UserError } from '../../core/errors.ts';
import type { Store } from '../../core/ports.ts';
import { createTurns } from '../../core/turns.ts';
import type { Log } from '../../log.ts';
import type { Alarm } from '../alarm.ts';
import type { Inbox } from '../inbox.ts';
import { createOnce } from '../once.ts';
import type { DrawVerdict } from '../pictures.ts';
import { createRing } from '../ring.ts';
import { acknowledge, complete, openForm, refuse } from './acknowledge.ts';
import { isForBot } from './answer.ts';
import { createApi, type DiscordApi } from './api.ts';
import { createChannels } from './channels.ts';
import { sheetAt } from './check.ts';
import { changesInPlace } from './clicks.ts';
import { completionsOf } from './completions.ts';
import { connect, type Identity, type Listeners } from './connection.ts';
import { type DiscordContext, platform } from './context.ts';
import { type Deed, type DeedOf, deedSchema } from './deed.ts';
import { isRefusal, tooLate } from './discord-error.ts';
import { parseAimed } from './flow-ids.ts';
import { createSittings } from './form-sitting.ts';
import { keepTexts } from './forms.ts';
import { modalOf } from './open-modal.ts';
import { createPoster } from './post.ts';
import { readInteraction, readMessage, readTyping } from './read-deed.ts';
import type { Shards } from './shards.ts';
import { createDiscordRefresher, createVoice } from './voice.ts';
import { giveUp, work } from './work.ts';

export interface DiscordParts {
  readonly bot: Bot;
  readonly store: Store;
  readonly inbox: Inbox;
  readonly alarm: Alarm;
  readonly draw: DrawVerdict;
  readonly token: string;
  /** Another address than Discord's own. */
  readonly apiUrl: string | undefined;
  readonly shards: Shards;
  /** Hears replies in its own threads that do not name it, with the Message Content intent. */
  readonly followUps: boolean;
  readonly log: Log;
  /** Waits so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  /** How long a call may take before it counts as lost. */
  readonly timeoutMs?: number;
}

export interface RunningDiscord {
  /** The bot's name, as one writes it behind an @. */
  readonly name: string;
  /** Whether Discord can reach the bot now. */
  isConnected(): boolean;
  /** Finishes what was taken, and takes nothing more. */
  stop(): Promise<void>;
}

/**
 * Runs the bot on Discord.
 *
 * @throws {UserError} where Discord does not let it in; it says whose move it is
 */
export async function runDiscord(parts: DiscordParts): Promise<RunningDiscord> {
  const { inbox, log, token, shards, followUps: messageContent } = parts;
  const api = createApi({ token, url: parts.apiUrl, log, wait: parts.wait, timeoutMs: parts.timeoutMs });
  const ready = Promise.withResolvers<DiscordContext>();
  /** Two short texts a server: of 10,000 servers about a megabyte. */
  const roles = new Map<string, string>();
  const underWay = new Set<Promise<void>>();
  const handling =
    (what: string, handle: (discord: DiscordContext, data: unknown) => Promise<void>) => (data: unknown) => {
      const handled = ready.promise
        .then((discord) => handle(discord, data))
        .catch((error: unknown) => {
          // A form or completions that came too late: Discord has told the person, who tries once more.
          if (isRefusal(error, tooLate)) log.info(`${what}: ${error.message}`);
          else log.error(`${what}: ${String(error)}`);
        })
        .finally(() => underWay.delete(handled));
      underWay.add(handled);
    };
  const { workspaces } = parts.store;
  // Data that nobody comes back for is erased after a while.
  const joined = handling('a server joined', (_, guild) => workspaces.joined(String(guild)));
  const left = handling('a server left', (_, guild) => workspaces.left(String(guild)));
  const listeners: Listeners = {
    message: handling('a message', (discord, data) => takeMessage(discord, inbox, roles, data)),
    interaction: handling('an interaction', (discord, data) => takeInteraction(discord, inbox, data)),
    role: (guild, role) => void roles.set(guild, role),
    joins: joined,
    leaves(guild) {
      roles.delete(guild);
      left(guild);
    },
  };
  const connection = await connect({ token, api, shards, messageContent, log }, listeners);
  const discord = contextOf(parts, api, connection.identity);
  inbox.serve(platform, (payload) => {
    const deed = deedSchema.safeParse(payload);
    return deed.success ? () => work(discord, deed.data, true) : null;
  });
  const voice = (resumed: boolean) => createVoice(discord, { listener: null, spot: null, resumed, since: null });
  const ring = createRing({ bot: parts.bot, refresher: discord.refresher, voice });
  parts.alarm.serve(platform, ring, (error, { key }) => giveUp(log, error, key));
  ready.resolve(discord);
  log.info(`Discord: connected as @${connection.identity.name}`);
  return {
    name: connection.identity.name,
    isConnected: connection.isConnected,
    async stop() {
      await connection.close();
      // What came in may not have reached the inbox yet.
      while (underWay.size > 0) await Promise.all([...underWay]);
      await inbox.idle();
      await api.close();
    },
  };
}

function contextOf(
  { bot, store, alarm, followUps, wait, draw, log }: DiscordParts,
  api: DiscordApi,
  self: Identity,
): DiscordContext {
  const speaker = {
    bot,
    answers: store.answers,
    checks: store.checks,
    decisions: store.decisions,
    threads: store.threads,
    settings: store.settings,
    api,
    channels: createChannels(api),
    poster: createPoster(api, self, log),
    self,
    followUps,
    once: createOnce(store.events, platform),
    turns: createTurns(),
    hasten: alarm.hasten,
    wait,
    sittings: createSittings(store),
    draw,
    log,
  };
  return { ...speaker, refresher: createDiscordRefresher(speaker) };
}

async function takeMessage(
  discord: DiscordContext,
  inbox: Inbox,
  roles: ReadonlyMap<string, string>,
  data: unknown,
): Promise<void> {
  const deed = readMessage(data, { user: discord.self.user, role: (guild) => roles.get(guild) });
  if (deed === null || !(await isForBot(discord, deed))) return;
  await inbox
    .take(
      platform,
      arrivalOf(deed),
      async () => undefined,
      (resumed) => work(discord, deed, resumed),
    )
    .catch(async (error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      // Nothing can be written down; Discord does not send it again, so it is tried at once.
      discord.log.error(error.message);
      await work(discord, deed, false);
    });
}

async function takeInteraction(discord: DiscordContext, inbox: Inbox, data: unknown): Promise<void> {
  const { api } = discord;
  discord.channels.note(channelIn(data));
  const typing = readTyping(data);
  if (typing !== null) return complete(api, typing.interaction, await completionsOf(discord, typing));
  const deed = readInteraction(data);
  if (deed === null) return;
  try {
    const form = await modalOf(discord, deed);
    if (form !== null) return await openForm(api, deed.interaction, form);
    const whole = deed.kind === 'click' ? { ...deed, check: await checkUnderWay(discord, deed) } : deed;
    await inbox.take(
      platform,
      arrivalOf(whole),
      async () => {
        if (whole.kind === 'submission') await keepTexts(discord, whole);
        await acknowledge(api, whole);
      },
      (resumed) => work(discord, whole, resumed),
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    discord.log.error(error.message);
    await refuse(api, deed.interaction, `I cannot do that now. ${error.message}`);
  }
}

async function checkUnderWay(discord: DiscordContext, deed: DeedOf<'click'>): Promise<string | null> {
  if (!changesInPlace(deed)) return null;
  const sheet = await sheetAt(discord, deed, { channel: deed.channel, message: parseAimed(deed.id).message });
  return sheet?.record ?? null;
}

function channelIn(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'channel' in data ? data.channel : null;
}

function arrivalOf(deed: Deed) {
  return {
    workspace: deed.workspace,
    key: deed.key,
    payload: deed,
    whenBusy: deed.kind === 'message' ? 'keep' : 'take',
  } as const;
}
