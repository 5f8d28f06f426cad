import type { z } from 'zod';
import type { AnswerRecord, Rating } from '../../src/core/answers/answer-store.ts';
import type { CheckPage, CheckRecord } from '../../src/core/check/check-store.ts';
import type { DraftKey, DraftStore } from '../../src/core/drafts.ts';
import type { Claim, IncomingEvent } from '../../src/core/events.ts';
import type { Clock, Store } from '../../src/core/ports.ts';
import { cut } from '../../src/core/text/cut.ts';
import { type Thread, threadLimits } from '../../src/core/threads.ts';
import type { Usage } from '../../src/core/usage.ts';
import { createMemoryDecisions, createMemoryJobs, createMemoryTeams } from './memory-decisions.ts';
import { memoryWorkspaces } from './memory-workspaces.ts';

interface MemoryDraft {
  draft: unknown;
  revision: number;
  savedAt: number;
}

interface MemoryEvent extends IncomingEvent {
  attempt: number;
  claimedAt: number;
  leaseUntil: number | null;
  doneAt: number | null;
}

/** The store port over plain maps: the model that a real store is held against, and a quick fake. Ends with the process. */
export function createMemoryStore(clock: Clock): Store {
  const checks = new Map<string, CheckRecord>();
  const drafts = new Map<string, MemoryDraft>();
  const events = new Map<string, MemoryEvent>();
  const usage = new Map<string, Usage>();
  const answers = new Map<string, { answer: AnswerRecord; ratings: Map<string, Rating> }>();

  const threads = new Map<string, (Thread & { notedAt: number })[]>();

  const jobs = createMemoryJobs(clock);

  const held = ({ workspace, id, attempt }: Claim): MemoryEvent | undefined => {
    const event = events.get(key(workspace, id));
    return event && event.attempt === attempt && event.leaseUntil !== null ? event : undefined;
  };

  return {
    checks: {
      async save(check) {
        checks.set(key(check.workspace, check.id), structuredClone(check));
      },
      get: async (workspace, id) => structuredClone(checks.get(key(workspace, id)) ?? null),
      async list(workspace, { words, limit, after }): Promise<CheckPage> {
        const wanted = plain(words).split(/\s+/).filter(Boolean);
        const found = [...checks.values()]
          .filter((check) => check.workspace === workspace)
          .filter((check) => wanted.every((word) => plain(`${check.title}\n${check.verdict}`).includes(word)))
          .sort((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? 1 : -1));
        const from = after === null ? 0 : found.findIndex((check) => placeOf(check) === after) + 1;
        const shown = found.slice(from, from + limit);
        const last = shown.at(-1);
        return { checks: structuredClone(shown), next: last && found.length > from + limit ? placeOf(last) : null };
      },
    },
    drafts: (schema) => createMemoryDrafts(drafts, clock, schema),
    events: {
      async claim({ workspace, id, payload }, leaseMs) {
        const known = events.get(key(workspace, id));
        if (known && (known.leaseUntil === null || known.leaseUntil > clock())) return null;
        const attempt = (known?.attempt ?? 0) + 1;
        events.set(key(workspace, id), {
          workspace,
          id,
          payload: known ? known.payload : structuredClone(payload),
          attempt,
          claimedAt: known?.claimedAt ?? clock(),
          leaseUntil: clock() + leaseMs,
          doneAt: null,
        });
        return { workspace, id, attempt, claimedAt: known?.claimedAt ?? clock() };
      },
      async renew(claim, leaseMs) {
        const event = held(claim);
        if (event) event.leaseUntil = clock() + leaseMs;
        return event !== undefined;
      },
      async done(claim) {
        const event = held(claim);
        if (event) Object.assign(event, { leaseUntil: null, doneAt: clock(), payload: null });
        return event !== undefined;
      },
      async takeUp(limit, leaseMs, whose) {
        const waiting = [...events.values()]
          .filter((event) => event.leaseUntil !== null && event.leaseUntil <= clock())
          .filter(
            ({ id, claimedAt }) =>
              whose === undefined ||
              claimedAt < whose.orBefore ||
              whose.sources.some((source) => id.startsWith(`${source}/`)),
          )
          .sort(
            (one, other) =>
              one.claimedAt - other.claimedAt || (key(one.workspace, one.id) < key(other.workspace, other.id) ? -1 : 1),
          )
          .slice(0, limit);
        for (const event of waiting)
          Object.assign(event, { attempt: event.attempt + 1, leaseUntil: clock() + leaseMs });
        return waiting.map(({ workspace, id, attempt, claimedAt, payload }) => ({
          ...{ workspace, id, attempt, claimedAt, payload },
        }));
      },
      async forget(doneBefore) {
        const old = [...events].filter(([, event]) => event.doneAt !== null && event.doneAt < doneBefore);
        for (const [at] of old) events.delete(at);
        return old.length;
      },
    },
    answers: {
      async save(answer) {
        const ratings = answers.get(key(answer.workspace, answer.id))?.ratings ?? new Map();
        answers.set(key(answer.workspace, answer.id), { answer: structuredClone(answer), ratings });
      },
      async get(workspace, id) {
        const known = answers.get(key(workspace, id));
        if (!known) return null;
        const ratings = [...known.ratings].sort().map(([person, rating]) => ({ person, rating }));
        return { answer: structuredClone(known.answer), ratings };
      },
      async rate(workspace, id, person, rating) {
        const known = answers.get(key(workspace, id));
        if (known && rating !== null) known.ratings.set(person, rating);
        if (known && rating === null) known.ratings.delete(person);
        return known !== undefined;
      },
    },
    threads: {
      async note(workspace, channel, { thread, text }) {
        const known = threads.get(key(workspace, channel)) ?? [];
        const began = known.find((each) => each.thread === thread)?.text ?? cut(text, threadLimits.text);
        const noted = [...known.filter((each) => each.thread !== thread), { thread, text: began, notedAt: clock() }];
        const newest = noted.sort((one, other) => other.notedAt - one.notedAt || (one.thread < other.thread ? 1 : -1));
        threads.set(key(workspace, channel), newest.slice(0, threadLimits.inChannel));
      },
      of: async (workspace, channel) =>
        (threads.get(key(workspace, channel)) ?? []).map(({ thread, text }) => ({ thread, text })),
    },
    decisions: createMemoryDecisions(jobs),
    teams: createMemoryTeams(jobs),
    jobs,
    usage: {
      async reserve({ workspace, day }, tokens, budget) {
        const known = usage.get(key(workspace, day)) ?? unused;
        if (known.inputTokens + known.outputTokens + known.reservedTokens + tokens > budget) return false;
        usage.set(key(workspace, day), { ...known, reservedTokens: known.reservedTokens + tokens });
        return true;
      },
      async settle({ workspace, day }, reserved, used) {
        const known = usage.get(key(workspace, day)) ?? unused;
        usage.set(key(workspace, day), {
          requests: known.requests + 1,
          inputTokens: known.inputTokens + used.inputTokens,
          outputTokens: known.outputTokens + used.outputTokens,
          reservedTokens: known.reservedTokens - reserved,
        });
      },
      get: async ({ workspace, day }) => usage.get(key(workspace, day)) ?? unused,
    },
    ...memoryWorkspaces,
    close: async () => undefined,
  };
}

