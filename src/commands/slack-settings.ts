import type { Config } from '../config.ts';
import { UserError } from '../core/errors.ts';
import type { Access } from '../platforms/slack/access.ts';
import type { Way } from '../platforms/slack/connection.ts';

/**
 * With whose tokens Slack is spoken to; null where Slack is not set up.
 *
 * @throws {UserError} where settings contradict each other, or one is missing
 */
export async function accessOf(config: Config): Promise<Access | null> {
  const { SLACK_BOT_TOKEN: botToken, SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = config;
  if (clientId === undefined && clientSecret === undefined)
    return botToken === undefined ? null : { kind: 'one', botToken };
  if (botToken !== undefined) {
    throw new UserError(
      'SLACK_BOT_TOKEN is set, and SLACK_CLIENT_ID or SLACK_CLIENT_SECRET, too. Set the token for one workspace, or the other two for many.',
    );
  }
  const keys = config.ARCHCHECK_ENCRYPTION_KEYS;
  if (clientId === undefined || clientSecret === undefined || keys === undefined) {
    throw new UserError(
      'For many Slack workspaces set SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and ARCHCHECK_ENCRYPTION_KEYS, all three. Make a key with: openssl rand -base64 32',
    );
  }
  const { createVault } = await import('../vault.ts');
  const { SLACK_FOLLOW_UPS: followUps, SLACK_FILES: files, PORT: port } = config;
  return { kind: 'many', clientId, clientSecret, followUps, files, vault: createVault(keys), port };
}

/** How Slack reaches the bot. @throws {UserError} where that is not set */
export function wayOf(config: Config): Way {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: apiUrl, PORT: port } = config;
  if (signingSecret !== undefined) return { kind: 'http', signingSecret, port };
  if (appToken !== undefined) return { kind: 'socket', appToken, apiUrl };
  const set = config.SLACK_BOT_TOKEN === undefined ? 'SLACK_CLIENT_ID' : 'SLACK_BOT_TOKEN';
  throw new UserError(
    `${set} is set, but neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP) is. Set one of them.`,
  );
}

/** Whether anything says that it is to run on Slack. */
export function isOnSlack(config: Config): boolean {
  return [config.SLACK_BOT_TOKEN, config.SLACK_CLIENT_ID, config.SLACK_CLIENT_SECRET].some((set) => set !== undefined);
}
