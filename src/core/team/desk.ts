import { z } from 'zod';
import type { Incoming, Posted, Reply, Waking } from '../bot-events.ts';
import { remarkCard } from '../card.ts';
import { readAnswers, unknownAnswer } from '../check/answers.ts';
import type { Engine } from '../check/engine.ts';
import { beingPostedMs, repeatedMs } from '../decisions/ledger.ts';
import { type Form, type FormValues, textOf, withErrors } from '../form.ts';
import type { Job } from '../jobs.ts';
import type { Clock, NewId, Store } from '../ports.ts';
import { withForm } from '../replies.ts';
import { channelAt, personAt } from '../whereabouts.ts';
import { parseTeamActionId, type TeamAction } from './action-ids.ts';
import { openForm, readOpenForm } from './open-form.ts';
import { resultOf } from './result.ts';
import { outdatedText, ownCard, teamCard, tooFewText } from './team-cards.ts';
import type { Closing, OwnAnswers, TeamCheck } from './team-check.ts';
import { fewestAnswers, mayClose } from './who-closes.ts';

/** Where a team answers blind. Each answers null for what is not a team check's. */
export interface TeamDesk {
  open(): readonly Reply[];
  act(at: Incoming, actionId: string): Promise<readonly Reply[]> | null;
  submit(at: Incoming, formId: string, values: FormValues): Promise<readonly Reply[]> | null;
  posted(workspace: string, id: string, posted: Posted): Promise<void>;
  current(workspace: string, id: string): Promise<Reply | null>;
  wake(job: Job): Promise<Waking | null>;
}

