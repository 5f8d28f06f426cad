import type { Sight } from '../bot-events.ts';
import type { CheckPage, CheckRecord, CheckStore } from '../check/check-store.ts';

export interface VisibleQuery {
  readonly workspace: string;
  /** Whoever looks; their own checks they always see. */
  readonly person: string;
  readonly words: string;
  readonly limit: number;
}

const pageSize = 100;
/** Pages read for one list: somebody who may see little of a large store is told that older ones are not shown. */
const maxPages = 20;

/** The newest checks that a person may see. Each conversation is asked about once for a list. */
export async function visibleChecks(store: CheckStore, query: VisibleQuery, sight: Sight): Promise<CheckPage> {
  const { workspace, person, words, limit } = query;
  const seen = new Map<string, Promise<boolean>>();
  const canSee = (conversation: string): Promise<boolean> => {
    const known = seen.get(conversation) ?? sight.canSee(conversation);
    seen.set(conversation, known);
    return known;
  };
  const checks: CheckRecord[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < maxPages; pages++) {
    const page: CheckPage = await store.list(workspace, { words, limit: pageSize, after });
    for (const check of page.checks) {
      if (check.person !== person && !(await canSee(check.conversation))) continue;
      if (checks.length === limit) return { checks, next: page.next ?? check.id };
      checks.push(check);
    }
    after = page.next;
    if (after === null) return { checks, next: null };
  }
  return { checks, next: after };
}
