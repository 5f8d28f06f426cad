import { z } from 'zod';
import {
  type AppliedSettings,
  type ChannelSettings,
  channelSettingsSchema,
  defaultSettings,
  everyChannel,
  type SettingsStore,
} from '../core/channel-settings.ts';
import type { Clock } from '../core/ports.ts';
import type { Database } from './database.ts';
import { fromJson, toJson } from './json.ts';

export function createSettingsStore({ read, write }: Database, clock: Clock): SettingsStore {
  return {
    async of(workspace, channel) {
      const rows = await read()
        .selectFrom('settings')
        .select(['channel', 'settings'])
        .where('workspace', '=', workspace)
        .where('channel', 'in', [everyChannel, channel])
        .orderBy('channel')
        .execute();
      // The empty name of the workspace comes before every channel's.
      return rows.reduce((before, { settings }) => applied(before, parsed(settings)), defaultSettings);
    },

    async change(workspace, channel, settings, person) {
      const changed = { changed_by: person, changed_at: clock() };
      await write(
        async (transaction) => {
          await transaction
            .insertInto('settings')
            .values({ workspace, channel, settings: '{}', ...changed })
            .onConflict((conflict) => conflict.columns(['workspace', 'channel']).doUpdateSet(changed))
            .execute();
          // The row is ours until the end of the transaction, so nobody else's change is lost.
          const { settings: before } = await transaction
            .selectFrom('settings')
            .select('settings')
            .where('workspace', '=', workspace)
            .where('channel', '=', channel)
            .executeTakeFirstOrThrow();
          await transaction
            .updateTable('settings')
            .set({ settings: toJson({ ...whole(before), ...settings }) })
            .where('workspace', '=', workspace)
            .where('channel', '=', channel)
            .execute();
        },
        { repeatable: true },
      );
    },
  };
}

function applied(before: AppliedSettings, own: ChannelSettings): AppliedSettings {
  return {
    answers: own.answers ?? before.answers,
    followUps: own.followUps ?? before.followUps,
    model: own.model ?? before.model,
    dailyTokens: own.dailyTokens ?? before.dailyTokens,
  };
}

/** With what another version has set. */
function whole(json: string): object {
  return fromJson(json, z.looseObject({}))?.value ?? {};
}

/** What this version cannot read counts as not set. */
function parsed(json: string): ChannelSettings {
  return fromJson(json, channelSettingsSchema)?.value ?? {};
}
