/**
 * The tables, the same on every database: text ids, epoch milliseconds, JSON as text. Each key begins with the workspace.
 * A change here needs a migration of its own in migrations.ts.
 */
export interface Tables {
  checks: ChecksTable;
  drafts: DraftsTable;
  events: EventsTable;
  answers: AnswersTable;
  feedback: FeedbackTable;
  threads: ThreadsTable;
  decisions: DecisionsTable;
  decision_texts: DecisionTextsTable;
  decision_terms: DecisionTermsTable;
  team_checks: TeamChecksTable;
  team_answers: TeamAnswersTable;
  jobs: JobsTable;
  usage: UsageTable;
  installations: InstallationsTable;
  departures: DeparturesTable;
  settings: SettingsTable;
}

interface ChecksTable {
  workspace: string;
  id: string;
  conversation: string;
  person: string;
  title: string;
  form: string;
  /** JSON: question → option or options. */
  answers: string;
  verdict: string;
  /** JSON: verdicts. */
  reachable: string;
  score: number;
  score_least: number;
  score_most: number;
  rules_version: string;
  rules_hash: string;
  created_at: number;
  /** What a search looks through, folded by search-words.ts. */
  words: string;
}

interface DraftsTable {
  workspace: string;
  conversation: string;
  person: string;
  /** JSON; null once deleted. The row stays, so that a revision is never given out twice. */
  draft: string | null;
  revision: number;
  saved_at: number;
}

interface EventsTable {
  workspace: string;
  id: string;
  /** JSON; null once done. */
  payload: string | null;
  attempt: number;
  claimed_at: number;
  /** Null once done. */
  lease_until: number | null;
  done_at: number | null;
}

interface AnswersTable {
  workspace: string;
  id: string;
  conversation: string;
  person: string;
  question: string;
  status: string;
  mode: string;
  text: string;
  created_at: number;
}

interface FeedbackTable {
  workspace: string;
  answer: string;
  person: string;
  rating: 'up' | 'down';
  rated_at: number;
}

interface ThreadsTable {
  workspace: string;
  channel: string;
  thread: string;
  text: string;
  noted_at: number;
}

/** What decisions are listed by: narrow rows, so that looking through all of them is quick. */
interface DecisionsTable {
  workspace: string;
  number: number;
  key: string;
  status: string;
  created_at: number;
  review_at: number | null;
  revision: number;
}

interface DecisionTextsTable {
  workspace: string;
  number: number;
  /** JSON: all of the decision. */
  decision: string;
}

/** A row for each term that a decision is found by. */
interface DecisionTermsTable {
  workspace: string;
  term: string;
  number: number;
}

interface TeamChecksTable {
  workspace: string;
  id: string;
  /** JSON: what was said when it was opened. */
  opening: string;
  /** JSON, or null. */
  posted: string | null;
  /** Counts the changes; whoever counts up holds the row until the change is done. */
  changes: number;
  /** JSON; null as long as it is open. */
  closed: string | null;
}

interface TeamAnswersTable {
  workspace: string;
  team_check: string;
  person: string;
  name: string;
  /** JSON: question → option. */
  answers: string;
  answered: number;
  /** The team check's `changes` when the person began. */
  began: number;
}

interface JobsTable {
  workspace: string;
  key: string;
  platform: string;
  due_at: number;
  /** JSON. */
  payload: string;
}

interface UsageTable {
  workspace: string;
  /** UTC: `2026-11-26`. */
  day: string;
  requests: number;
  input_tokens: number;
  output_tokens: number;
  reserved_tokens: number;
}

interface InstallationsTable {
  /** Or an organisation, where it was installed for all of its workspaces. */
  workspace: string;
  /** The organisation whose installation serves this workspace; null where it has its own. Then these are null: */
  linked_to: string | null;
  /** JSON. */
  details: string | null;
  /** The token, encrypted: see vault.ts. */
  sealed: string | null;
  installed_at: number;
}

interface DeparturesTable {
  workspace: string;
  left_at: number;
}

interface SettingsTable {
  workspace: string;
  /** Empty for the whole workspace. */
  channel: string;
  /** JSON: only what was set. */
  settings: string;
  changed_by: string;
  changed_at: number;
}