const unused: Usage = { requests: 0, inputTokens: 0, outputTokens: 0, reservedTokens: 0 };

function createMemoryDrafts<Draft>(
  drafts: Map<string, MemoryDraft>,
  clock: Clock,
  schema: z.ZodType<Draft>,
): DraftStore<Draft> {
  const at = ({ workspace, conversation, person }: DraftKey): string => key(workspace, conversation, person);
  return {
    async get(draftKey) {
      const known = drafts.get(at(draftKey));
      if (!known || known.draft === undefined) return null;
      const { revision, savedAt } = known;
      const parsed = schema.safeParse(known.draft);
      return parsed.success
        ? { kind: 'found', draft: parsed.data, revision, savedAt }
        : { kind: 'outdated', revision, savedAt };
    },
    async save(draftKey, draft, revision) {
      const known = drafts.get(at(draftKey));
      const current = known?.draft === undefined ? null : known.revision;
      if (current !== revision) return null;
      const next = (known?.revision ?? 0) + 1;
      drafts.set(at(draftKey), { draft: structuredClone(draft), revision: next, savedAt: clock() });
      return next;
    },
    async delete(draftKey, revision) {
      const known = drafts.get(at(draftKey));
      if (known?.draft === undefined || known.revision !== revision) return false;
      drafts.set(at(draftKey), { draft: undefined, revision: revision + 1, savedAt: clock() });
      return true;
    },
  };
}

function key(...parts: readonly string[]): string {
  return parts.join('\u0001');
}

function placeOf(check: CheckRecord): string {
  return `${check.createdAt}:${check.id}`;
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
