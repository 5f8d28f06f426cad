import type { Bot } from '../../core/bot-events.ts';
import { UserError } from '../../core/errors.ts';
import type { Store } from '../../core/ports.ts';
import type { Log } from '../../log.ts';
import type { Alarm, Ring } from '../alarm.ts';
import { BusyError, type Inbox } from '../inbox.ts';
import type { DrawVerdict } from '../pictures.ts';
import { createRing } from '../ring.ts';
import type { Access, OneAccess } from './access.ts';
import { createApi } from './api.ts';
import type { Acknowledge } from './circumstances.ts';
import { connect, type Way } from './connection.ts';
import { platform, type SlackContext } from './context.ts';
import { type Deed, deedSchema } from './deed.ts';
import { ofOneWorkspace } from './identity.ts';
import { createLobby } from './lobby.ts';
import { createPoster } from './post.ts';
import { readDeed } from './read-deed.ts';
import { fileScopes, followUpScopes } from './scopes.ts';
import { isHeard } from './silence.ts';
import { forOperator, SlackCallError } from './slack-error.ts';
import { oneTenant, type Tenant, type Tenants } from './tenants.ts';
import { createSlackRefresher, createVoice } from './voice.ts';
import { giveUp, work } from './work.ts';

export interface SlackParts {
  readonly bot: Bot;
  readonly store: Store;
  readonly inbox: Inbox;
  readonly alarm: Alarm;
  readonly draw: DrawVerdict;
  readonly access: Access;
  readonly way: Way;
  /** Another address than Slack's own. */
  readonly apiUrl: string | undefined;
  readonly log: Log;
  /** Waits so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  /** How long Slack may take to answer a call; 10,000 if left out. */
  readonly timeoutMs?: number | undefined;
  /** How long something that Slack waits three seconds for may take before it is told to wait; 1,500 if left out. */
  readonly acknowledgeMs?: number | undefined;
}

export interface RunningSlack {
  /** Where signed requests are taken; null over a socket. */
  readonly url: string | null;
  /** Where people install the bot, from this machine; null where it has one workspace. */
  readonly installUrl: string | null;
  /** Whether Slack can reach the bot now. */
  isConnected(): boolean;
  /** Finishes what was taken, and takes nothing more. */
  stop(): Promise<void>;
}

/**
 * Runs the bot on Slack.
 *
 * @throws {UserError} where Slack does not let it in; it says whose move it is
 */
export async function runSlack(parts: SlackParts): Promise<RunningSlack> {
  const { bot, store, inbox, alarm, log, wait, access } = parts;
  const serve = ({ workspace, api, botUser, botName, url, scopes }: Tenant): SlackContext => {
    const poster = createPoster(api, botUser, log, wait);
    return {
      bot,
      answers: store.answers,
      checks: store.checks,
      api,
      poster,
      refresher: createSlackRefresher({ bot, poster, api, log }),
      hasten: alarm.hasten,
      url,
      files: fileScopes.every((scope) => scopes.has(scope)),
      draw: parts.draw,
      self: { workspace, user: botUser },
      name: botName,
      followUps: followUpScopes.some((scope) => scopes.has(scope)),
      threads: store.threads,
      settings: store.settings,
      acknowledgeMs: parts.acknowledgeMs ?? 1_500,
      log,
    };
  };
  const { tenants, lobby } =
    access.kind === 'many'
      ? await createLobby({ ...parts, access, serve })
      : { tenants: oneTenant(await identified(parts, access, serve)), lobby: null };
  inbox.serve(platform, (payload) => {
    const deed = deedSchema.safeParse(payload);
    if (!deed.success) return null;
    return async () => {
      const slack = await tenants.of(deed.data.workspace);
      if (slack !== null) await work(slack, deed.data, { resumed: true, acknowledge: async () => undefined });
      else log.info(`${deed.data.workspace}: the bot is not there any more; a ${deed.data.kind} is left alone`);
    };
  });
  const ring: Ring = async (job, resumed) => {
    const slack = await tenants.of(job.workspace);
    if (slack === null) return log.info(`${job.workspace}: the bot is not there any more; ${job.key} is left alone`);
    const voice = (again: boolean) => createVoice(slack, { listener: null, resumed: again, since: null });
    await createRing({ bot, refresher: slack.refresher, voice })(job, resumed);
  };
  alarm.serve(platform, ring, (error, { key }) => giveUp(log, error, 'due', key));
  let closing = false;
  const connection = await connect(
    parts.way,
    async (body, acknowledge) => {
      // Not acknowledged, so Slack sends it again, to another copy or after the restart. What is no event it sends once.
      if (closing && isEvent(body))
        throw new BusyError('the process is about to end, so it is left to Slack to send this again');
      if (lobby !== null && (await lobby.takeLeave(body, acknowledge))) return;
      await take(tenants, parts, body, acknowledge);
    },
    log,
    wait,
    lobby?.door,
  );
  const installUrl = (await lobby?.open(connection.url)) ?? null;
  return {
    url: connection.url,
    installUrl,
    isConnected: connection.isConnected,
    async stop() {
      closing = true;
      await inbox.begun();
      await connection.close();
      await inbox.idle();
      await lobby?.close();
      await tenants.close();
    },
  };
}

