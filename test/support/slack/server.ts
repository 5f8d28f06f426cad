import { once } from 'node:events';
import { type Clock, type FakeClock, fakeClock } from '../clock.ts';
import { buildApps, buildWorkspaces } from './build-workspaces.ts';
import { type Delivery, deliver, type Transport } from './delivery.ts';
import { type Effects, together } from './effects.ts';
import { sendEvent } from './events.ts';
import { createFaults } from './faults.ts';
import { createFiles } from './files.ts';
import { dropWhile, forget } from './forget.ts';
import { type ApiCall, createHttpServer } from './http-server.ts';
import { createIds } from './ids.ts';
import type { App, Installation, Workspace } from './model.ts';
import { type Consent, createOAuth } from './oauth.ts';
import { createResponseUrls } from './response-urls.ts';
import { signedHttp, verifyUrl } from './signed-http.ts';
import type { Slack } from './slack.ts';
import { createSockets, type Sockets } from './socket-mode.ts';
import { type AppSpec, defaultApp, defaultWorkspace, type WorkspaceSpec } from './specs.ts';
import { createTriggers } from './triggers.ts';
import { createViews } from './views.ts';

export interface SlackOptions<Time extends Clock = FakeClock> {
  readonly workspaces?: readonly WorkspaceSpec[];
  /** Each is installed in every workspace. */
  readonly apps?: readonly AppSpec[];
  /** A clock that stands still, if left out. */
  readonly clock?: Time;
}

export interface SlackServer<Time extends Clock = FakeClock> {
  /** For `clientOptions.slackApiUrl` and `SLACK_API_URL`; ends with a slash. */
  readonly apiUrl: string;
  readonly clock: Time;
  /** Everything inside, for `person` and for looking closer. */
  readonly slack: Slack;
  /** Every call that came in, response URLs (`response_url`) among them. */
  readonly calls: readonly ApiCall[];
  /** Everything that was sent to apps. */
  readonly deliveries: readonly Delivery[];
  /** Answers of an app that Slack could not use, and why; a test that ends well leaves none. */
  readonly problems: readonly string[];
  /** How an app gets in: tokens and secret, of the first app and workspace unless named. */
  installation(app?: string, workspace?: string): Installation;
  sockets(app?: string): Sockets;
  /**
   * From now on everything for the app goes to this address, once it has answered the challenge; signed for `signedAt`, in epoch
   * milliseconds, or else for the real time.
   */
  sendTo(url: string, options?: { readonly app?: string; readonly signedAt?: () => number }): Promise<void>;
  /** Whom anything posted by apps so far has notified, and what it has linked: in messages, updates, ephemeral ones and views. */
  effects(): Effects;
  /**
   * What a person who was sent to Slack to install an app brings back: the query of the redirect address.
   *
   * @param address where the app sent the person
   */
  consent(address: string, consent?: { readonly workspace?: string } & Consent): string;
  /** Takes the app out of the workspace: its token is dead from now on, and it is told. */
  revoke(installation: Installation): readonly Delivery[];
  /** An organisation takes the bot out of one of its workspaces; its token holds in the others. */
  withdraw(installation: Installation): readonly Delivery[];
  /** Lets go of calls, deliveries, effects and messages from before a time, in epoch milliseconds: for runs that last. */
  forget(before: number): void;
  /** Calls back after whatever a person could see. @returns stops that */
  onChange(look: () => void): () => void;
  close(): Promise<void>;
}

/**
 * Starts a Slack on a free port of the loopback interface: a workspace `acme` with ana, ben and cleo, `#general` and `#architecture`, and
 * the app `archcheck` in it, unless told otherwise.
 *
 * @example
 * const server = await startSlack();
 * const { botToken, app } = server.installation();                     // tokens, app.signingSecret, botUser
 * await startTheBot({ botToken, appToken: app.appToken, apiUrl: server.apiUrl });
 * await server.sockets().connected();                                  // or, over HTTP: await server.sendTo(url)
 * const ana = person(server, { user: 'ana', channel: '#general' });
 * ana.mentions('what is a monolith?');
 * expect(await ana.sees(/single unit/)).toMatchInlineSnapshot();
 * expect(server.effects()).toEqual({ pings: [], links: [] });
 * expect(server.problems).toEqual([]);
 * await server.close();                                                // after the bot has stopped
 */
