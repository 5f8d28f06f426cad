import type { Clock } from '../clock.ts';
import { type JsonObject, textOf } from '../json.ts';
import type { Ids } from './ids.ts';
import type { App, Workspace } from './model.ts';
import { SlackError } from './slack-error.ts';

/** What a person says to an app that wants in. */
export interface Consent {
  /** They decline. */
  readonly declines?: boolean;
  /** The scopes that come of it; what the app asked for if left out. */
  readonly grants?: readonly string[];
  /** They install it for the whole organisation. */
  readonly wide?: boolean;
  /** The app has token rotation switched on. */
  readonly rotates?: boolean;
}

interface Grant extends Consent {
  readonly app: App;
  readonly workspace: Workspace;
  readonly scopes: readonly string[];
  readonly until: number;
}

/** Slack's side of an installation: the page on which a person consents, and the exchange of the code. */
export interface OAuth {
  /** @returns the query with which the person is sent back @throws Error if the address is none that Slack would take */
  consent(address: string, workspace: Workspace, consent: Consent): string;
  /** `oauth.v2.access`. @throws SlackError */
  access(args: JsonObject, workspaces: readonly Workspace[]): JsonObject;
}

const codeMs = 600_000;

export function createOAuth(apps: readonly App[], clock: Clock, ids: Ids): OAuth {
  const codes = new Map<string, Grant>();
  return {
    consent(address, workspace, consent) {
      const { pathname, searchParams } = new URL(address);
      const app = apps.find(({ clientId }) => clientId === searchParams.get('client_id'));
      const scopes = (searchParams.get('scope') ?? '').split(',');
      if (pathname !== '/oauth/v2/authorize' || app === undefined)
        throw new Error(`Slack has no such page: ${address}`);
      const strange = scopes.filter((scope) => !/^[a-z_]+:?[a-z_.:]*$/.test(scope));
      if (strange.length > 0) throw new Error(`there is no scope ${JSON.stringify(strange[0])}`);
      const state = searchParams.get('state') ?? '';
      if (consent.declines === true) return `?${new URLSearchParams({ error: 'access_denied', state })}`;
      const code = `code-${ids.number()}`;
      codes.set(code, { ...consent, app, workspace, scopes: consent.grants ?? scopes, until: clock.now() + codeMs });
      return `?${new URLSearchParams({ code, state })}`;
    },
    access(args, workspaces) {
      const app = apps.find(({ clientId }) => clientId === args['client_id']);
      if (app === undefined) throw new SlackError('invalid_client_id');
      if (app.clientSecret !== args['client_secret']) throw new SlackError('bad_client_secret');
      const code = textOf(args['code']);
      const grant = codes.get(code);
      codes.delete(code);
      if (grant === undefined || grant.app !== app || grant.until < clock.now()) throw new SlackError('invalid_code');
      const { workspace, scopes, wide = false, rotates = false } = grant;
      const token = `xoxb-${workspace.id}-${app.id}-${ids.number()}`;
      const places = wide
        ? workspaces.filter(({ organisation }) => organisation === workspace.organisation)
        : [workspace];
      for (const installation of places.flatMap((place) => place.installations.filter((each) => each.app === app)))
        Object.assign(installation, { botToken: token, revoked: false, wide });
      const [person] = workspace.users.values();
      return {
        access_token: token,
        token_type: 'bot',
        scope: scopes.join(','),
        bot_user_id: workspace.installations.find((each) => each.app === app)?.botUser,
        app_id: app.id,
        team: wide ? null : { id: workspace.id, name: workspace.name },
        enterprise: wide ? { id: workspace.organisation, name: `${workspace.name} Grid` } : null,
        is_enterprise_install: wide,
        authed_user: { id: person?.id },
        ...(rotates ? { refresh_token: 'xoxe-1-refresh', expires_in: 43_200 } : {}),
      };
    },
  };
}
