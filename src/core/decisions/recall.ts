import type { Incoming, Reply, Sight } from '../bot-events.ts';
import { wordsOf } from '../text/tokens.ts';
import { listingAt } from '../whereabouts.ts';
import type { Decision } from './decision.ts';
import type { DecisionPage, DecisionStore } from './decision-store.ts';
import { allDecisions } from './decision-store.ts';
import { foundCard } from './found-card.ts';
import { searchTerms } from './search-terms.ts';
import { passingDecisions, readableBy } from './visible-decisions.ts';

const recalled = 5;

const us = '(?:we|our team|the team|anybody|anyone|somebody|someone)';
const took =
  '(?:decided?|agreed?|cho(?:ose|se|sen)|pick(?:ed)?|settled?\\s+on|go(?:ne)?\\s+(?:for|with)|opt(?:ed)?\\s+for|keep|kept|stay(?:ed)?\\s+(?:on|with))';
const topic = '(?:about|on|for|regarding|concerning|around|with)';
/**
 * "we" and the past are what tells it from a question about the document ("how does one decide …?"). What is asked about stands behind
 * what matches, or in its group.
 */
const questions: readonly RegExp[] = [
  new RegExp(`\\b(?:what|when|why|how)\\s+(?:did|have|had|has)\\s+${us}\\s+(?:\\w+\\s+)?${took}\\b`, 'i'),
  new RegExp(`\\b(?:did|have|has|had)\\s+${us}\\s+(?:\\w+\\s+)?(?:decided?|agreed?)\\b`, 'i'),
  new RegExp(`\\bwhat\\s+${us}(?:\\s+have|\\s+had|['’]ve)?\\s+(?:decided|agreed)\\b`, 'i'),
  /\bwho\s+decided\b/i,
  /\bwhat\s+(?:was|has been|were)\s+(?:decided|agreed)\b/i,
  /\bwhat(?:['’]s|\s+(?:was|is|were|are))\s+our\s+decisions?\b/i,
  new RegExp(`\\bwhat(?:['’]s|\\s+(?:was|is))\\s+the\\s+decision\\s+(?=${topic}\\b)`, 'i'),
  /\b(?:has|have|was|were)\s+(?:(?!been\b)(\S.{0,80}?)\s+)(?:already\s+|ever\s+|finally\s+)?(?:been\s+)?decided\b/i,
  /\b(?:which|what|any)\s+(?:\w+\s+)?decisions?\s+(?=(?:\w+\s+){0,2}(?:we|the team|been|were|recorded)\b)(?:(?:do|did|have|has|had|were|are|been|we|there|the team|got|make|made|take|taken|recorded?)\s+){1,5}/i,
  /\b(?:show|list|give|find|tell)\s+(?:me\s+)?(?:all\s+|of\s+|the\s+|our\s+|past\s+|recorded\s+)*decisions?\b/i,
  new RegExp(`^\\W*(?:all\\s+|the\\s+|our\\s+|past\\s+|recorded\\s+)*decisions?\\s+(?=${topic}\\b)`, 'i'),
];
const lead = new RegExp(`^(?:\\W*\\b(?:to do|anything|something|${topic.slice(3, -1)}|in|of|that|to)\\b)+\\s*`, 'i');
const asides = /\b(?:the|a|an|our|last|year|month|week|again|already|yet|so far|then|please)\b/gi;
/** What stands in the place of a subject that is named later. */
const nothingNamed = /^(?:it|that|this|anything|something|there|we|they)$/i;
/** Words that no decision is known by. */
const small: ReadonlySet<string> = new Set(
  'about all and any are as at be been by for from how in into is it its of on or our should that the their this to us was we were what when which who why will with'.split(
    ' ',
  ),
);

/** What somebody asks the records about: "billing" in "what did we decide about billing?"; null for any other message. */
export function recallSubject(text: string): string | null {
  const asked = text.slice(0, 500);
  for (const question of questions) {
    const found = question.exec(asked);
    if (found === null) continue;
    const [matched, named] = found;
    const behind = asked.slice(found.index + matched.length);
    const subject = named === undefined || nothingNamed.test(named.trim()) ? behind : named;
    return subject
      .replace(/^\s+/, '')
      .replace(lead, '')
      .replace(asides, ' ')
      .replace(/[?!.,;:\s]+$/, '')
      .replace(/\s+/g, ' ')
      .trim();
  }
  return null;
}

/**
 * The answer from the records: to everybody what everybody here may read, to the person alone what only they may. Where nothing has all
 * of the words, what has the most of them.
 */
export async function recall(
  store: DecisionStore,
  at: Incoming,
  subject: string,
  sight: Sight,
): Promise<readonly Reply[]> {
  const readable = readableBy(at, sight);
  const isAlone = at.privacy === 'direct';
  const terms = searchTerms(
    wordsOf(subject)
      .filter((word) => !small.has(word))
      .join(' '),
  );
  const passing = (words: readonly string[], passes: (decision: Decision) => Promise<boolean>) =>
    passingDecisions(store, at.workspace, { ...allDecisions, terms: words, limit: recalled }, passes);
  const find = async (passes: (decision: Decision) => Promise<boolean>): Promise<DecisionPage> => {
    const all = await passing(terms, passes);
    if (all.decisions.length > 0 || terms.length < 2) return all;
    return mostOf(await Promise.all(terms.map((term) => passing([term], passes))));
  };
  const about = subject === '' ? '' : ` about “${subject.slice(0, 80)}”`;
  const options = { command: listingAt(at), words: terms.length === 0 ? '' : subject.slice(0, 80) };
  const where = isAlone ? 'you may see' : 'everybody here may see';
  const none = `I have no recorded decision${about} that ${where}. ${listingAt(at)} lists what you may see.`;
  const forAll = await find(
    async (decision) => (isAlone || (await readable.canTellAll(decision))) && readable.canRead(decision),
  );
  const shown = { ...foundCard(forAll, { ...options, heading: `Decided${about}`, none }), toAll: true };
  if (isAlone) return [shown];
  const alone = await find(async (decision) => !(await readable.canTellAll(decision)) && readable.canRead(decision));
  if (alone.decisions.length === 0) return [shown];
  return [shown, foundCard(alone, { ...options, heading: `For you alone, decided elsewhere${about}`, none })];
}

/** Those that are on the most pages, the newest of them first. */
function mostOf(pages: readonly DecisionPage[]): DecisionPage {
  const found = new Map(
    pages.flatMap(({ decisions }) => decisions.map((decision) => [decision.id, decision] as const)),
  );
  const times = (id: string) => pages.filter(({ decisions }) => decisions.some((each) => each.id === id)).length;
  const most = Math.max(0, ...[...found.keys()].map(times));
  const decisions = [...found.values()]
    .filter(({ id }) => times(id) === most)
    .toSorted((one, other) => other.createdAt - one.createdAt)
    .slice(0, recalled);
  return { decisions, next: null };
}
