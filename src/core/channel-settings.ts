import { z } from 'zod';

/** What may be switched off, for a channel or a whole workspace. What is left out is as it is elsewhere, in the end on. */
export const channelSettingsSchema = z.object({
  /** Whether messages in the channel are answered there. */
  answers: z.boolean().optional(),
  /** Whether replies that do not name the bot are listened to. */
  followUps: z.boolean().optional(),
});

export type ChannelSettings = z.infer<typeof channelSettingsSchema>;

/** As they apply in one channel. */
export type AppliedSettings = { readonly [Name in keyof ChannelSettings]-?: boolean };

export const defaultSettings: AppliedSettings = { answers: true, followUps: true };

/** The name of a whole workspace among the channels. */
export const everyChannel = '';

export interface SettingsStore {
  /** A channel's own settings before the workspace's, and those before the defaults. */
  of(workspace: string, channel: string): Promise<AppliedSettings>;
  /** Changes what is given and leaves the rest. @param channel {@link everyChannel} for the workspace */
  change(workspace: string, channel: string, settings: ChannelSettings, person: string): Promise<void>;
}
