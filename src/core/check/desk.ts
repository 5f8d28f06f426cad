import type { Incoming, Reply } from '../bot-events.ts';
import { type Block, remarkCard } from '../card.ts';
import type { ModelParts } from '../model/model-parts.ts';
import { modelPlace } from '../model/model-place.ts';
import type { Clock, NewId, Store } from '../ports.ts';
import { actionId, type CheckAction } from './action-ids.ts';
import { unknownAnswer } from './answers.ts';
import type { CheckRecord } from './check-store.ts';
import type { Draft, Prefilled } from './draft.ts';
import type { Engine } from './engine.ts';
import { createFlow, type FlowEvent, type FlowView } from './flow.ts';
import type { SituationReader } from './from-text.ts';
import { changeDraft, isBegun, type KeptDraft, keptDraft, keyOf } from './kept-draft.ts';
import { exists } from './outdated.ts';
import { confirmCard, outdatedCard, questionCard, reviewCard, whyCard } from './question-card.ts';
import { createRecords } from './records.ts';
import { type CheckSheet, sheetOf } from './sheet.ts';
import { titleFrom, toTitle } from './title.ts';

type FilledForm = Omit<Extract<Incoming['event'], { kind: 'form' }>, 'kind'>;

/** @property words they describe the situation */
type CheckRequest = Pick<Extract<Incoming['event'], { kind: 'command' }>, 'words' | 'title' | 'form'>;

/** Called when a model is asked, which may take some seconds. */
type Begins = (() => void) | undefined;

/** Where checks are run and kept: the flow says what comes next, the desk writes it down first. */
export interface CheckDesk {
  /** Begins a check, or goes on with the one that waits. */
  open(at: Incoming, request: CheckRequest, begins?: Begins): Promise<readonly Reply[]>;
  /** @param said what the person last wrote, for a check that starts from it */
  act(at: Incoming, action: CheckAction, said: string, begins?: Begins): Promise<readonly Reply[]>;
  entitle(at: Incoming, title: string): Promise<readonly Reply[]>;
  isOpen(at: Incoming): Promise<boolean>;
  /** Several answers at once; those to questions or options that do not exist are refused with a `UserError`. */
  fill(at: Incoming, form: FilledForm, begins?: Begins): Promise<readonly Reply[]>;
  sheet(at: Incoming): Promise<CheckSheet | null>;
  verdict(at: Incoming, record: string): Promise<Reply | null>;
}

export interface CheckDeskParts {
  readonly engine: Engine;
  readonly situations: SituationReader;
  /** Reads more out of a situation, and words verdicts; what they are, the rules decide. */
  readonly model?: Pick<ModelParts, 'situations' | 'verdicts'> | undefined;
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: NewId;
}

