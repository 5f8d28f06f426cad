import { setTimeout as wait } from 'node:timers/promises';
import { UserError } from '../../core/errors.ts';
import type { InstallationStore } from '../../core/installations.ts';
import type { ManyAccess } from './access.ts';
import { createApi, type SlackApi } from './api.ts';
import { ofOneWorkspace } from './identity.ts';
import { allOf } from './reseal.ts';
import { fileScopes, followUpScopes, scopes } from './scopes.ts';
import { forOperator, SlackCallError, signedOut } from './slack-error.ts';

export interface Credentials {
  readonly botToken: string;
  /** For Socket Mode; undefined where Slack reaches the bot over signed HTTP. */
  readonly appToken: string | undefined;
  readonly apiUrl: string | undefined;
}

/**
 * Tries the tokens, the scopes and Socket Mode.
 *
 * @returns what was found, in a line
 * @throws {UserError} what is wrong and whose move it is
 */
export async function examine({ botToken, appToken, apiUrl }: Credentials): Promise<string> {
  const identity = ofOneWorkspace(await tried({ token: botToken, apiUrl }, (api) => api.identify(), forOperator));
  const missing = scopes.filter(({ name }) => !identity.scopes.has(name));
  if (missing.length > 0) {
    const reasons = missing.map(({ name, why }) => `${name} (so that ${why})`).join(', ');
    throw new UserError(
      `The bot token lacks ${reasons}. Paste the output of "archcheck slack manifest" into the app's manifest at api.slack.com/apps and reinstall the app: the move of whoever manages it.`,
    );
  }
  const how = await wayIn(appToken, apiUrl);
  const posts = fileScopes.every((scope) => identity.scopes.has(scope)) ? '' : '; no pictures and files are posted';
  const heard = followUpScopes.every((scope) => identity.scopes.has(scope))
    ? ''
    : '; replies in threads need a mention, and threads are not read';
  return `@${identity.user} in ${identity.team ?? identity.team_id}: the token holds, every scope is there, ${how}${heard}${posts}`;
}

export interface ManyCredentials extends Pick<Credentials, 'appToken' | 'apiUrl'> {
  readonly access: ManyAccess;
  /** Null where nothing is kept yet. */
  readonly installations: InstallationStore | null;
}

/**
 * Opens every token that is kept, and tries Socket Mode. Nobody's workspace is called.
 *
 * @returns what was found, in a line
 * @throws {UserError} what is wrong and whose move it is
 */
export async function examineMany({ access, appToken, apiUrl, installations }: ManyCredentials): Promise<string> {
  let count = 0;
  let older = 0;
  for await (const { workspace, sealed } of installations === null ? [] : allOf(installations)) {
    access.vault.open(sealed, workspace);
    count += 1;
    if (!access.vault.isCurrent(sealed)) older += 1;
  }
  const how = await wayIn(appToken, apiUrl);
  const anew = older === 0 ? '' : `; ${older} of them are sealed anew at the next start`;
  return `installed in ${count} ${count === 1 ? 'place' : 'places'}, every token opens${anew}; ${how}`;
}

async function wayIn(appToken: string | undefined, apiUrl: string | undefined): Promise<string> {
  if (appToken === undefined) return 'signed requests are expected';
  await tried({ token: appToken, apiUrl }, (api) => api.call('apps.connections.open', {}), ofSocket);
  return 'Socket Mode opens';
}

const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

async function tried<Result>(
  { token, apiUrl }: { readonly token: string; readonly apiUrl: string | undefined },
  ask: (api: SlackApi) => Promise<Result>,
  explain: (error: SlackCallError) => string,
): Promise<Result> {
  const api = createApi({ token, url: apiUrl, log: silent, wait });
  try {
    return await ask(api);
  } catch (error) {
    throw error instanceof SlackCallError ? new UserError(explain(error)) : error;
  } finally {
    await api.close();
  }
}

function ofSocket(error: SlackCallError): string {
  if (error.code === 'not_allowed_token_type' || signedOut.has(error.code))
    return `Slack does not take SLACK_APP_TOKEN (${error.message}). Make an app-level token with connections:write under Basic Information at api.slack.com/apps.`;
  if (error.code === 'unreachable') return forOperator(error);
  return `Socket Mode does not open (${error.message}). Switch it on at api.slack.com/apps, and give the app-level token connections:write.`;
}
