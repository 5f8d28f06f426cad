import type { Kysely } from 'kysely';
import type { Clock, Store } from '../core/ports.ts';
import { createAnswerStore } from './answers.ts';
import { createCheckStore } from './checks.ts';
import { type Commits, createDatabase } from './database.ts';
import { createDecisionStore } from './decisions.ts';
import { createDraftStore } from './drafts.ts';
import { createEventStore } from './events.ts';
import { createGroupCommit } from './group-commit.ts';
import { createInstallationStore } from './installations.ts';
import { createJobStore } from './jobs.ts';
import { createRetentionStore } from './retention.ts';
import type { Tables } from './schema.ts';
import { createSettingsStore } from './settings.ts';
import { createTeamStore } from './teams.ts';
import { createThreadStore } from './threads.ts';
import { createUsageStore } from './usage.ts';
import { createWorkspaceStore } from './workspaces.ts';

/** The repositories over a database whose schema is this version's. */
export function createStore(db: Kysely<Tables>, clock: Clock, commits: Commits = createGroupCommit(db)): Store {
  const database = createDatabase(db, commits);
  return {
    checks: createCheckStore(database),
    drafts: (schema) => createDraftStore(database, clock, schema),
    events: createEventStore(database, clock),
    answers: createAnswerStore(database, clock),
    threads: createThreadStore(database, clock),
    decisions: createDecisionStore(database),
    teams: createTeamStore(database),
    jobs: createJobStore(database, clock),
    usage: createUsageStore(database),
    installations: createInstallationStore(database, clock),
    workspaces: createWorkspaceStore(database, clock),
    retention: createRetentionStore(database),
    settings: createSettingsStore(database, clock),
    close: () => database.close(),
  };
}
