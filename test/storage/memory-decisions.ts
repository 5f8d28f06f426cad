import { type Decision, decisionId, decisionNumber } from '../../src/core/decisions/decision.ts';
import type { DecisionStore, StoredDecision } from '../../src/core/decisions/decision-store.ts';
import { decisionTerms } from '../../src/core/decisions/search-terms.ts';
import type { Person } from '../../src/core/form.ts';
import type { Job, JobStore } from '../../src/core/jobs.ts';
import type { Clock } from '../../src/core/ports.ts';
import type { OwnAnswers, TeamCheck, TeamStore } from '../../src/core/team/team-check.ts';

const numberOf = (decision: Decision): number => decisionNumber(decision.id) ?? 0;
const join = (...parts: readonly string[]): string => parts.join('\u0001');

/** Decisions in plain maps: a list for each workspace, in which a place is the number. */
export function createMemoryDecisions(jobs: JobStore): DecisionStore {
  const workspaces = new Map<string, StoredDecision[]>();
  const of = (workspace: string): StoredDecision[] => {
    const known = workspaces.get(workspace) ?? [];
    workspaces.set(workspace, known);
    return known;
  };
  return {
    async record(decision, due = () => []) {
      const all = of(decision.workspace);
      const known = all.find((stored) => stored.decision.key === decision.key);
      if (known) return structuredClone({ ...known, isNew: false });
      const stored = { decision: { ...structuredClone(decision), id: decisionId(all.length + 1) }, revision: 1 };
      all.push(stored);
      for (const job of due(stored.decision)) await jobs.put(job);
      return structuredClone({ ...stored, isNew: true });
    },
    get: async (workspace, id) => structuredClone(of(workspace)[(decisionNumber(id) ?? 0) - 1] ?? null),
    async save(changed, due = []) {
      const current = ({ decision, revision }: StoredDecision) =>
        of(decision.workspace)[numberOf(decision) - 1]?.revision === revision;
      if (!changed.every(current)) return false;
      for (const { decision, revision } of changed)
        of(decision.workspace)[numberOf(decision) - 1] = {
          decision: structuredClone(decision),
          revision: revision + 1,
        };
      for (const job of due) await jobs.put(job);
      return true;
    },
    async list(workspace, query) {
      const found = of(workspace)
        .map(({ decision }) => decision)
        .filter((decision) => query.terms.every((term) => decisionTerms(decision).includes(term)))
        .filter(({ status }) => query.statuses.length === 0 || query.statuses.includes(status))
        .filter(
          ({ createdAt }) => createdAt >= (query.since ?? createdAt) && createdAt < (query.before ?? createdAt + 1),
        )
        .filter(({ channel }) => channel === (query.channel ?? channel))
        .filter(
          ({ reviewAt, status }) =>
            query.reviewBy === null || (reviewAt !== null && reviewAt <= query.reviewBy && status !== 'superseded'),
        )
        .filter((decision) => numberOf(decision) < (query.after ?? Number.POSITIVE_INFINITY))
        .reverse();
      const shown = found.slice(0, query.limit);
      const last = shown.at(-1);
      return structuredClone({ decisions: shown, next: last && found.length > query.limit ? numberOf(last) : null });
    },
  };
}

interface MemoryTeam {
  check: TeamCheck;
  readonly given: Map<string, { person: Person; answers: OwnAnswers }>;
}

export function createMemoryTeams(jobs: JobStore): TeamStore {
  const teams = new Map<string, MemoryTeam>();
  const at = (workspace: string, id: string) => teams.get(join(workspace, id));
  return {
    async open(check) {
      if (at(check.workspace, check.id)) return false;
      teams.set(join(check.workspace, check.id), { check: structuredClone(check), given: new Map() });
      return true;
    },
    get: async (workspace, id) => structuredClone(at(workspace, id)?.check ?? null),
    async setPosted(workspace, id, posted) {
      const team = at(workspace, id);
      if (team) team.check = { ...team.check, posted };
    },
    async answer(workspace, id, person, answers) {
      const team = at(workspace, id);
      if (!team || team.check.closed) return false;
      team.given.set(person.id, { person, answers: { ...team.given.get(person.id)?.answers, ...answers } });
      return true;
    },
    own: async (workspace, id, person) => ({ ...at(workspace, id)?.given.get(person)?.answers }),
    participants: async (workspace, id) =>
      [...(at(workspace, id)?.given.values() ?? [])].map(({ person, answers }) => ({
        person,
        answered: Object.keys(answers).length,
      })),
    async close(workspace, id, closing, due = []) {
      const team = at(workspace, id);
      if (!team || team.check.closed) return false;
      team.check = { ...team.check, closed: closing };
      for (const job of due) await jobs.put(job);
      return true;
    },
    async results(workspace, id) {
      const team = at(workspace, id);
      if (!team?.check.closed) return null;
      const texts = [...team.given.values()].map(({ answers }) => JSON.stringify(answers));
      return texts.sort().map((text) => JSON.parse(text));
    },
  };
}

export function createMemoryJobs(clock: Clock): JobStore {
  const jobs = new Map<string, Job>();
  return {
    async put(job) {
      jobs.set(join(job.workspace, job.key), structuredClone(job));
    },
    async remove({ workspace, key, dueAt }) {
      return jobs.get(join(workspace, key))?.dueAt === dueAt && jobs.delete(join(workspace, key));
    },
    due: async (platforms, limit) =>
      structuredClone(
        [...jobs.values()]
          .filter(({ platform, dueAt }) => platforms.includes(platform) && dueAt <= clock())
          .sort(
            (one, other) =>
              one.dueAt - other.dueAt || (join(one.workspace, one.key) < join(other.workspace, other.key) ? -1 : 1),
          )
          .slice(0, limit),
      ),
  };
}
