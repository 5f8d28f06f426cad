import { partsOf } from './code.ts';
import { type Discord, userById } from './discord.ts';
import type { Guild } from './model.ts';

/** How Markdown reads on the screen: names for ids, labels for links, no backslashes; stars and underscores stay as they are. */
export function readable(discord: Discord, guild: Guild | null, text: string): string {
  return partsOf(text)
    .map((part, index) => (index % 2 === 1 ? part : shown(discord, guild, part)))
    .join('');
}

const SHOWN =
  /\\([\p{P}\p{S}])|<@!?(\d+)>|<@&(\d+)>|<#(\d+)>|\[((?:\\.|[^\]\\\n])+)\]\(<?https?:[^)\s]+\)|<(https?:[^>\s]+)>/gu;

function shown(discord: Discord, guild: Guild | null, text: string): string {
  return text.replace(
    SHOWN,
    (whole, escaped?: string, user?: string, role?: string, channel?: string, label?: string, url?: string) => {
      if (escaped !== undefined) return escaped;
      if (user !== undefined) return `@${userById(discord, user)?.name ?? 'unknown-user'}`;
      if (role !== undefined) return `@${guild?.roles.get(role)?.name ?? 'deleted-role'}`;
      if (channel !== undefined) return `#${guild?.channels.get(channel)?.name ?? 'unknown'}`;
      if (label !== undefined) return shown(discord, guild, label);
      return url ?? whole;
    },
  );
}
