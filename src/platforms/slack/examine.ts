import { setTimeout as wait } from 'node:timers/promises';
import { UserError } from '../../core/errors.ts';
import { createApi, type SlackApi } from './api.ts';
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
  const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
  const tried = async <Result>(
    token: string,
    ask: (api: SlackApi) => Promise<Result>,
    explain: (error: SlackCallError) => string,
  ): Promise<Result> => {
    const api = createApi({ token, url: apiUrl, log: silent, wait });
    try {
      return await ask(api);
    } catch (error) {
      throw error instanceof SlackCallError ? new UserError(explain(error)) : error;
    } finally {
      await api.close();
    }
  };
  const identity = await tried(botToken, (api) => api.identify(), forOperator);
  const missing = scopes.filter(({ name }) => !identity.scopes.has(name));
  if (missing.length > 0) {
    const reasons = missing.map(({ name, why }) => `${name} (so that ${why})`).join(', ');
    throw new UserError(
      `The bot token lacks ${reasons}. Paste the output of "archcheck slack manifest" into the app's manifest at api.slack.com/apps and reinstall the app: the move of whoever manages it.`,
    );
  }
  if (appToken !== undefined) await tried(appToken, (api) => api.call('apps.connections.open', {}), ofSocket);
  const how = appToken === undefined ? 'signed requests are expected' : 'Socket Mode opens';
  const posts = fileScopes.every((scope) => identity.scopes.has(scope)) ? '' : '; no pictures and files are posted';
  const heard = followUpScopes.every((scope) => identity.scopes.has(scope))
    ? ''
    : '; replies in threads need a mention, and threads are not read';
  return `@${identity.user} in ${identity.team ?? identity.team_id}: the token holds, every scope is there, ${how}${heard}${posts}`;
}

function ofSocket(error: SlackCallError): string {
  if (error.code === 'not_allowed_token_type' || signedOut.has(error.code))
    return `Slack does not take SLACK_APP_TOKEN (${error.message}). Make an app-level token with connections:write under Basic Information at api.slack.com/apps.`;
  if (error.code === 'unreachable') return forOperator(error);
  return `Socket Mode does not open (${error.message}). Switch it on at api.slack.com/apps, and give the app-level token connections:write.`;
}
