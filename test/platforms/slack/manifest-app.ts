import { manifest } from '../../../src/platforms/slack/manifest.ts';
import type { AppSpec } from '../../support/slack/specs.ts';

/** The app exactly as our manifest installs it: what it leaves out, the server refuses. */
export function manifestApp(followUps: boolean, files = false, redirect: string | null = null): AppSpec {
  const { features, oauth_config, settings } = manifest({ followUps, files, url: null, redirect });
  return {
    name: features.bot_user.display_name,
    scopes: oauth_config.scopes.bot,
    events: settings.event_subscriptions.bot_events,
    commands: features.slash_commands.map(({ command }) => command),
    shortcuts: features.shortcuts.map((shortcut) => shortcut.callback_id),
  };
}
