import { visibleChecks } from '../../core/decisions/visible-checks.ts';
import { cut } from '../../core/text/cut.ts';
import { neutralise } from '../../core/text/neutralise.ts';
import { normalise } from '../../core/text/normalise.ts';
import type { DiscordContext } from './context.ts';
import { limits } from './limits.ts';
import type { Typing } from './read-deed.ts';
import { sightOf } from './sight.ts';

/** The titles of saved checks that a person may see and whose words they are typing, newest first. */
export async function completionsOf(discord: DiscordContext, typing: Typing) {
  const { workspace, person, guild, words } = typing;
  const query = { workspace, person, words, limit: limits.completions };
  const { checks } = await visibleChecks(discord.checks, query, sightOf(discord, guild, person));
  const titles = new Set(checks.map(({ title }) => searchable(title)).filter((title) => title !== ''));
  return [...titles].map((title) => ({ name: cut(neutralise(title), limits.optionText), value: title }));
}

/** Cut between words where it is cut, so that all its words still find it. */
function searchable(title: string): string {
  const line = normalise(title);
  if (line.length <= limits.optionText) return line;
  const start = cut(line, limits.optionText);
  return start.slice(0, Math.max(start.lastIndexOf(' '), limits.optionText / 2)).trim();
}
