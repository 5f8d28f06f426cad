import type { Incoming, Posted, Reply, Sight, Waking } from '../bot-events.ts';
import { remarkCard } from '../card.ts';
import type { FormValues } from '../form.ts';
import type { Job } from '../jobs.ts';
import { refusing } from '../replies.ts';
import { createTurns } from '../turns.ts';
import { type DecisionAction, parseDecisionActionId } from './action-ids.ts';
import { adrFileName, toAdr } from './adr.ts';
import { decisionNumber } from './decision.ts';
import type { Discussion } from './discussion.ts';
import { draftDiscussion, forgetDraft, openDraft, submitDraft } from './drafting.ts';
import { dueList, search } from './finding.ts';
import { historyCard } from './history-card.ts';
import { cardToAll, cardToPerson, changing, type Ledger, notFound, readable } from './ledger.ts';
import { parseDecisionSearch } from './query.ts';
import { recall, recallSubject } from './recall.ts';
import { openEdit, openRecord, submitEdit, submitRecord } from './recording.ts';
import { openRecheck, reschedule, submitRecheck, wakeReview } from './review/review.ts';
import { accept, object, openObjection, openSupersede, supersede } from './standing.ts';
import { wakeTelling } from './telling.ts';

/** Where decisions are recorded, argued, found and come back to. Each answers null for what is not a decision's. */
export interface DecisionDesk {
  act(at: Incoming, actionId: string, sight: Sight): Promise<readonly Reply[]> | null;
  submit(at: Incoming, formId: string, values: FormValues, sight: Sight): Promise<readonly Reply[]> | null;
  /**
   * `show D-12`, `history D-12`, `export D-12`, `record`, `accept D-12`, `object D-12 because …`, `supersede D-12 D-15`, `edit D-12`, `recheck D-12`,
   * `snooze D-12 30`, `end D-12`, `due`, or a search (query.ts).
   *
   * @returns null where nothing but words was searched for and no decision has them
   */
  command(at: Incoming, words: string, sight: Sight): Promise<readonly Reply[] | null>;
  /** Drafts what a thread says. */
  draft(at: Incoming, discussion: Discussion): Promise<readonly Reply[]>;
  /** Answers what was decided from the records; null where the message does not ask that. */
  recall(at: Incoming, text: string, sight: Sight): Promise<readonly Reply[]> | null;
  posted(workspace: string, id: string, posted: Posted): Promise<void>;
  current(workspace: string, id: string): Promise<Reply | null>;
  wake(job: Job): Promise<Waking | null>;
}

