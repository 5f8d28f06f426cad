import type { Incoming, Reply, Sight } from '../bot-events.ts';
import { remarkCard } from '../card.ts';
import type { DecisionStore } from './decision-store.ts';
import { allDecisions } from './decision-store.ts';
import { foundCard } from './found-card.ts';
import { parseDecisionSearch } from './query.ts';
import { searchTerms } from './search-terms.ts';
import { channelAt, passingDecisions, readableBy } from './visible-decisions.ts';

const listed = 20;
const recalled = 5;

/**
 * The decisions that a search finds, for the person alone.
 *
 * @param command what lists them where this is shown, without its slash
 * @returns null where it finds none and is nothing but words
 */
export async function search(
  store: DecisionStore,
  at: Incoming,
  words: string,
  sight: Sight,
  command: string,
): Promise<Reply | null> {
  const asked = parseDecisionSearch(words);
  if (asked.problems.length > 0) return remarkCard(asked.problems.join(' '));
  const channel = await channelOf(asked.channel, at, sight);
  if (channel === undefined)
    return remarkCard('in: takes a channel that you can see, for example in:#general, or in:here.');
  const query = {
    ...allDecisions,
    ...asked,
    channel,
    terms: searchTerms(asked.words),
    after: asked.below,
    limit: listed,
  };
  const page = await passingDecisions(store, at.workspace, query, readableBy(at, sight).canRead);
  const plain = asked.words === words.trim() || words.trim() === '';
  if (page.decisions.length === 0 && plain) return null;
  const shown = words.replace(/\s*\bbelow:\S+/i, '').trim();
  return foundCard(page, {
    heading: words === '' ? 'Decisions' : 'Decisions found',
    none: `No decision that you may see matches. Try fewer words, or /${command} alone for all of them.`,
    command,
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
  command: string,
  { now, below }: { readonly now: number; readonly below: number | null },
): Promise<Reply> {
  const query = { ...allDecisions, reviewBy: now, after: below, limit: listed };
  const page = await passingDecisions(store, at.workspace, query, readableBy(at, sight).canRead);
  return foundCard(page, {
    heading: 'Due for review',
    none: 'No review is due.',
    command: `${command} due`,
    words: '',
  });
}

// "we" and the past are what tells it from a question about the document ("how does one decide …?").
const question =
  /\b(?:(?:what|when|why|how)\s+(?:did|have|had|has)\s+(?:we|our team|the team)\s+(?:\w+\s+)?(?:decided?|agreed?)|did\s+(?:we|the team)\s+(?:\w+\s+)?(?:decide|agree)|(?:have|has|had)\s+(?:we|the team)\s+(?:\w+\s+)?(?:decided|agreed)|what\s+(?:was|is|were|are)\s+our\s+decisions?|what\s+(?:was|has been|were)\s+decided)\b/i;
const lead = /^\W*(?:to do\s+)?(?:about|on|for|regarding|concerning|with|in|of)?\s*/i;

/** What somebody asks the records about: "billing" in "what did we decide about billing?"; null for any other message. */
export function recallSubject(text: string): string | null {
  const found = question.exec(text.slice(0, 500));
  if (!found) return null;
  return text
    .slice(found.index + found[0].length, 500)
    .replace(lead, '')
    .replace(/\b(?:the|a|an|our|last|year|month|week|again|already|yet|then)\b/gi, ' ')
    .replace(/[?!.]+\s*$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The answer from the records: to everybody what everybody here may read, to the person alone what only they may. */
export async function recall(
  store: DecisionStore,
  at: Incoming,
  subject: string,
  sight: Sight,
): Promise<readonly Reply[]> {
  const readable = readableBy(at, sight);
  const query = { ...allDecisions, terms: searchTerms(subject), limit: recalled };
  const find = (passes: Parameters<typeof passingDecisions>[3]) => passingDecisions(store, at.workspace, query, passes);
  const forAll = await find(async (decision) => (await readable.canTellAll(decision)) && readable.canRead(decision));
  const alone = await find(async (decision) => !(await readable.canTellAll(decision)) && readable.canRead(decision));
  const about = subject === '' ? '' : ` about “${subject.slice(0, 80)}”`;
  const options = { command: 'arch-decisions', words: subject.slice(0, 80) };
  const none = `I have no recorded decision${about} that everybody here may see. /arch-decisions lists what you may see.`;
  return [
    { ...foundCard(forAll, { ...options, heading: `Decided${about}`, none }), toAll: true },
    ...(alone.decisions.length === 0
      ? []
      : [foundCard(alone, { ...options, heading: `For you alone, decided elsewhere${about}`, none })]),
  ];
}
