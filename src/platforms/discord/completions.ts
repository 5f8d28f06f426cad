import { setTimeout as wait } from 'node:timers/promises';
import { visibleChecks } from '../../core/decisions/visible-checks.ts';
import { cut } from '../../core/text/cut.ts';
import { neutralise } from '../../core/text/neutralise.ts';
import { normalise } from '../../core/text/normalise.ts';
import type { DiscordContext } from './context.ts';
import { limits } from './limits.ts';
import type { Typing } from './read-deed.ts';
import { sightOf } from './sight.ts';

/** Discord waits three seconds, and a list may be of many channels: what could not be looked up by then is left out. */
const longestMs = 2_000;

/** The titles of saved checks that a person may see and whose words they are typing, newest first. */
export async function completionsOf(discord: DiscordContext, typing: Typing) {
  const { workspace, person, guild, words } = typing;
  const query = { workspace, person, words, limit: limits.completions };
  const sight = sightOf(discord, guild, person);
  const over = new AbortController();
  const late = wait(longestMs, false, { signal: over.signal }).catch(() => false);
  const hurried = { canSee: (conversation: string) => Promise.race([sight.canSee(conversation), late]) };
  const { checks } = await visibleChecks(discord.checks, query, hurried).finally(() => over.abort());
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
