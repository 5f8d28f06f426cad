import { z } from 'zod';

/** What may be switched off, for a channel or a whole workspace. What is left out is as it is elsewhere, in the end on. */
export const channelSettingsSchema = z.object({
  /** Whether messages in the channel are answered there. */
  answers: z.boolean().optional(),
  /** Whether replies that do not name the bot are listened to. */
  followUps: z.boolean().optional(),
  /** Whether a model may be asked, where the operator has set one up. */
  model: z.boolean().optional(),
  /** The most tokens of the model a day, within what the operator allows; null for all of that. Of a whole workspace only. */
  dailyTokens: z.int().min(0).nullable().optional(),
});

export type ChannelSettings = z.infer<typeof channelSettingsSchema>;

/** As they apply in one channel. */
export type AppliedSettings = {
  readonly [Name in keyof ChannelSettings]-?: Exclude<ChannelSettings[Name], undefined>;
};

export const defaultSettings: AppliedSettings = { answers: true, followUps: true, model: true, dailyTokens: null };

/** The name of a whole workspace among the channels. */
export const everyChannel = '';

/** The channel whose settings hold in a conversation: the one that is named, or what stands before the colon. */
export function channelOf({ channel, conversation }: { readonly channel?: string; readonly conversation: string }) {
  return channel ?? conversation.replace(/:.*/s, '');
}

export interface SettingsStore {
  /** A channel's own settings before the workspace's, and those before the defaults. */
  of(workspace: string, channel: string): Promise<AppliedSettings>;
  /** Changes what is given and leaves the rest. @param channel {@link everyChannel} for the workspace */
  change(workspace: string, channel: string, settings: ChannelSettings, person: string): Promise<void>;
}
