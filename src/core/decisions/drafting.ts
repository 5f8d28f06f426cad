import { z } from 'zod';
import type { Incoming, Reply, Sight } from '../bot-events.ts';
import type { Text } from '../card.ts';
import { capitalised } from '../check/wording.ts';
import type { DraftKey } from '../drafts.ts';
import { type Field, type Form, type FormValues, personSchema } from '../form.ts';
import { refusing, withForm } from '../replies.ts';
import { channelAt, personAt } from '../whereabouts.ts';
import { decisionActionId } from './action-ids.ts';
import { type Decision, type Point, pointSchema } from './decision.ts';
import { messageLinks } from './decision-card.ts';
import type { Discussion } from './discussion.ts';
import { type Draft, draftThread } from './draft/draft.ts';
import { draftCard, moreText } from './draft/draft-card.ts';
import type { PointKind } from './draft/points.ts';
import { prefill } from './draft/prefill.ts';
import type { Ledger } from './ledger.ts';
import { propose } from './propose.ts';
import { withReactors } from './reactors.ts';
import { recordForm } from './record-form.ts';

const keptSchema = z.object({
  id: z.string(),
  conversation: z.string(),
  channel: z.string(),
  title: z.string(),
  context: z.string(),
  chosen: z.enum(['monolith', 'evolve', 'microservices', 'other']).nullable(),
  deciders: z.array(personSchema),
  points: z.array(pointSchema),
  /** How many points there is no room for. */
  more: z.int(),
  /** What was not read, in a sentence. */
  withheld: z.string().nullable(),
});
type Kept = z.output<typeof keptSchema>;

/** As many as a person looks through before they confirm them. */
const maxPoints = 24;
/** What is kept first where there are more. */
const priority: readonly PointKind[] = ['decision', 'objection', 'option', 'question', 'reason', 'action'];

/**
 * What a thread says, for whoever asked alone, and the form with which it becomes a decision. The draft is kept, so that what they
 * confirm is what they saw, whatever was said or deleted since.
 */
export async function draftDiscussion(ledger: Ledger, at: Incoming, discussion: Discussion): Promise<readonly Reply[]> {
  const { links, withheld } = discussion;
  const reader = await ledger.threads();
  const { thread, people } = await withReactors(discussion, reader.cues);
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? 'somebody';
  const all = named(draftThread(thread, reader), nameOf);
  const draft = withheld === undefined ? all : undecided(all);
  const { title, context, chosen, deciders } = prefill(draft);
  const best = chosenPoints(draft);
  const left = draft.points.filter((point) => !best.includes(point));
  const shown = { ...draft, points: best, omitted: [...draft.omitted, ...left] };
  const points = shown.points.map(({ kind, text, messages }) => ({
    ...{ kind, text },
    links: messages.flatMap((id) => links[id] ?? []),
  }));
  const more = shown.omitted.length;
  const kept: Kept = {
    ...{ id: ledger.newId(), conversation: at.conversation, channel: channelAt(at), title, context, chosen, points },
    deciders: deciders.map((id) => ({ id, name: nameOf(id) })),
    ...{ more, withheld: withheld ?? null },
  };
  await ledger.store.drafts(keptSchema).save(keyOf(at, kept.id), kept, null);
  const card = draftCard(shown, {
    link: (message) => links[message] ?? null,
    name: nameOf,
    ...(withheld === undefined ? {} : { withheld }),
  });
  const button = { id: decisionActionId({ kind: 'draft', draft: kept.id }), label: 'Edit and record' };
  const buttons = points.length === 0 ? [] : [{ kind: 'buttons' as const, buttons: [button] }];
  return [{ ...card, blocks: [...card.blocks, ...buttons], form: formOf(ledger, at, kept) }];
}

/** The form of a draft whose card somebody has in front of them. */
export async function openDraft(ledger: Ledger, at: Incoming, id: string): Promise<readonly Reply[]> {
  const kept = await keptDraft(ledger, at, id);
  return [kept === null ? gone : withForm(formOf(ledger, at, kept))];
}

