import type { JsonObject } from '../json.ts';
import { textOf } from '../json.ts';
import { assistant } from './methods/assistant.ts';
import { chat } from './methods/chat.ts';
import { conversations } from './methods/conversations.ts';
import { directory } from './methods/directory.ts';
import { files } from './methods/files.ts';
import type { Methods } from './methods/method.ts';
import { streams } from './methods/streams.ts';
import { views } from './methods/views.ts';
import type { Installation } from './model.ts';
import type { Slack } from './slack.ts';
import { SlackError } from './slack-error.ts';

const methods: Methods = { ...assistant, ...chat, ...conversations, ...directory, ...files, ...streams, ...views };

export interface ApiResult {
  readonly body: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
}

/** One call of the Web API, checked in Slack's order: the method, the token, its scopes, the arguments, the effect. */
export function callMethod(slack: Slack, name: string, token: string, args: JsonObject): ApiResult {
  try {
    if (name === 'apps.connections.open') return { body: { ok: true, ...openConnection(slack, token) }, headers: {} };
    if (name === 'oauth.v2.access')
      return { body: { ok: true, ...slack.oauth.access(args, slack.workspaces) }, headers: {} };
    if (name === 'api.test') return { body: { ok: true, args }, headers: {} };
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (method === undefined) throw new SlackError('unknown_method', { req_method: name });
    const installation = installationOf(slack, token, args);
    const scopes = method.scopes({ slack, installation, args });
    const granted = [...installation.app.scopes];
    const headers = { 'x-oauth-scopes': granted.join(','), 'x-accepted-oauth-scopes': scopes.join(',') };
    if (scopes.length > 0 && !scopes.some((scope) => installation.app.scopes.has(scope))) {
      return {
        body: refused(new SlackError('missing_scope', { needed: scopes.join(','), provided: granted.join(',') })),
        headers,
      };
    }
    return { body: guarded(() => method.run({ slack, installation, args })), headers };
  } catch (error) {
    return { body: refused(error), headers: {} };
  }
}

function guarded(run: () => JsonObject): JsonObject {
  try {
    return { ok: true, ...run() };
  } catch (error) {
    return refused(error);
  }
}

function refused(error: unknown): JsonObject {
  if (error instanceof SlackError) return { ok: false, error: error.code, ...error.extra };
  throw error;
}

function installationOf(slack: Slack, token: string, args: JsonObject): Installation {
  if (token === '') throw new SlackError('not_authed');
  const holders = slack.workspaces
    .flatMap((workspace) => workspace.installations)
    .filter((each) => each.botToken === token);
  // The token of a whole organisation: what it is about says in which of its workspaces.
  const found =
    holders.find(({ workspace: { channels, users } }) =>
      [args['channel'], args['user'], args['user_id']].some((id) => channels.has(textOf(id)) || users.has(textOf(id))),
    ) ?? holders[0];
  if (found === undefined) {
    throw new SlackError(slack.apps.some((app) => app.appToken === token) ? 'not_allowed_token_type' : 'invalid_auth');
  }
  if (found.revoked) throw new SlackError('token_revoked');
  return found;
}

function openConnection(slack: Slack, token: string): JsonObject {
  if (token === '') throw new SlackError('not_authed');
  const app = slack.apps.find((each) => each.appToken === token);
  if (app === undefined) throw new SlackError(token.startsWith('xoxb-') ? 'not_allowed_token_type' : 'invalid_auth');
  return { url: `${slack.origin.replace('http', 'ws')}${slack.sockets(app).openAddress()}` };
}

/** The token of a request: in the header or among the arguments. */
export function tokenOf(authorization: string | undefined, args: JsonObject): string {
  const bearer = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
  return bearer ?? textOf(args['token']);
}
