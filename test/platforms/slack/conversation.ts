import { onTestFinished } from 'vitest';
import { readDeed } from '../../../src/platforms/slack/read-deed.ts';
import { openStore } from '../../../src/storage/open-store.ts';
import type { Delivery } from '../../support/slack/delivery.ts';
import { type Person, person } from '../../support/slack/person.ts';
import { startSlack } from '../../support/slack/server.ts';
import type { AppSpec, WorkspaceSpec } from '../../support/slack/specs.ts';
import { freshFolder } from '../../support/world.ts';
import { type ArchcheckOptions, type Mode, startArchcheck } from './archcheck.ts';
import { manifestApp } from './manifest-app.ts';

export interface ConversationOptions {
  readonly followUps?: boolean;
  readonly app?: Partial<AppSpec>;
  readonly workspaces?: readonly WorkspaceSpec[];
  /** Other apps beside the bot. */
  readonly others?: readonly AppSpec[];
  readonly archcheck?: ArchcheckOptions;
}

/** A Slack with the bot in it and two people in #general; all of it ends with the test. */
export async function conversation(
  mode: Mode,
  { followUps = false, app = {}, others = [], workspaces, archcheck: options = {} }: ConversationOptions = {},
) {
  const spec = {
    apps: [{ ...manifestApp(followUps), ...app }, ...others],
    ...(workspaces === undefined ? {} : { workspaces }),
  };
  const server = await startSlack(spec);
  onTestFinished(() => server.close());
  const data = freshFolder();
  const start = async (more: ArchcheckOptions = {}) => {
    const archcheck = await startArchcheck(server, mode, { ...options, ...more, data });
    onTestFinished(archcheck.stop);
    return archcheck;
  };
  return {
    server,
    archcheck: await start(),
    /** Starts the bot again, or a second copy of it, on the same store. */
    start,
    /** What an earlier process acknowledged and did not finish. */
    async leaveOver(deliveries: readonly Delivery[]): Promise<void> {
      const { workspace, botUser } = server.installation();
      const store = await openStore({ folder: data, clock: () => server.clock.now() });
      await store.events.forget(Number.MAX_SAFE_INTEGER);
      for (const { body } of deliveries) {
        const deed = readDeed(body, { workspace: workspace.id, user: botUser });
        if (deed?.key)
          await store.events.claim({ workspace: deed.workspace, id: `slack/${deed.key}`, payload: deed }, 0);
      }
      await store.close();
    },
    /** Somebody runs a check in a channel, from words, and takes the verdict of what they state. */
    async check(user: Person, channel: string, words: string): Promise<void> {
      user.goesTo(channel);
      user.runs(`/arch-check ${words}`);
      await user.sees(/Is that right\?/);
      user.submits();
      const next = await user.sees(/Question \d|It is posted/);
      if (/Question \d/.test(next)) user.clicks('Show the verdict so far');
      await user.sees(/It is posted/);
      user.closes();
    },
    /** Records the decision of the newest verdict, in its thread unless a form says otherwise. */
    async record(user: Person, title: string, fill: () => void = () => undefined): Promise<void> {
      user.clicks('Record decision');
      await user.sees(/What was chosen\?/);
      user.fills('Title', title);
      fill();
      user.submits();
      await user.sees(/It is posted/);
      user.closes();
    },
    personIn: (user: string, channel: string): Person => person(server, { user, channel }),
    ana: person(server, { user: 'ana', channel: '#general' }),
    ben: person(server, { user: 'ben', channel: '#general' }),
  };
}

/** How many messages everybody can see the bot has posted. */
export function posts(server: { readonly calls: readonly { readonly method: string }[] }): number {
  return server.calls.filter(({ method }) => method === 'chat.postMessage').length;
}
