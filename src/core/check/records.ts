import type { Incoming, Reply } from '../bot-events.ts';
import { remarkCard } from '../card.ts';
import { summaryCard } from '../decisions/summary-card.ts';
import type { ModelParts } from '../model/model-parts.ts';
import { modelPlace } from '../model/model-place.ts';
import type { Clock, Store } from '../ports.ts';
import { listingAt } from '../whereabouts.ts';
import { breakdownCard } from './breakdown-card.ts';
import type { CheckRecord } from './check-store.ts';
import type { Engine } from './engine.ts';
import { type KeptDraft, keyOf } from './kept-draft.ts';
import { keptVerdict } from './kept-verdict.ts';
import { titleOfDay } from './title.ts';
import type { Verdict } from './verdict.ts';
import { plainVerdict, verdictCard } from './verdict-card.ts';

/** Finished checks: what is kept of them, and what is said of them. */
export interface Records {
  /** Keeps a check that is finished; doing it twice keeps one. */
  keep(at: Incoming, kept: KeptDraft, verdict: Verdict): Promise<CheckRecord>;
  /** A verdict, for all. @param begins called when a model is asked to word it, which may take some seconds */
  reply(at: Incoming, verdict: Verdict, record: CheckRecord, begins?: () => void): Promise<Reply>;
  /** The verdict of a record; null where there is none, or the rules are others by now. */
  verdict(at: Incoming, id: string): Promise<Reply | null>;
  /** A record under today's rules, or why there is none. @param id null where a button of an older version names none */
  find(at: Incoming, id: string | null): Promise<{ readonly record: CheckRecord } | { readonly refused: Reply }>;
  breakdown(record: CheckRecord): Reply;
  summary(record: CheckRecord): Reply;
  /** Names what the person finished last in a conversation. @returns false where they have finished nothing there */
  rename(at: Incoming, title: string): Promise<boolean>;
}

export interface RecordsParts {
  readonly engine: Engine;
  readonly model?: Pick<ModelParts, 'verdicts'> | undefined;
  readonly store: Pick<Store, 'checks'>;
  readonly clock: Clock;
}

export function createRecords({ engine, model, store: { checks }, clock }: RecordsParts): Records {
  const { questionnaire } = engine;
  const isOfToday = ({ rules }: CheckRecord) => rules.hash === questionnaire.rules.hash;

  async function reply(at: Incoming, verdict: Verdict, { id, title }: CheckRecord, begins?: () => void) {
    const buttons = at.verdictButtons === undefined ? {} : { buttons: at.verdictButtons };
    const words =
      (await model?.verdicts.word(plainVerdict(questionnaire, verdict), modelPlace(at), begins)) ?? undefined;
    const card = verdictCard(questionnaire, verdict, { title, record: id, words, ...buttons });
    return { ...card, toAll: true, record: id };
  }

  return {
    reply,
    async keep(at, { record: id, draft }, verdict) {
      const createdAt = clock();
      const record: CheckRecord = {
        ...keyOf(at),
        id,
        title: draft.title || titleOfDay(createdAt),
        form: draft.form,
        answers: draft.answers,
        ...keptVerdict(verdict),
        createdAt,
      };
      await checks.save(record);
      return record;
    },
    async verdict(at, id) {
      const record = await checks.get(at.workspace, id);
      if (record === null || !isOfToday(record)) return null;
      return reply(at, engine.evaluate(record.answers), record);
    },
    async find(at, id) {
      const record = id === null ? null : await checks.get(at.workspace, id);
      if (record === null)
        return { refused: remarkCard(`I no longer have that check. ${listingAt(at)} lists those that I have.`) };
      return isOfToday(record) ? { record } : { refused: otherRules };
    },
    summary: (record) => ({ ...summaryCard(questionnaire, engine.evaluate(record.answers), record), toAll: true }),
    breakdown: (record) => breakdownCard(questionnaire, engine.evaluate(record.answers), { title: record.title }),
    async rename({ workspace, conversation, person }, title) {
      const page = await checks.list(workspace, { words: '', limit: 20, after: null });
      const last = page.checks.find((check) => check.conversation === conversation && check.person === person);
      if (last === undefined) return false;
      await checks.save({ ...last, title });
      return true;
    },
  };
}

const otherRules = remarkCard('The rules have changed since that check. /arch-check asks again under today’s rules.');