export interface TeamDeskParts {
  readonly engine: Engine;
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** `team`: its time is over. `team-result`: it is closed, and the result is to be posted. */
const jobSchema = z.object({ kind: z.enum(['team', 'team-result']), team: z.string() });

export function createTeamDesk({ engine, store, clock, newId }: TeamDeskParts): TeamDesk {
  const { questionnaire } = engine;
  const { teams, jobs } = store;

  return {
    open: () => [withForm(openForm(newId()))],
    act(at, actionId) {
      const action = parseTeamActionId(actionId);
      return action === null ? null : act(at, action);
    },
    submit(at, formId, values) {
      const [prefix, kind, id, ...rest] = formId.split(':');
      if (prefix !== 'team' || id === undefined || rest.length > 0) return null;
      if (kind === 'open') return submitOpen(at, id, values);
      return kind === 'answer' ? submitAnswers(at, id, values) : null;
    },
    posted: (workspace, id, posted) => teams.setPosted(workspace, id, posted),
    async current(workspace, id) {
      const check = await teams.get(workspace, id);
      return check === null ? null : cardToAll(check);
    },
    async wake({ workspace, payload, dueAt }) {
      const job = jobSchema.safeParse(payload);
      const check = job.success ? await teams.get(workspace, job.data.team) : null;
      if (check === null) return null;
      const isTimed = job.data?.kind === 'team';
      const isOver = check.closesAt !== null && check.closesAt <= clock();
      if (check.closed === null && !(isTimed && isOver)) {
        // The clock was set back since it was due: another time, because this one is done.
        if (isTimed && check.closesAt !== null) await putJob(check, Math.max(check.closesAt, dueAt + 1));
        return null;
      }
      if (check.closed === null) await teams.close(workspace, check.id, { at: clock(), how: 'time', by: null });
      // Closed before its time was over: its result is somebody else's to post.
      else if (isTimed && check.closed.how !== 'time') return null;
      const { posted, conversation, id } = check;
      return {
        conversation: posted?.conversation ?? conversation,
        message: posted?.message ?? null,
        key: `team-result:${id}`,
        replies: await result(workspace, id),
      };
    },
  };

  async function submitOpen(at: Incoming, id: string, values: FormValues): Promise<readonly Reply[]> {
    const form = openForm(id);
    const { opening, errors } = readOpenForm(form, values, clock());
    if (Object.keys(errors).length > 0)
      return [{ ...remarkCard(Object.values(errors).join(' ')), form: withErrors(form, values, errors) }];
    const { workspace, conversation } = at;
    const check: TeamCheck = {
      ...{ workspace, id, conversation, ...opening },
      platform: at.platform ?? 'terminal',
      channel: channelAt(at),
      privacy: at.privacy ?? 'members',
      opener: personAt(at),
      openedAt: clock(),
      rules: { ...questionnaire.rules },
      posted: null,
      closed: null,
    };
    const isNew = await teams.open(check);
    const kept = (await teams.get(workspace, id)) ?? check;
    if (kept.closesAt !== null) await putJob(kept, kept.closesAt);
    const isSentTwice = !isNew && kept.posted === null && Math.abs(clock() - kept.openedAt) < beingPostedMs;
    return [isSentTwice ? remarkCard(`“${kept.title}” is being posted.`) : await cardToAll(kept)];
  }

  async function act(at: Incoming, action: TeamAction): Promise<readonly Reply[]> {
    const check = await teams.get(at.workspace, action.team);
    if (check === null) return [gone];
    if (action.kind === 'mine')
      return [ownCard(questionnaire, check, await teams.own(at.workspace, check.id, at.person), { asks: false })];
    if (check.closed !== null) {
      const { by, at: closedAt } = check.closed;
      const isRepeated = action.kind === 'close' && by?.id === at.person && clock() - closedAt < repeatedMs;
      return isRepeated ? told(check, check.closed) : closedAlready(check);
    }
    // One that nobody can answer any more can still be closed.
    if (action.kind !== 'close' && isOutdated(check)) return [otherRules];
    switch (action.kind) {
      case 'close':
        if (!mayClose(check, at)) return [remarkCard(`Only ${check.opener.name}, who opened it, can close it.`)];
        return close(check, { at: clock(), how: 'button', by: personAt(at) });
      case 'answer': {
        const own = await teams.own(at.workspace, check.id, at.person);
        const form = answerForm(check, own);
        return [{ ...ownCard(questionnaire, check, own, { asks: true }), form }];
      }
      case 'choose':
        return keep(at, check, { [action.question]: action.option }, true);
    }
  }

  async function submitAnswers(at: Incoming, id: string, values: FormValues): Promise<readonly Reply[]> {
    const check = await teams.get(at.workspace, id);
    if (check === null) return [gone];
    if (check.closed !== null) return closedAlready(check);
    if (isOutdated(check)) return [otherRules];
    const form = answerForm(check, await teams.own(at.workspace, id, at.person));
    const given = form.fields.flatMap(({ id: question }) => {
      const option = textOf(form, values, question);
      return option === '' ? [] : [[question, option] as const];
    });
    return keep(at, check, Object.fromEntries(given), false);
  }

  /** @param asks whether the next open question is shown */
  async function keep(at: Incoming, check: TeamCheck, answers: OwnAnswers, asks: boolean): Promise<readonly Reply[]> {
    readAnswers(questionnaire.questions, answers);
    const { workspace, id } = check;
    if (!(await teams.answer(workspace, id, personAt(at), answers)))
      return closedAlready((await teams.get(workspace, id)) ?? check);
    const own = await teams.own(workspace, id, at.person);
    const noted = ownCard(questionnaire, check, own, { asks });
    const participants = await teams.participants(workspace, id);
    const complete = participants.filter(({ answered }) => answered >= questionnaire.questions.length);
    if (check.closesWith !== null && complete.length >= check.closesWith)
      return [noted, ...(await close(check, { at: clock(), how: 'count', by: null }))];
    return [noted, await cardToAll(check)];
  }

  /** One of several who close it at once gets the result to post; that it is to be posted is kept with its being closed. */
  async function close(check: TeamCheck, closing: Closing): Promise<readonly Reply[]> {
    const job = resultJob(check, closing);
    if (!(await teams.close(check.workspace, check.id, closing, job === null ? [] : [job])))
      return closedAlready(check);
    return told(check, closing);
  }

  async function told(check: TeamCheck, closing: Closing): Promise<readonly Reply[]> {
    const replies = await result(check.workspace, check.id);
    const job = resultJob(check, closing);
    return job === null ? replies : replies.map((reply) => ({ ...reply, job }));
  }

  /** Null where nobody else waits for it. */
  function resultJob({ workspace, id, platform }: TeamCheck, { at: dueAt }: Closing): Job | null {
    if (platform === 'terminal') return null;
    const payload: z.output<typeof jobSchema> = { kind: 'team-result', team: id };
    return { workspace, key: `team-result:${id}`, platform, dueAt, payload };
  }

  /** The result of a closed check, the same each time. */
  async function result(workspace: string, id: string): Promise<readonly Reply[]> {
    const [check, results] = await Promise.all([teams.get(workspace, id), teams.results(workspace, id)]);
    if (check === null || results === null) return [gone];
    const without = isOutdated(check)
      ? outdatedText(check)
      : results.length < fewestAnswers
        ? tooFewText(check, results.length)
        : null;
    if (without !== null) return [{ ...remarkCard(without), toAll: true }, await cardToAll(check)];
    const { record, card } = resultOf(engine, check, results);
    await store.checks.save(record);
    return [{ ...card, toAll: true, record: id }, await cardToAll(check)];
  }

  function isOutdated({ rules }: TeamCheck): boolean {
    return rules.hash !== questionnaire.rules.hash;
  }

  async function closedAlready(check: TeamCheck): Promise<readonly Reply[]> {
    return [remarkCard(`“${check.title}” is closed. What was answered before counts; nothing more is taken.`)];
  }

  async function cardToAll(check: TeamCheck): Promise<Reply> {
    const now = (await teams.get(check.workspace, check.id)) ?? check;
    const participants = await teams.participants(check.workspace, check.id);
    return {
      ...teamCard(questionnaire, now, participants),
      toAll: true,
      subject: { kind: 'team', id: check.id },
      ...(now.posted === null ? {} : { replaces: now.posted }),
    };
  }

  function answerForm(check: TeamCheck, own: OwnAnswers): Form {
    return {
      id: `team:answer:${check.id}`,
      title: 'Your answers',
      submit: 'Keep',
      intro: [`${check.title}. Nobody sees what you answer.`],
      fields: questionnaire.questions.map(({ id, topic, text, options }) => ({
        kind: 'choice',
        id,
        label: topic,
        hint: text,
        optional: true,
        value: own[id] ?? null,
        choices: [
          ...options.map(({ id: option, label }) => ({ id: option, label })),
          { id: unknownAnswer, label: 'Don’t know' },
        ],
      })),
    };
  }

  function putJob({ workspace, id, platform }: TeamCheck, dueAt: number): Promise<void> {
    const payload: z.output<typeof jobSchema> = { kind: 'team', team: id };
    return jobs.put({ workspace, key: jobKey(id), platform, dueAt, payload });
  }
}

function jobKey(id: string): string {
  return `team:${id}`;
}

const gone = remarkCard('I no longer have that team check. /arch-check team opens one.');
const otherRules = remarkCard(
  'The rules have changed since this team check was opened. /arch-check team opens one under today’s.',
);