/** The one workspace of a bot token. */
async function identified(
  { apiUrl, log, wait, timeoutMs }: SlackParts,
  { botToken }: OneAccess,
  serve: (tenant: Tenant) => SlackContext,
): Promise<SlackContext> {
  const api = createApi({ token: botToken, url: apiUrl, log, wait, timeoutMs });
  const identity = await api.identify().catch((error: unknown) => {
    throw error instanceof SlackCallError ? new UserError(forOperator(error)) : error;
  });
  ofOneWorkspace(identity);
  log.info(`Slack: in ${identity.team ?? identity.team_id} as @${identity.user}`);
  const { team_id: workspace, user_id: botUser, user: botName, scopes } = identity;
  return serve({ workspace, api, botUser, botName, url: identity.url ?? '', scopes });
}

async function take(
  tenants: Tenants,
  { inbox, log }: Pick<SlackParts, 'inbox' | 'log'>,
  body: unknown,
  acknowledge: Acknowledge,
): Promise<void> {
  const slack = await tenants.for(body);
  if (slack === null) log.debug('something came from a workspace that the bot is not in; it is left alone');
  const deed = slack === null ? null : readDeed(body, slack.self);
  if (slack === null || deed === null || (deed.kind === 'message' && !(await isHeard(slack, deed))))
    return acknowledge();
  // A form is told with its acknowledgement what comes next, so the work on it acknowledges; it goes on where that comes too late.
  const early = deed.kind === 'submission' ? async () => undefined : () => acknowledge();
  const late: Acknowledge = (payload) =>
    acknowledge(payload).catch((error: unknown) => log.info(`not acknowledged: ${String(error)}`));
  let isKnown = true;
  await inbox
    .take(platform, arrivalOf(deed), early, (resumed) => {
      isKnown = false;
      return work(slack, deed, { resumed, acknowledge: late });
    })
    // What came before is somebody else's work, who has said what comes of it.
    .then(() => (isKnown && deed.kind === 'submission' ? late() : undefined))
    .catch(async (error: unknown) => {
      // What is not written down is not tried again: the App Home is drawn anew whenever it is opened.
      if (error instanceof SlackCallError && deed.key === null) return log.error(`${deed.kind}: ${forOperator(error)}`);
      if (!(error instanceof UserError)) throw error;
      log.error(error.message);
      if (deed.kind !== 'command') throw error;
      await acknowledge({ response_type: 'ephemeral', text: `I cannot do that now. ${error.message}` });
    });
}

function isEvent(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'type' in body && body.type === 'event_callback';
}

function arrivalOf(deed: Deed) {
  return {
    workspace: deed.workspace,
    key: deed.key,
    payload: deed,
    whenBusy: deed.kind === 'message' ? 'refuse' : 'take',
  } as const;
}
