import type { Bot } from '../../core/bot-events.ts';
import { UserError } from '../../core/errors.ts';
import type { Store } from '../../core/ports.ts';
import type { Log } from '../../log.ts';
import type { Alarm } from '../alarm.ts';
import type { Inbox } from '../inbox.ts';
import type { DrawVerdict } from '../pictures.ts';
import { createRing } from '../ring.ts';
import { isForBot } from './answer.ts';
import { createApi } from './api.ts';
import { connect, type Way } from './connection.ts';
import { platform, type SlackContext } from './context.ts';
import { type Deed, deedSchema } from './deed.ts';
import { createPoster } from './post.ts';
import { readDeed } from './read-deed.ts';
import { fileScopes, followUpScopes } from './scopes.ts';
import { forOperator, SlackCallError } from './slack-error.ts';
import { createSlackRefresher, createVoice } from './voice.ts';
import { type Acknowledge, giveUp, work } from './work.ts';

export interface SlackParts {
  readonly bot: Bot;
  readonly store: Store;
  readonly inbox: Inbox;
  readonly alarm: Alarm;
  readonly draw: DrawVerdict;
  readonly botToken: string;
  readonly way: Way;
  /** Another address than Slack's own. */
  readonly apiUrl: string | undefined;
  readonly log: Log;
  /** Waits so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  /** How long Slack may take to answer a call; 10,000 if left out. */
  readonly timeoutMs?: number | undefined;
}

export interface RunningSlack {
  /** Where signed requests are taken; null over a socket. */
  readonly url: string | null;
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
  const { bot, store, inbox, alarm, log, wait } = parts;
  const api = createApi({ token: parts.botToken, url: parts.apiUrl, log, wait, timeoutMs: parts.timeoutMs });
  const identity = await api.identify().catch((error: unknown) => {
    throw error instanceof SlackCallError ? new UserError(forOperator(error)) : error;
  });
  const poster = createPoster(api, log, wait);
  const slack: SlackContext = {
    bot,
    answers: store.answers,
    checks: store.checks,
    api,
    poster,
    refresher: createSlackRefresher({ bot, poster, api, log }),
    url: identity.url ?? '',
    files: fileScopes.every((scope) => identity.scopes.has(scope)),
    draw: parts.draw,
    self: { workspace: identity.team_id, user: identity.user_id },
    name: identity.user,
    followUps: followUpScopes.some((scope) => identity.scopes.has(scope)),
    threads: store.threads,
    log,
  };
  inbox.serve(platform, (payload) => {
    const deed = deedSchema.safeParse(payload);
    return deed.success ? () => work(slack, deed.data, { resumed: true, acknowledge: async () => undefined }) : null;
  });
  const voice = (resumed: boolean) => createVoice(slack, { listener: null, resumed, since: null });
  const ring = createRing({ bot, refresher: slack.refresher, voice });
  alarm.serve(platform, (job, resumed) =>
    ring(job, resumed).catch((error: unknown) => giveUp(log, error, 'due', job.key)),
  );
  let closing = false;
  const connection = await connect(
    parts.way,
    async (body, acknowledge) => {
      // Not acknowledged, so Slack sends it again, to another copy or after the restart.
      if (closing) throw new Error('shutting down, so nothing more is taken');
      await take(slack, inbox, body, acknowledge);
    },
    log,
  );
  log.info(`Slack: connected to ${identity.team ?? identity.team_id} as @${identity.user}`);
  return {
    url: connection.url,
    isConnected: connection.isConnected,
    async stop() {
      closing = true;
      await inbox.idle();
      await connection.close();
      await api.close();
    },
  };
}

async function take(slack: SlackContext, inbox: Inbox, body: unknown, acknowledge: Acknowledge): Promise<void> {
  const deed = readDeed(body, slack.self);
  if (deed === null || (deed.kind === 'message' && !(await isForBot(slack, deed)))) return acknowledge();
  // A form is told with its acknowledgement what comes next, so the work on it acknowledges.
  const early = deed.kind === 'submission' ? async () => undefined : () => acknowledge();
  await inbox
    .take(platform, arrivalOf(deed), early, (resumed) => work(slack, deed, { resumed, acknowledge }))
    .catch(async (error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      slack.log.error(error.message);
      if (deed.kind !== 'command') throw error;
      await acknowledge({ response_type: 'ephemeral', text: `I cannot do that now. ${error.message}` });
    });
}

function arrivalOf(deed: Deed) {
  return {
    workspace: deed.workspace,
    key: deed.key,
    payload: deed,
    whenBusy: deed.kind === 'message' ? 'refuse' : 'take',
  } as const;
}
