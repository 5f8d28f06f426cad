import { onTestFinished } from 'vitest';
import type { InstallationStore } from '../../../src/core/installations.ts';
import { createLog } from '../../../src/log.ts';
import { createApi } from '../../../src/platforms/slack/api.ts';
import { createDoor, installPath } from '../../../src/platforms/slack/install.ts';
import { closeServer, openDoor, originOf } from '../../../src/platforms/slack/listening.ts';
import { createTransport } from '../../../src/platforms/slack/transport.ts';
import { openStore } from '../../../src/storage/open-store.ts';
import { createVault } from '../../../src/vault.ts';
import type { Consent } from '../../support/slack/oauth.ts';
import { startSlack } from '../../support/slack/server.ts';
import { createWorld } from '../../support/world.ts';
import { createBrowser } from './browser.ts';
import { manifestApp } from './manifest-app.ts';
import { newKey } from './many.ts';

/** The way in for new workspaces by itself, without a bot behind it. */
export async function entrance(workspace = 'acme') {
  const app = { ...manifestApp(false, false, 'https://bot.example/slack/oauth_redirect'), installed: false };
  const server = await startSlack({ apps: [app], workspaces: [{ name: workspace, people: ['ana'] }] });
  const store = await openStore({ folder: ':memory:', clock: () => server.clock.now() });
  const world = createWorld();
  const log = createLog('debug', world.stderr);
  const transport = createTransport();
  const { clientId, clientSecret } = server.installation().app;
  onTestFinished(async () => {
    await transport.close();
    await store.close();
    await server.close();
  });
  /** Opens a door as a copy of its own would. @returns where people install the bot */
  const open = async (installations: InstallationStore = store.installations): Promise<string> => {
    const door = createDoor({
      access: {
        kind: 'many',
        clientId,
        clientSecret,
        followUps: false,
        files: false,
        vault: createVault(newKey()),
        port: 0,
      },
      installations,
      events: store.events,
      apiWith: (token) => createApi({ token, url: server.apiUrl, log, wait: async () => undefined, transport }),
      apiUrl: server.apiUrl,
      log,
    });
    const listening = await openDoor(door, 0);
    onTestFinished(() => closeServer(listening));
    return new URL(installPath, originOf(listening)).href;
  };
  const installUrl = await open();
  const back = (query: string, at = installUrl) => new URL(`/slack/oauth_redirect${query}`, at).href;
  return {
    server,
    store,
    log: () => world.errors(),
    open,
    installUrl,
    back,
    acme: server.installation().workspace.id,
    /** Goes to the install page, says this to Slack and comes back. */
    async install(consent: Consent = {}, at = installUrl) {
      const browser = createBrowser();
      const { location } = await browser.get(at);
      return browser.get(back(server.consent(location, consent), at));
    },
  };
}