export function createDecisionDesk(parts: Omit<Ledger, 'turns'>): DecisionDesk {
  const ledger: Ledger = { ...parts, turns: createTurns() };
  return {
    act(at, actionId, sight) {
      const action = parseDecisionActionId(actionId);
      return action === null ? null : act(at, action, sight);
    },
    submit(at, formId, values, sight) {
      const [prefix, kind, id, key, since, ...rest] = formId.split(':');
      if (prefix !== 'decision' || id === undefined || key === undefined || rest.length > 0) return null;
      if (since !== undefined && kind !== 'recheck') return null;
      const target = { decision: id, version: Number(key) };
      switch (kind) {
        case 'record':
          return submitRecord(ledger, at, { check: id, key }, values, sight);
        case 'discussed':
          return submitDraft(ledger, at, id, values, sight);
        case 'edit':
          return submitEdit(ledger, at, { id, version: Number(key) }, values, sight);
        case 'object':
          return object(ledger, at, target, values, sight);
        case 'supersede':
          return supersede(ledger, at, target, values, sight);
        case 'recheck':
          return submitRecheck(ledger, at, { id, key, since: since ?? null }, values, sight);
        default:
          return null;
      }
    },
    async command(at, words, sight) {
      const [verb = '', id = '', ...rest] = words.split(/\s+/);
      const done = await runVerb(at, verb.toLowerCase(), id, rest.join(' '), sight);
      if (done !== null) return done;
      if (id === '' && decisionNumber(verb) !== null) return show(at, verb, sight);
      const found = await search(ledger.store.decisions, at, words, sight);
      return found === null ? null : [found];
    },
    draft: (at, discussion) => draftDiscussion(ledger, at, discussion),
    recall(at, text, sight) {
      const subject = recallSubject(text);
      return subject === null ? null : recall(ledger.store.decisions, at, subject, sight);
    },
    async posted(workspace, id, posted) {
      const changed = await changing(ledger, workspace, [id], ([decision]) =>
        decision ? [{ ...decision, posted }] : { refused: [] },
      );
      if (!('refused' in changed)) for (const decision of changed) await forgetDraft(ledger, decision);
    },
    async current(workspace, id) {
      const stored = await ledger.store.decisions.get(workspace, id);
      return stored === null ? null : cardToAll(ledger, stored.decision);
    },
    wake: async (job) => (await wakeReview(ledger, job)) ?? wakeTelling(ledger, job),
  };

  function act(at: Incoming, action: DecisionAction, sight: Sight): Promise<readonly Reply[]> {
    switch (action.kind) {
      case 'record':
        return openRecord(ledger, at, action.check, sight);
      case 'draft':
        return openDraft(ledger, at, action.draft);
      case 'accept':
        return accept(ledger, at, action, sight);
      case 'object':
        return openObjection(ledger, at, action, sight);
      case 'supersede':
        return openSupersede(ledger, at, action, sight);
      case 'edit':
        return openEdit(ledger, at, action.decision, action.version, sight);
      case 'recheck':
        return openRecheck(ledger, at, action.decision, sight);
      case 'snooze':
        return reschedule(ledger, at, action.decision, action.days, sight);
      case 'end':
        return reschedule(ledger, at, action.decision, null, sight);
      case 'show':
        return show(at, action.decision, sight);
      case 'export':
        return exported(at, action.decision, sight);
    }
  }

  /** @returns null where it is no verb with what it takes: then it is a search */
  async function runVerb(
    at: Incoming,
    verb: string,
    id: string,
    rest: string,
    sight: Sight,
  ): Promise<readonly Reply[] | null> {
    if (verb === 'due' && rest === '' && /^(?:below:.*)?$/i.test(id)) {
      const { below } = parseDecisionSearch(id);
      return [await dueList(ledger.store.decisions, at, sight, { now: ledger.clock(), below })];
    }
    if (verb === 'record' && rest === '') return openRecord(ledger, at, id === '' ? null : id, sight);
    if (decisionNumber(id) === null) return null;
    const target = { decision: id, version: null };
    switch (verb) {
      case 'show':
        return show(at, id, sight);
      case 'export':
        return exported(at, id, sight);
      case 'history': {
        const decision = await readable(ledger, at, id, sight);
        return [decision === null ? notFound(at) : historyCard(ledger.engine.questionnaire, decision)];
      }
      case 'accept':
        return accept(ledger, at, target, sight);
      case 'object':
        return rest === ''
          ? openObjection(ledger, at, target, sight)
          : object(ledger, at, target, { reason: rest.replace(/^because\s+/i, '') }, sight);
      case 'supersede':
        return rest === ''
          ? openSupersede(ledger, at, target, sight)
          : supersede(ledger, at, target, { by: rest }, sight);
      case 'edit':
        return openEdit(ledger, at, id, null, sight);
      case 'recheck':
        return openRecheck(ledger, at, id, sight);
      case 'snooze': {
        const days = /^\d{1,4}$/.test(rest) ? Number(rest) : 0;
        if (days < 1 || days > 3_650) return [refusing('Say for how many days, for example snooze D-12 30.')];
        return reschedule(ledger, at, id, days, sight);
      }
      case 'end':
        return reschedule(ledger, at, id, null, sight);
      default:
        return null;
    }
  }

  async function show(at: Incoming, id: string, sight: Sight): Promise<readonly Reply[]> {
    const decision = await readable(ledger, at, id, sight);
    return [decision === null ? notFound(at) : await cardToPerson(ledger, decision)];
  }

  async function exported(at: Incoming, id: string, sight: Sight): Promise<readonly Reply[]> {
    const decision = await readable(ledger, at, id, sight);
    if (decision === null) return [notFound(at)];
    const name = adrFileName(decision);
    return [
      { ...remarkCard(`${decision.id} as a Markdown file: ${name}`), attachment: { name, text: toAdr(decision) } },
    ];
  }
}
