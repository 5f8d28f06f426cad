import { CallError } from '../call-error.ts';

/** Discord's own number for what it refused, or what kept the call from being answered. */
export type DiscordCode = number | 'ratelimited' | 'unreachable' | 'signed_out';

export class DiscordCallError extends CallError<DiscordCode> {
  override name = 'DiscordCallError';
}

/** The codes that have a meaning here. Source: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
export const codes = {
  unknownChannel: 10_003,
  unknownGuild: 10_004,
  unknownMember: 10_007,
  unknownMessage: 10_008,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  tooLarge: 40_005,
  alreadyAcknowledged: 40_060,
  missingAccess: 50_001,
  cannotSendToUser: 50_007,
  notForText: 50_008,
  missingPermissions: 50_013,
  wrongChannelType: 50_024,
  invalidWebhookToken: 50_027,
  invalidForm: 50_035,
  threadIsArchived: 50_083,
  cannotReply: 160_002,
  threadExists: 160_004,
  threadIsLocked: 160_005,
  mostThreads: 160_006,
  mostAnnouncementThreads: 160_007,
} as const;

type Codes = ReadonlySet<DiscordCode>;

/** The bot cannot write there, and trying again will not change that. */
export const cannotPost: Codes = new Set([
  codes.unknownChannel,
  codes.missingAccess,
  codes.missingPermissions,
  codes.notForText,
  codes.wrongChannelType,
  codes.threadIsArchived,
  codes.threadIsLocked,
]);

/** No thread can be opened until others are closed. */
export const tooManyThreads: Codes = new Set([codes.mostThreads, codes.mostAnnouncementThreads]);

/** Nobody can be answered by way of this interaction any more: 3 seconds or 15 minutes are over. */
export const tooLate: Codes = new Set([codes.unknownInteraction, codes.unknownWebhook, codes.invalidWebhookToken]);

/** Whether Discord refused a call with one of these codes. */
export function isRefusal(error: unknown, among: Codes): error is DiscordCallError {
  return error instanceof DiscordCallError && among.has(error.code);
}

/** What is wrong and whose move it is, for the person who runs the bot. */
export function forOperator(error: DiscordCallError): string {
  if (error.code === 'signed_out')
    return `Discord does not take the bot's token (${error.message}). Reset it under Bot at discord.com/developers/applications, put it into DISCORD_TOKEN and start again.`;
  if (error.code === 'unreachable')
    return `Discord cannot be reached (${error.message}). Check the network and discordstatus.com; nothing to mend in the settings.`;
  if (error.code === codes.invalidForm)
    return `Discord refused what the bot made (${error.message}). That is a fault of archcheck: please report this line.`;
  return `Discord refused a call (${error.message}).`;
}
