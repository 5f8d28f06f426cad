import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Installation as Granted } from '@slack/bolt';
import {
  AuthorizationError,
  InstallProvider,
  InvalidStateError,
  LogLevel,
  MissingCodeError,
  MissingStateError,
} from '@slack/oauth';
import { z } from 'zod';
import { UserError } from '../../core/errors.ts';
import type { EventStore } from '../../core/events.ts';
import type { InstallationStore } from '../../core/installations.ts';
import type { Log } from '../../log.ts';
import type { ManyAccess } from './access.ts';
import type { SlackApi } from './api.ts';
import { installedPage, lackingPage, type Page, pages, showPage } from './install-pages.ts';
import { createStates, stateSeconds, UsedStateError } from './install-states.ts';
import { files, followUps, scopes } from './scopes.ts';

/** Answers a request of somebody who installs the bot. @returns false where it is for something else */
export type Door = (request: IncomingMessage, response: ServerResponse) => boolean;

export const installPath = '/slack/install';
const redirectPath = '/slack/oauth_redirect';

export interface DoorParts {
  readonly access: ManyAccess;
  readonly installations: InstallationStore;
  readonly events: EventStore;
  /** A way to Slack with a token. */
  readonly apiWith: (token: string) => SlackApi;
  readonly apiUrl: string | undefined;
  readonly log: Log;
  readonly timeoutMs?: number | undefined;
}

/**
 * The way in for new workspaces. Slack's own provider leads through OAuth: the state in the address and in a cookie of the browser, the
 * exchange of the code. The state's single use, the pages and the store are ours. What is installed is on the disk before the page says so.
 */
export function createDoor(parts: DoorParts): Door {
  const { access, events, apiUrl = 'https://slack.com/api/', log, timeoutMs = 10_000 } = parts;
  const wanted = [...scopes, ...(access.followUps ? followUps : []), ...(access.files ? files : [])].map(
    ({ name }) => name,
  );
  const provider = new InstallProvider({
    clientId: access.clientId,
    clientSecret: access.clientSecret,
    directInstall: true,
    stateStore: createStates(access.clientSecret, events),
    stateCookieName: 'archcheck-install',
    stateCookieExpirationSeconds: stateSeconds,
    installationStore: {
      storeInstallation: (granted) => keep(parts, granted),
      fetchInstallation: () => Promise.reject(new Error('tokens are looked up by tenants.ts')),
    },
    authorizationUrl: new URL('/oauth/v2/authorize', apiUrl).href,
    clientOptions: {
      slackApiUrl: apiUrl,
      timeout: timeoutMs,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    },
    logger: quiet,
  });

  const begin = (request: IncomingMessage, response: ServerResponse) =>
    provider.handleInstallPath(request, response, {}, { scopes: wanted });

  const finish = (request: IncomingMessage, response: ServerResponse) =>
    provider.handleCallback(request, response, {
      async afterInstallation(granted) {
        const problem = problemOf(granted);
        if (problem === null) return true;
        log.warn(`an installation was refused: ${problem.text}`);
        showPage(response, problem);
        return false;
      },
      success: (granted) => showPage(response, installedPage(nameOf(granted))),
      failure: (error) => showPage(response, pageOf(error, log)),
    });

  return (request, response) => {
    const path = request.url?.split('?', 1)[0];
    const handle =
      request.method !== 'GET' ? null : path === installPath ? begin : path === redirectPath ? finish : null;
    if (handle === null) return false;
    handle(request, response).catch((error: unknown) => {
      log.error(`an installation came to nothing: ${String(error)}`);
      if (!response.headersSent) showPage(response, pages.trouble);
    });
    return true;
  };
}

function problemOf(granted: Granted): Page | null {
  if (granted.bot === undefined) return pages.noBot;
  if (granted.bot.refreshToken !== undefined) return pages.rotation;
  const missing = scopes.filter(({ name }) => granted.bot?.scopes.includes(name) !== true);
  return missing.length === 0 ? null : lackingPage(missing.map(({ name }) => name));
}

async function keep({ access, installations, apiWith, log }: DoorParts, granted: Granted): Promise<void> {
  const { bot, team, enterprise, user } = granted;
  const place = granted.isEnterpriseInstall === true ? enterprise : team;
  if (bot === undefined || place === undefined)
    throw new UserError('Slack gave no bot token, or said for no workspace.');
  const identity = await apiWith(bot.token).identify();
  await installations.save({
    workspace: place.id,
    details: {
      name: nameOf(granted),
      organisation: granted.isEnterpriseInstall === true ? place.id : null,
      botUser: bot.userId,
      botName: identity.user,
      url: identity.url ?? '',
      scopes: bot.scopes,
      installedBy: user.id,
    },
    sealed: access.vault.seal(bot.token, place.id),
  });
  log.info(`${place.id}: the bot was installed`);
}

function nameOf({ isEnterpriseInstall, enterprise, team }: Granted): string {
  const place = isEnterpriseInstall === true ? enterprise : team;
  return place?.name ?? place?.id ?? 'your workspace';
}

const refusalSchema = z.looseObject({ data: z.looseObject({ error: z.string() }) });
/** Slack's words for a client id or secret that it does not know, or another redirect address than the manifest's. */
const misconfigured: ReadonlySet<string> = new Set([
  'bad_client_secret',
  'bad_redirect_uri',
  'invalid_client_id',
  'invalid_client',
]);

function pageOf(error: unknown, log: Log): Page {
  if (error instanceof AuthorizationError) return pages.declined;
  if (error instanceof MissingCodeError || error instanceof MissingStateError) return pages.incomplete;
  if (error instanceof UsedStateError) return pages.used;
  if (error instanceof InvalidStateError) {
    if (/browser session/.test(error.message)) return pages.elsewhere;
    return /expired/.test(error.message) ? pages.expired : pages.forged;
  }
  const refusal = refusalSchema.safeParse(error);
  if (!refusal.success) {
    log.error(`an installation came to nothing: ${String(error)}`);
    return pages.trouble;
  }
  const code = refusal.data.data.error;
  if (!misconfigured.has(code)) {
    log.warn(`an installation came to nothing: Slack says ${code}`);
    return pages.refused;
  }
  log.error(
    `Slack does not take SLACK_CLIENT_ID, SLACK_CLIENT_SECRET or the redirect address (${code}). Compare them with the app’s credentials and redirect URLs at api.slack.com/apps.`,
  );
  return pages.misconfigured;
}

/** The provider logs addresses with codes in them; what an operator needs is logged here. */
const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};
