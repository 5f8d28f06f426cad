import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { createVault } from '../../../src/vault.ts';
import type { Consent } from '../../support/slack/oauth.ts';
import { person } from '../../support/slack/person.ts';
import { startSlack } from '../../support/slack/server.ts';
import type { WorkspaceSpec } from '../../support/slack/specs.ts';
import { freshFolder } from '../../support/world.ts';
import { type ArchcheckOptions, type Mode, startArchcheck } from './archcheck.ts';
import { type Browser, createBrowser } from './browser.ts';
import { manifestApp } from './manifest-app.ts';

export const newKey = () => randomBytes(32).toString('base64');

export const twoWorkspaces: readonly WorkspaceSpec[] = ['acme', 'umbrella'].map((name) => ({
  name,
  people: ['ana', 'ben', 'cleo'],
  admins: ['cleo'],
  channels: [{ name: 'general' }],
}));

/** A Slack with several workspaces, and the bot that anybody may install, in none of them yet. */
export async function manyWorkspaces(
  mode: Mode,
  workspaces: readonly WorkspaceSpec[] = twoWorkspaces,
  { followUps = false }: { readonly followUps?: boolean } = {},
) {
  const app = { ...manifestApp(followUps, false, 'https://bot.example/slack/oauth_redirect'), installed: false };
  const server = await startSlack({ apps: [app], workspaces });
  onTestFinished(() => server.close());
  const data = freshFolder();
  const keys = newKey();
  const { clientId, clientSecret } = server.installation().app;
  const start = async (options: ArchcheckOptions & { readonly keys?: string; readonly clientSecret?: string } = {}) => {
    const vault = createVault(options.keys ?? keys);
    const many = {
      kind: 'many',
      clientId,
      clientSecret: options.clientSecret ?? clientSecret,
      followUps,
      files: false,
      vault,
      port: 0,
    } as const;
    const archcheck = await startArchcheck(server, mode, { access: many, data, ...options });
    onTestFinished(archcheck.stop);
    return archcheck;
  };
  const first = await start();
  const installUrl = first.installUrl ?? '';
  const back = (query: string) => new URL(`/slack/oauth_redirect${query}`, installUrl).href;
  return {
    server,
    archcheck: first,
    start,
    keys,
    data,
    back,
    installUrl,
    /** Goes to the install page, says this to Slack and comes back. */
    async install(consent: { readonly workspace?: string } & Consent = {}, browser: Browser = createBrowser()) {
      const { location } = await browser.get(installUrl);
      return browser.get(back(server.consent(location, consent)));
    },
    personIn: (workspace: string, user: string, channel = '#general') => person(server, { workspace, user, channel }),
    idOf: (workspace: string) => server.installation(undefined, workspace).workspace.id,
  };
}
