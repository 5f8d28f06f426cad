import type { ExpressionBuilder } from 'kysely';
import type { DecisionQuery } from '../core/decisions/decision-store.ts';
import { channelTerm, statusTerm } from '../core/decisions/search-terms.ts';
import type { Database } from './database.ts';
import type { Tables } from './schema.ts';

/** By so many of a term's newest decisions it is told how rare it is. */
const sampled = 500;
/** So many of a search's terms are joined. The rest is counted for what has those: to plan sixteen joins takes PostgreSQL 100 ms. */
const joined = 4;

/** The numbers of those that match, newest first, and one more than the limit where there are more. */
export async function findDecisions(
  read: Database['read'],
  workspace: string,
  query: DecisionQuery,
): Promise<number[]> {
  const { statuses, channel, terms: words, limit } = query;
  const [only, ...others] = statuses;
  const oneStatus = only === undefined || others.length > 0 ? [] : [statusTerm(only)];
  const [rarest, ...terms] = await rarestFirst(read, workspace, [
    ...words,
    ...oneStatus,
    ...(channel === null ? [] : [channelTerm(channel)]),
  ]);
  if (rarest === undefined) {
    const found = read().selectFrom('decisions').select('number').where('workspace', '=', workspace);
    const matching = found.where((is) => is.and(filters(is, query)));
    return (
      await matching
        .orderBy('number', 'desc')
        .limit(limit + 1)
        .execute()
    ).map(({ number }) => number);
  }
  // Goes through the rarest term's decisions, newest first, and stops at the limit.
  let found = read()
    .selectFrom('decision_terms')
    .innerJoin('decisions', (join) =>
      join
        .onRef('decisions.workspace', '=', 'decision_terms.workspace')
        .onRef('decisions.number', '=', 'decision_terms.number'),
    )
    .select('decision_terms.number')
    .where('decision_terms.workspace', '=', workspace)
    .where('decision_terms.term', '=', rarest)
    .where((is) => is.and(filters(is, query)))
    .orderBy('decision_terms.number', 'desc')
    .limit(limit + 1);
  if (query.after !== null) found = found.where('decision_terms.number', '<', query.after);
  for (const term of terms.slice(0, joined)) {
    found = found.where((is) =>
      is.exists(
        is
          .selectFrom('decision_terms as other')
          .select('other.number')
          .where('other.workspace', '=', workspace)
          .where('other.term', '=', term)
          .whereRef('other.number', '=', 'decision_terms.number'),
      ),
    );
  }
  const counted = terms.slice(joined);
  if (counted.length > 0)
    found = found.where((is) =>
      is(
        is
          .selectFrom('decision_terms as other')
          .select((those) => those.fn.countAll<number>().as('count'))
          .where('other.workspace', '=', workspace)
          .where('other.term', 'in', counted)
          .whereRef('other.number', '=', 'decision_terms.number'),
        '=',
        counted.length,
      ),
    );
  return (await found.execute()).map(({ number }) => number);
}

/** The rarest drives the search, and the others are looked up for what it finds. */
async function rarestFirst(
  read: Database['read'],
  workspace: string,
  terms: readonly string[],
): Promise<readonly string[]> {
  if (terms.length < 2) return terms;
  const reached = await Promise.all(terms.map(async (term) => ({ term, at: await reachOf(read, workspace, term) })));
  return reached.sort((one, other) => one.at - other.at).map(({ term }) => term);
}

/** How far back one goes for so many decisions with a term, as a number: the rarer it is the further. 0 where there are fewer. */
async function reachOf(read: Database['read'], workspace: string, term: string): Promise<number> {
  const row = await read()
    .selectFrom('decision_terms')
    .select('number')
    .where('workspace', '=', workspace)
    .where('term', '=', term)
    .orderBy('number', 'desc')
    .limit(1)
    .offset(sampled)
    .executeTakeFirst();
  return row?.number ?? 0;
}

function filters(is: ExpressionBuilder<Tables, 'decisions'>, query: DecisionQuery) {
  const { statuses, since, before, reviewBy, after } = query;
  return [
    ...(statuses.length > 1 ? [is('status', 'in', statuses)] : []),
    ...(since === null ? [] : [is('created_at', '>=', since)]),
    ...(before === null ? [] : [is('created_at', '<', before)]),
    ...(reviewBy === null ? [] : [is('review_at', '<=', reviewBy), is('status', '!=', 'superseded')]),
    ...(after === null ? [] : [is('decisions.number', '<', after)]),
  ];
}