export async function startSlack(options?: SlackOptions): Promise<SlackServer>;
export async function startSlack<Time extends Clock>(
  options: SlackOptions<Time> & { readonly clock: Time },
): Promise<SlackServer<Time>>;
export async function startSlack(options: SlackOptions<Clock> = {}): Promise<SlackServer<Clock>> {
  const clock = options.clock ?? fakeClock();
  const ids = createIds(clock);
  const appSpecs = options.apps ?? [defaultApp];
  const apps = buildApps(appSpecs, ids);
  const workspaces = buildWorkspaces(options.workspaces ?? [defaultWorkspace], apps, appSpecs, ids);
  const sockets = new Map(apps.map((app) => [app, createSockets(app, ids)]));
  const transports = new Map<App, Transport>(sockets);
  const calls: ApiCall[] = [];
  const deliveries: Delivery[] = [];
  const effects: Effects[] = [];
  const watchers = new Set<() => void>();

  const http = createHttpServer(() => slack, calls);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');

  const slack: Slack = {
    origin: `http://127.0.0.1:${address.port}`,
    clock,
    ids,
    apps,
    workspaces,
    faults: createFaults(clock),
    triggers: createTriggers(clock, ids),
    views: createViews(ids),
    responseUrls: createResponseUrls(clock, ids),
    files: createFiles(ids),
    oauth: createOAuth(apps, clock, ids),
    problems: [],
    sockets: (app) => existing(sockets.get(app), app.name),
    deliver(app, kind, body) {
      const delivery = deliver(clock, () => existing(transports.get(app), app.name), app, kind, body);
      deliveries.push(delivery);
      return delivery;
    },
    noteEffects: (noted) => effects.push(noted),
    changed() {
      for (const watcher of [...watchers]) watcher();
    },
  };
  const appCalled = (name: string | undefined) =>
    existing(
      apps.find((app) => name === undefined || app.name === name),
      name,
    );

  return {
    apiUrl: `${slack.origin}/api/`,
    clock,
    slack,
    calls,
    deliveries,
    problems: slack.problems,
    installation(app, workspace) {
      const place = existing(workspaceCalled(workspaces, workspace), workspace);
      return existing(
        place.installations.find((each) => each.app === appCalled(app)),
        app,
      );
    },
    sockets: (name) => slack.sockets(appCalled(name)),
    async sendTo(url, { app: name, signedAt = Date.now } = {}) {
      const app = appCalled(name);
      const target = { url, signingSecret: app.signingSecret, now: signedAt };
      await verifyUrl(target);
      transports.set(app, signedHttp(target));
    },
    effects: () => together(effects),
    consent: (address, { workspace, ...consent } = {}) =>
      slack.oauth.consent(address, existing(workspaceCalled(workspaces, workspace), workspace), consent),
    withdraw(installation) {
      const { workspace } = installation;
      const event = { type: 'team_access_revoked', team_ids: [workspace.id] };
      const delivered = sendEvent(slack, installation, event, { team_id: null, enterprise_id: workspace.organisation });
      Object.assign(installation, { botToken: `gone-${installation.botToken}`, revoked: true });
      return delivered;
    },
    revoke(installation) {
      installation.revoked = true;
      const tokens = { oauth: [], bot: [installation.botUser] };
      return [
        ...sendEvent(slack, installation, { type: 'tokens_revoked', tokens }),
        ...sendEvent(slack, installation, { type: 'app_uninstalled' }),
      ];
    },
    forget(before) {
      dropWhile(calls, ({ at }) => at < before);
      dropWhile(deliveries, ({ attempts }) => (attempts[0]?.at ?? 0) < before);
      effects.splice(0);
      forget(slack, before);
    },
    onChange(look) {
      watchers.add(look);
      return () => watchers.delete(look);
    },
    async close() {
      await Promise.all([...sockets.values()].map((each) => each.close()));
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
}

const workspaceCalled = (workspaces: readonly Workspace[], name: string | undefined) =>
  workspaces.find((workspace) => name === undefined || workspace.name === name);

function existing<Thing>(thing: Thing | undefined, name: string | undefined): Thing {
  if (thing === undefined) throw new Error(`there is no ${name ?? 'such thing'} in this Slack`);
  return thing;
}
