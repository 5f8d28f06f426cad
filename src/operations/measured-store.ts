import type { Store } from '../core/ports.ts';
import type { Measures } from '../measures.ts';

/**
 * A store whose operations are timed. An answer is counted here because what is kept is what goes out.
 *
 * @param failed called with whatever an operation was rejected with
 */
export function measuredStore(store: Store, measures: Measures, failed: (error: unknown) => void): Store {
  const timed = async <Value>(operation: string, work: Promise<Value>): Promise<Value> => {
    const started = performance.now();
    try {
      const value = await work;
      measures.stored(operation, performance.now() - started, true);
      return value;
    } catch (error) {
      measures.stored(operation, performance.now() - started, false);
      failed(error);
      throw error;
    }
  };
  const { checks, events, answers, threads, usage, decisions, teams, jobs } = store;
  return {
    ...store,
    checks: {
      ...checks,
      save: (check) => timed('checks.save', checks.save(check)),
      get: (workspace, id) => timed('checks.get', checks.get(workspace, id)),
      list: (workspace, query) => timed('checks.list', checks.list(workspace, query)),
    },
    drafts(schema) {
      const drafts = store.drafts(schema);
      return {
        ...drafts,
        get: (key) => timed('drafts.get', drafts.get(key)),
        save: (key, draft, revision) => timed('drafts.save', drafts.save(key, draft, revision)),
        delete: (key, revision) => timed('drafts.delete', drafts.delete(key, revision)),
      };
    },
    events: {
      ...events,
      claim: (event, leaseMs) => timed('events.claim', events.claim(event, leaseMs)),
      renew: (claim, leaseMs) => timed('events.renew', events.renew(claim, leaseMs)),
      done: (claim) => timed('events.done', events.done(claim)),
      takeUp: (limit, leaseMs, whose) => timed('events.takeUp', events.takeUp(limit, leaseMs, whose)),
      forget: (doneBefore) => timed('events.forget', events.forget(doneBefore)),
    },
    answers: {
      ...answers,
      async save(answer) {
        await timed('answers.save', answers.save(answer));
        measures.answered(answer.status, answer.mode);
      },
      get: (workspace, id) => timed('answers.get', answers.get(workspace, id)),
      rate: (workspace, id, person, rating) => timed('answers.rate', answers.rate(workspace, id, person, rating)),
    },
    threads: {
      ...threads,
      note: (workspace, channel, thread) => timed('threads.note', threads.note(workspace, channel, thread)),
      of: (workspace, channel) => timed('threads.of', threads.of(workspace, channel)),
    },
    decisions: {
      record: (decision, due) => timed('decisions.record', decisions.record(decision, due)),
      get: (workspace, id) => timed('decisions.get', decisions.get(workspace, id)),
      save: (changed, due) => timed('decisions.save', decisions.save(changed, due)),
      list: (workspace, query) => timed('decisions.list', decisions.list(workspace, query)),
    },
    teams: {
      ...teams,
      open: (check) => timed('teams.open', teams.open(check)),
      get: (workspace, id) => timed('teams.get', teams.get(workspace, id)),
      answer: (workspace, id, person, given) => timed('teams.answer', teams.answer(workspace, id, person, given)),
      close: (workspace, id, closing, due) => timed('teams.close', teams.close(workspace, id, closing, due)),
      results: (workspace, id) => timed('teams.results', teams.results(workspace, id)),
    },
    jobs: {
      ...jobs,
      put: (job) => timed('jobs.put', jobs.put(job)),
      due: (platforms, limit) => timed('jobs.due', jobs.due(platforms, limit)),
    },
    usage: {
      reserve: (day, tokens, budget) => timed('usage.reserve', usage.reserve(day, tokens, budget)),
      settle: (day, reserved, used) => timed('usage.settle', usage.settle(day, reserved, used)),
      get: (day) => timed('usage.get', usage.get(day)),
    },
  };
}
