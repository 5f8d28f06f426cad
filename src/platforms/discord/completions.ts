import { setTimeout as wait } from 'node:timers/promises';
import type { Sight } from '../../core/bot-events.ts';
import { allDecisions } from '../../core/decisions/decision-store.ts';
import { searchTerms } from '../../core/decisions/search-terms.ts';
import { visibleChecks } from '../../core/decisions/visible-checks.ts';
import { passingDecisions, readableBy } from '../../core/decisions/visible-decisions.ts';
import { cut } from '../../core/text/cut.ts';
import { neutralise } from '../../core/text/neutralise.ts';
import { normalise } from '../../core/text/normalise.ts';
import type { DiscordContext } from './context.ts';
import { limits } from './limits.ts';
import type { Typing } from './read-deed.ts';
import { sightOf } from './sight.ts';

/** Discord waits three seconds, and a list may be of many channels: what could not be looked up by then is left out. */
const longestMs = 2_000;
/** The rest is for checks. */
const mostDecisions = 15;

/** The decisions and then the titles of saved checks that a person may see and whose words they are typing, newest first. */
export async function completionsOf(discord: DiscordContext, typing: Typing) {
  const { person, guild } = typing;
  const sight = sightOf(discord, guild, person);
  const over = new AbortController();
  const late = wait(longestMs, false, { signal: over.signal }).catch(() => false);
  const hurried = { canSee: (conversation: string) => Promise.race([sight.canSee(conversation), late]) };
  const [decisions, titles] = await Promise.all([
    decisionsOf(discord, typing, hurried),
    titlesOf(discord, typing, hurried),
  ]).finally(() => over.abort());
  return [...decisions, ...titles].slice(0, limits.completions);
}

async function decisionsOf({ decisions }: DiscordContext, { workspace, person, channel, words }: Typing, sight: Sight) {
  const at = { workspace, person, conversation: channel, event: { kind: 'message', text: '' } } as const;
  const query = { ...allDecisions, terms: searchTerms(words), limit: mostDecisions };
  const found = await passingDecisions(decisions, workspace, query, readableBy(at, sight).canRead);
  return found.decisions.map(({ id, title }) => ({
    name: cut(neutralise(`${id}: ${normalise(title)}`), limits.optionText),
    value: id,
  }));
}

async function titlesOf({ checks }: DiscordContext, { workspace, person, words }: Typing, sight: Sight) {
  const query = { workspace, person, words, limit: limits.completions };
  const found = await visibleChecks(checks, query, sight);
  const titles = new Set(found.checks.map(({ title }) => searchable(title)).filter((title) => title !== ''));
  return [...titles].map((title) => ({ name: cut(neutralise(title), limits.optionText), value: title }));
}

/** Cut between words where it is cut, so that all its words still find it. */
function searchable(title: string): string {
  const line = normalise(title);
  if (line.length <= limits.optionText) return line;
  const start = cut(line, limits.optionText);
  return start.slice(0, Math.max(start.lastIndexOf(' '), limits.optionText / 2)).trim();
}