/** Records what was confirmed: the points as they were drafted, but for those that were left out. */
export async function submitDraft(
  ledger: Ledger,
  at: Incoming,
  id: string,
  values: FormValues,
  sight: Sight,
): Promise<readonly Reply[]> {
  const kept = await keptDraft(ledger, at, id);
  if (kept === null) return [gone];
  if (!(await mayRepeat(at, kept, sight))) return [stays];
  const form = formOf(ledger, at, kept);
  const sent = values['leave'];
  const left = new Set((typeof sent === 'string' ? sent.match(/\d+/g) : null)?.map(Number));
  const points = kept.points.filter((_, index) => !left.has(index + 1));
  return propose(ledger, at, { form, values, key: id, check: null, considered: [], points }, sight);
}

/** Once its decision is posted a draft is of no more use, and it holds what people said. */
export async function forgetDraft({ store }: Ledger, { workspace, key, recorder, check }: Decision): Promise<void> {
  if (check !== null) return;
  const drafts = store.drafts(keptSchema);
  const draft = { workspace, conversation: placeOf(key), person: recorder.id };
  const kept = await drafts.get(draft);
  if (kept !== null) await drafts.delete(draft, kept.revision);
}

async function keptDraft(ledger: Ledger, at: Incoming, id: string): Promise<Kept | null> {
  const found = await ledger.store.drafts(keptSchema).get(keyOf(at, id));
  return found?.kind === 'found' ? found.draft : null;
}

/** The thread of a message need not be there yet, but its channel is. */
async function mayRepeat(at: Incoming, { conversation, channel }: Kept, sight: Sight): Promise<boolean> {
  if (conversation === at.conversation || channel === channelAt(at)) return true;
  return (await sight.mayRepeat?.(channel, channelAt(at))) ?? false;
}

function formOf({ engine, clock }: Ledger, at: Incoming, kept: Kept): Form {
  const { id, title, context, chosen, deciders, points, more, withheld } = kept;
  const start = {
    ...{ formId: `decision:discussed:${id}:${id}`, title, context, chosen, chosenName: '', reason: '' },
    ...{ verdictName: null, deciders },
    intro: [
      ...(withheld === null ? [] : [withheld]),
      points.length === 0
        ? 'The thread says nothing about an architecture that could be put down. What you write here is recorded, and nothing else.'
        : 'This is what the thread says, in the people’s own words. Nothing is posted before you confirm it here.',
      ...points.map(pointLine),
      ...(more > 0 ? [moreText(more)] : []),
    ],
  };
  const form = recordForm(engine.questionnaire, start, personAt(at), clock());
  if (points.length === 0) return form;
  const leave: Field = {
    kind: 'text',
    id: 'leave',
    label: 'Leave out which of the points above?',
    hint: 'Their numbers, for example 2, 5.',
    optional: true,
    value: '',
    maxLength: 100,
  };
  return { ...form, fields: [...form.fields, leave] };
}

function pointLine({ kind, text, links }: Point, index: number): Text {
  return [
    { text: `${index + 1}. ${capitalised(kind)}: `, style: 'strong' },
    { text: text.replace(/\s*\n\s*/g, ' ') },
    ...messageLinks(links),
  ];
}

/** The points that matter most, in their order. */
function chosenPoints({ points }: Draft): Draft['points'] {
  const kept = new Set(
    points.toSorted((one, other) => priority.indexOf(one.kind) - priority.indexOf(other.kind)).slice(0, maxPoints),
  );
  return points.filter((point) => kept.has(point));
}

/** What was read only in part decides nothing: what came later may have taken it back. */
function undecided(draft: Draft): Draft {
  const points = draft.points.map((point) =>
    point.kind === 'decision' ? { ...point, kind: 'option' as const } : point,
  );
  return { ...draft, decided: false, chosen: null, deciders: [], points };
}

/** People by their names, where the text has their ids. */
function named(draft: Draft, nameOf: (id: string) => string): Draft {
  const inWords = (text: string) => text.replace(/@([UW][A-Z0-9]{2,}|\d{15,})\b/g, (_, id: string) => `@${nameOf(id)}`);
  return {
    ...draft,
    title: inWords(draft.title),
    points: draft.points.map((point) => ({ ...point, text: inWords(point.text) })),
  };
}

/** It is for the person alone, who may record it in another conversation. */
function keyOf({ workspace, person }: Incoming, id: string): DraftKey {
  return { workspace, conversation: placeOf(id), person };
}

function placeOf(id: string): string {
  return `discussed:${id}`;
}

const gone = refusing(
  'I have no such draft of yours any more: it was recorded, or is too old. Ask me again in the thread.',
);
const stays = refusing('That was discussed in private, so its decision stays there too.');