export function createCheckDesk(parts: CheckDeskParts): CheckDesk {
  const { engine, situations, model, store, newId } = parts;
  const { questionnaire } = engine;
  const flow = createFlow(engine);
  const drafts = store.drafts(keptDraft);
  const records = createRecords(parts);

  return {
    async open(at, request, begins) {
      const waiting = await drafts.get(keyOf(at));
      const isBare = request.words === '' && request.form === undefined && (request.title ?? '') === '';
      if (waiting?.kind === 'found' && isBare) return show(at, waiting.draft, waiting.revision, begins);
      if (waiting?.kind === 'found' && isBegun(waiting.draft.draft))
        return offerBoth(at, waiting.draft, waiting.revision);
      return begin(at, request, waiting?.revision ?? null, begins);
    },
    async act(at, action, said, begins) {
      switch (action.kind) {
        case 'start':
          return begin(at, { form: action.form, words: said }, (await drafts.get(keyOf(at)))?.revision ?? null, begins);
        case 'restart':
          return restart(at);
        case 'breakdown':
        case 'change':
        case 'summary':
          return onRecord(at, action.kind, action.record);
        case 'leave':
          return [remarkCard('Kept. /arch-check goes on from here whenever you like.')];
        case 'unknown':
          return move(at, { kind: 'answer', question: action.question, option: 'unknown' }, begins);
        case 'why':
          return why(at, action.question);
        case 'answer':
        case 'ask':
        case 'form':
          return move(at, action, begins);
        case 'back':
        case 'finish':
        case 'confirm':
        case 'discard':
          return move(at, { kind: action.kind }, begins);
      }
    },
    async entitle(at, title) {
      if (title === '') return [remarkCard('Give the title behind the command, for example /title Billing service.')];
      return rename(at, toTitle(title));
    },
    isOpen: async (at) => (await drafts.get(keyOf(at)))?.kind === 'found',
    fill: (at, { answers, title, ask }, begins) => {
      const filledIn = (draft: Draft) => {
        const named = title === undefined ? draft : { ...draft, title: toTitle(title) };
        const filled = Object.entries(answers).reduce(
          (so, [question, option]) => applied(so, { kind: 'answer', question, option }),
          named,
        );
        return ask === undefined ? filled : applied(filled, { kind: 'ask', question: ask });
      };
      return change(at, filledIn, begins);
    },
    async sheet(at) {
      const waiting = await drafts.get(keyOf(at));
      return waiting?.kind === 'found' ? sheetOf(questionnaire, waiting.draft.record, waiting.draft.draft) : null;
    },
    verdict: (at, id) => records.verdict(at, id),
  };

  async function begin(
    at: Incoming,
    { words, title = '', form = 'quick' }: CheckRequest,
    revision: number | null,
    begins?: Begins,
  ): Promise<readonly Reply[]> {
    const named = toTitle(title) || titleFrom(words);
    const prefilled = await prefilledFrom(words, at, begins);
    const kept = { record: newId(), draft: flow.start({ form, title: named, prefilled }) };
    const saved = await drafts.save(keyOf(at), kept, revision);
    if (saved === null)
      return [remarkCard('Another window began a check here at the same moment. /arch-check goes on with that one.')];
    return show(at, kept, saved, begins);
  }

  /** Afresh; with those answers that still exist where the questionnaire has changed since the check was begun. */
  async function restart(at: Incoming): Promise<readonly Reply[]> {
    const waiting = await drafts.get(keyOf(at));
    const view = waiting?.kind === 'found' ? flow.view(waiting.draft.draft) : null;
    if (waiting?.kind !== 'found' || view?.kind !== 'outdated')
      return begin(at, { words: '' }, waiting?.revision ?? null);
    const restarted = { ...waiting.draft, draft: view.restarted };
    const revision = await drafts.save(keyOf(at), restarted, waiting.revision);
    return revision === null ? [noDraft] : show(at, restarted, revision);
  }

  function viewCard(view: Exclude<FlowView, { kind: 'done' }>, title: string): Reply {
    switch (view.kind) {
      case 'question':
        return { ...questionCard(view, { title }), question: view.question.id };
      case 'confirm':
        return confirmCard(questionnaire, view);
      case 'review':
        return reviewCard(questionnaire, view);
      case 'outdated':
        return outdatedCard(view);
    }
  }

  async function prefilledFrom(words: string, at: Incoming, begins: Begins): Promise<Record<string, Prefilled>> {
    const { answers, because } = await (model?.situations.read(words, modelPlace(at), begins) ??
      situations.read(words));
    return Object.fromEntries(
      Object.entries(answers).map(([question, option]) => [question, { option, because: because[question] ?? '' }]),
    );
  }

  /** Applies an event to the draft as it is by then, and shows what comes next. */
  function move(at: Incoming, event: FlowEvent, begins: Begins): Promise<readonly Reply[]> {
    return change(at, (draft) => applied(draft, event), begins);
  }

  /** A button or a form may be of another version, and name what there is no more: then the check stands as it is. */
  function applied(draft: Draft, event: FlowEvent): Draft {
    const option = event.kind === 'answer' ? event.option : unknownAnswer;
    return 'question' in event && !exists(questionnaire, event.question, option) ? draft : flow.apply(draft, event);
  }

  async function change(at: Incoming, changed: (draft: Draft) => Draft, begins: Begins): Promise<readonly Reply[]> {
    const done = await changeDraft(drafts, keyOf(at), changed);
    if (done === null) return [noDraft];
    return done === 'outdated' ? [unreadable] : show(at, done.kept, done.revision, begins);
  }

  /** What the draft shows now. A finished one is written to the records before anybody is told. */
  async function show(at: Incoming, kept: KeptDraft, revision: number, begins?: Begins): Promise<readonly Reply[]> {
    const view = flow.view(kept.draft);
    if (view.kind !== 'done') return [viewCard(view, kept.draft.title)];
    const record = await records.keep(at, kept, view.verdict);
    if (await drafts.delete(keyOf(at), revision)) return [await records.reply(at, view.verdict, record, begins)];
    // A second click came in between: it finishes the check, or goes on with it, and one verdict is enough.
    const newer = await drafts.get(keyOf(at));
    return newer?.kind === 'found' ? show(at, newer.draft, newer.revision, begins) : [finished];
  }

  async function offerBoth(at: Incoming, kept: KeptDraft, revision: number): Promise<readonly Reply[]> {
    const [card] = await show(at, kept, revision);
    // All was answered, and the verdict could not be kept then.
    if (card?.record !== undefined || !card) return card ? [card] : [];
    const buttons: Block = { kind: 'buttons', buttons: [{ id: actionId({ kind: 'restart' }), label: 'Start afresh' }] };
    const note: Block = {
      kind: 'note',
      text: 'You have a check under way, so I have not touched it. Go on below, or start afresh and give your words again.',
    };
    return [{ ...card, blocks: [note, ...card.blocks, buttons] }];
  }

  async function why(at: Incoming, question: string): Promise<readonly Reply[]> {
    const asked = questionnaire.questions.find(({ id }) => id === question);
    if (!asked) return [unreadable];
    const waiting = await drafts.get(keyOf(at));
    if (waiting?.kind !== 'found') return [whyCard(asked)];
    const [card] = await show(at, waiting.draft, waiting.revision);
    return card ? [{ ...card, blocks: [...whyCard(asked).blocks, ...card.blocks] }] : [whyCard(asked)];
  }

  async function onRecord(
    at: Incoming,
    kind: 'breakdown' | 'change' | 'summary',
    id: string | null,
  ): Promise<readonly Reply[]> {
    const found = await records.find(at, id);
    if ('refused' in found) return [found.refused];
    if (kind !== 'change') return [records[kind](found.record)];
    const waiting = await drafts.get(keyOf(at));
    if (waiting?.kind === 'found' && isBegun(waiting.draft.draft))
      return offerBoth(at, waiting.draft, waiting.revision);
    const reopened = { record: newId(), draft: reopen(found.record) };
    const revision = await drafts.save(keyOf(at), reopened, waiting?.revision ?? null);
    return revision === null ? [noDraft] : show(at, reopened, revision);
  }

  function reopen({ form, title, answers }: CheckRecord): Draft {
    const single = Object.entries(answers).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    const answered = single.reduce(
      (draft, [question, option]) => flow.apply(draft, { kind: 'answer', question, option }),
      flow.start({ form, title }),
    );
    return flow.apply(answered, { kind: 'review' });
  }

  async function rename(at: Incoming, title: string): Promise<readonly Reply[]> {
    const waiting = await drafts.get(keyOf(at));
    if (waiting?.kind === 'found') {
      const renamed = { ...waiting.draft, draft: { ...waiting.draft.draft, title } };
      const revision = await drafts.save(keyOf(at), renamed, waiting.revision);
      if (revision !== null) return show(at, renamed, revision);
    }
    const isNamed = await records.rename(at, title);
    return [remarkCard(isNamed ? `Named: ${title}` : 'There is no check to name yet. /arch-check begins one.')];
  }
}

const noDraft = remarkCard('No check is under way here any more. /arch-check begins one.');
const finished = remarkCard('This check is finished already.');
const unreadable = remarkCard('That belongs to another version of the questionnaire. /arch-check starts again.');
