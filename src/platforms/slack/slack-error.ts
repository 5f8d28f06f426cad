import { CallError } from '../call-error.ts';

/** `code` is Slack's own (`not_in_channel`), or `ratelimited`, or `unreachable`. */
export class SlackCallError extends CallError<string> {
  override name = 'SlackCallError';
  /** What Slack asked for where it is `ratelimited`; null elsewhere. */
  readonly retryAfterSeconds: number | null;

  constructor(
    method: string,
    code: string,
    options: { readonly uncertain?: boolean; readonly detail?: string; readonly retryAfterSeconds?: number } = {},
  ) {
    super(method, code, options);
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}

/** Whether Slack refused a call with one of these codes. */
export function isRefusal(error: unknown, codes: ReadonlySet<string>): boolean {
  return error instanceof SlackCallError && codes.has(error.code);
}

/** The place is there, and those who run the workspace let others write in it. */
export const readOnly: ReadonlySet<string> = new Set([
  'restricted_action',
  'restricted_action_non_threadable_channel',
  'restricted_action_read_only_channel',
  'restricted_action_thread_locked',
  'restricted_action_thread_only_channel',
]);

/** The bot cannot write there, and trying again will not change that. */
export const cannotPost: ReadonlySet<string> = new Set([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  ...readOnly,
  'thread_not_found',
  'message_not_found',
  'cannot_reply_to_message',
  'user_not_in_channel',
  'messages_tab_disabled',
]);

/** The installation is over; only an operator can mend that. */
export const signedOut: ReadonlySet<string> = new Set([
  'token_revoked',
  'token_expired',
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'org_login_required',
]);

/** The modal cannot be opened any more: the person has to begin again. */
export const tooLate: ReadonlySet<string> = new Set([
  'expired_trigger_id',
  'exchanged_trigger_id',
  'invalid_trigger_id',
]);

/** For whoever asked for what Slack refused. */
export const refusedText = 'Slack did not let me do that. Whoever runs me finds the reason in my log.';

/** What is wrong and whose move it is, for the person who runs the bot. */
export function forOperator(error: SlackCallError): string {
  if (signedOut.has(error.code))
    return `Slack no longer takes the bot's token (${error.message}). Reinstall the app, put the new token into SLACK_BOT_TOKEN and start again; of many workspaces, this one installs it anew at /slack/install.`;
  if (error.code === 'missing_scope')
    return `The Slack app lacks a scope (${error.message}). Compare it with "archcheck slack manifest", add the scope and reinstall the app.`;
  if (error.code === 'unreachable')
    return `Slack cannot be reached (${error.message}). Check the network; nothing to mend in Slack.`;
  return `Slack refused a call (${error.message}).`;
}
