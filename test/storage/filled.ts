import { z } from 'zod';
import { allDecisions } from '../../src/core/decisions/decision-store.ts';
import type { Store } from '../../src/core/ports.ts';
import { checkOf } from './check-of.ts';
import { decisionOf, teamCheckOf } from './decision-of.ts';
import { installationOf } from './installation-of.ts';

const person = { id: 'ann', name: 'Ann' };
const draftKey = (workspace: string) => ({ workspace, conversation: 'c', person: 'ann' });

/** Puts something of a workspace into every table there is; the same ids for each. */
export async function fill(store: Store, workspace: string): Promise<void> {
  await store.installations.save(installationOf({ workspace }));
  await store.checks.save(checkOf({ workspace }));
  await store.drafts(z.unknown()).save(draftKey(workspace), { step: 1 }, null);
  await store.events.claim({ workspace, id: 'e1', payload: 'said' }, 1_000);
  await store.answers.save({
    ...{ workspace, id: 'a1', conversation: 'c', person: 'ann', question: `asked in ${workspace}`, status: 'answered' },
    ...{ mode: 'offline', text: 'told', createdAt: 17 },
  });
  await store.answers.rate(workspace, 'a1', 'ann', 'up');
  await store.threads.note(workspace, 'c', { thread: 't1', text: 'began' });
  await store.decisions.record(decisionOf({ workspace }));
  await store.teams.open(teamCheckOf({ workspace }));
  await store.teams.answer(workspace, teamCheckOf({ workspace }).id, person, { team: 'solo' });
  await store.jobs.put({ workspace, key: 'j1', platform: 'slack', dueAt: 1, payload: 1 });
  await store.usage.reserve({ workspace, day: '2026-11-26' }, 1, 10);
  await store.settings.change(workspace, 'c', { answers: false }, 'ann');
  await store.workspaces.left(workspace);
}

/** All that can be read of a workspace through the port. */
export async function readAll(store: Store, workspace: string): Promise<unknown> {
  return {
    installation: await store.installations.get(workspace),
    check: await store.checks.get(workspace, 'c1'),
    checks: await store.checks.list(workspace, { words: '', limit: 100, after: null }),
    draft: await store.drafts(z.unknown()).get(draftKey(workspace)),
    answer: await store.answers.get(workspace, 'a1'),
    threads: await store.threads.of(workspace, 'c'),
    decision: await store.decisions.get(workspace, 'D-1'),
    decisions: await store.decisions.list(workspace, allDecisions),
    team: await store.teams.get(workspace, teamCheckOf({}).id),
    own: await store.teams.own(workspace, teamCheckOf({}).id, 'ann'),
    participants: await store.teams.participants(workspace, teamCheckOf({}).id),
    results: await store.teams.results(workspace, teamCheckOf({}).id),
    jobs: (await store.jobs.due(['slack'], 100)).filter((job) => job.workspace === workspace),
    usage: await store.usage.get({ workspace, day: '2026-11-26' }),
    settings: await store.settings.of(workspace, 'c'),
  };
}

/** Every change that the port knows, with the ids of {@link fill} and in the name of another workspace. */
export async function meddle(store: Store, workspace: string): Promise<void> {
  const { id } = teamCheckOf({});
  const claim = { workspace, id: 'e1', attempt: 1 };
  const link = { conversation: 'c', message: 'm', link: null };
  const decision = decisionOf({ workspace, id: 'D-1', title: 'stolen', version: 2 });
  const stolen = installationOf({ workspace });
  const closing = { at: 1, how: 'button', by: person } as const;
  await store.decisions.save([{ decision, revision: 1 }]);
  await store.drafts(z.unknown()).delete(draftKey(workspace), 1);
  await store.drafts(z.unknown()).save(draftKey(workspace), { step: 2 }, 1);
  await store.events.renew(claim, 9_000);
  await store.events.done(claim);
  await store.answers.rate(workspace, 'a1', 'ann', 'down');
  await store.threads.note(workspace, 'c', { thread: 't1', text: 'stolen' });
  await store.teams.answer(workspace, id, person, { team: 'large' });
  await store.teams.setPosted(workspace, id, link);
  await store.teams.close(workspace, id, closing);
  await store.jobs.remove({ workspace, key: 'j1', dueAt: 1 });
  await store.usage.reserve({ workspace, day: '2026-11-26' }, 5, 10);
  await store.usage.settle({ workspace, day: '2026-11-26' }, 1, { inputTokens: 1, outputTokens: 1 });
  await store.settings.change(workspace, 'c', { answers: true }, 'eve');
  await store.installations.reseal(stolen, 'stolen');
  await store.installations.forget(stolen);
  await store.installations.link(workspace, 'acme');
  await store.workspaces.joined(workspace);
  await store.workspaces.erase(workspace, null);
  await store.workspaces.left(workspace);
}
