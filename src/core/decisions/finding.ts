import type { Incoming, Reply, Sight } from '../bot-events.ts';
import { refusing } from '../replies.ts';
import { channelAt, listingAt } from '../whereabouts.ts';
import type { DecisionStore } from './decision-store.ts';
import { allDecisions } from './decision-store.ts';
import { foundCard } from './found-card.ts';
import { parseDecisionSearch } from './query.ts';
import { searchTerms } from './search-terms.ts';
import { passingDecisions, readableBy } from './visible-decisions.ts';

const listed = 20;

/**
 * The decisions that a search finds, for the person alone.
 *
 * @returns null where it finds none and is nothing but words
 */
export async function search(store: DecisionStore, at: Incoming, words: string, sight: Sight): Promise<Reply | null> {
  const asked = parseDecisionSearch(words);
  if (asked.problems.length > 0) return refusing(asked.problems.join(' '));
  const channel = await channelOf(asked.channel, at, sight);
  if (channel === undefined)
    return refusing('in: takes a channel that you can see, for example in:#general, or in:here.');
  const terms = searchTerms(asked.words);
  const query = {
    ...allDecisions,
    ...asked,
    channel,
    terms,
    after: asked.below,
    limit: listed,
  };
  // Signs alone are no words, and nothing has them.
  const found = asked.words === '' || terms.length > 0;
  const page = found
    ? await passingDecisions(store, at.workspace, query, readableBy(at, sight).canRead)
    : { decisions: [], next: null };
  const plain = asked.words === words.trim() || words.trim() === '';
  if (page.decisions.length === 0 && plain) return null;
  const shown = words.replace(/\s*\bbelow:\S+/i, '').trim();
  return foundCard(page, {
    heading: words === '' ? 'Decisions' : 'Decisions found',
    none: `No decision that you may see matches. Try fewer words, or ${listingAt(at)} alone for all of them.`,
    command: listingAt(at),
    words: shown,
  });
}

/** Undefined where a channel was named that cannot be found. */
async function channelOf(named: string | null, at: Incoming, sight: Sight): Promise<string | null | undefined> {
  if (named === null) return null;
  if (named.toLowerCase() === 'here') return channelAt(at);
  return (await sight.findChannel?.(named)) ?? undefined;
}

/** The decisions whose review is due, the person's to see. */
export async function dueList(
  store: DecisionStore,
  at: Incoming,
  sight: Sight,
  { now, below }: { readonly now: number; readonly below: number | null },
): Promise<Reply> {
  const query = { ...allDecisions, reviewBy: now, after: below, limit: listed };
  const page = await passingDecisions(store, at.workspace, query, readableBy(at, sight).canRead);
  return foundCard(page, {
    heading: 'Due for review',
    none: 'No review is due.',
    command: `${listingAt(at)} due`,
    words: '',
  });
}
