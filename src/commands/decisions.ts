import type { App } from '../app.ts';
import type { Reply } from '../core/bot-events.ts';
import type { Card } from '../core/card.ts';
import type { CheckPage, CheckRecord, CheckStore } from '../core/check/check-store.ts';
import { toAdr } from '../core/decisions/adr.ts';
import { type Decision, decisionNumber } from '../core/decisions/decision.ts';
import { decisionCard } from '../core/decisions/decision-card.ts';
import { allDecisions, type DecisionPage, type DecisionStore } from '../core/decisions/decision-store.ts';
import { createDecisionDesk } from '../core/decisions/desk.ts';
import { foundCard } from '../core/decisions/found-card.ts';
import { listCard } from '../core/decisions/list-card.ts';
import { recordCard } from '../core/decisions/record-card.ts';
import { seesHere } from '../core/decisions/visible-decisions.ts';
import { UserError } from '../core/errors.ts';
import type { Store } from '../core/ports.ts';
import { chat, terminalPlace } from '../platforms/terminal/chat.ts';
import { toText } from '../platforms/terminal/render.ts';
import { viewOf } from '../platforms/terminal/view.ts';
import type { World } from '../world.ts';

/** All but `list` and `due` take an id; `record` takes that of a check, or none for the last one. */
export const decisionActions = [
  'list',
  'show',
  'history',
  'export',
  'due',
  'record',
  'edit',
  'accept',
  'object',
  'supersede',
  'recheck',
  'snooze',
  'end',
] as const;
export type DecisionsAction = (typeof decisionActions)[number];

export interface DecisionsOptions {
  readonly action: DecisionsAction;
  /** What stands behind the action: a search for `list`, an id for most others, and what goes with it. */
  readonly words: readonly string[];
  readonly json?: boolean;
}

/** One person at a terminal, who types commands of their own. */
const place = { ...terminalPlace, listing: 'archcheck decisions list' };
const { workspace } = place;

/** Lists, shows and exports the records, and does with a decision what one person at a terminal can. */
export async function decisions(world: World, app: App, options: DecisionsOptions): Promise<number> {
  try {
    const { action, words, json } = options;
    const [id = ''] = words;
    if (json && action !== 'show' && (action !== 'list' || words.length > 0))
      throw new UserError('--json goes with list without words, and with show ID.');
    switch (action) {
      case 'list':
        return words.length > 0 ? await run(world, app, words.join(' ')) : await list(world, app, json);
      case 'show':
        return await show(world, app, id, json);
      case 'export':
        return await exported(world, app, id);
      case 'due':
        return await run(world, app, ['due', ...words].join(' '));
      case 'record':
        return await talk(world, app, ['record', ...words].join(' '));
    }
    if (decisionNumber(id) === null)
      throw new UserError(
        `${JSON.stringify(id)} is no decision. Expected an id such as D-12; "archcheck decisions" lists them.`,
      );
    const asks = action === 'edit' || action === 'recheck' || (words.length === 1 && forms.has(action));
    return await (asks ? talk : run)(world, app, [action, ...words].join(' '));
  } finally {
    await app.close();
  }
}

/** What takes a reason or another id, and asks for it where it is left out. */
const forms: ReadonlySet<DecisionsAction> = new Set(['object', 'supersede']);

/** What is asked field by field, in a conversation of its own. */
async function talk(world: World, app: App, words: string): Promise<number> {
  const bot = await app.bot();
  let outcome: 'asked' | 'done' = 'asked';
  const watched: typeof bot = {
    ...bot,
    async handle(incoming) {
      const replies = await bot.handle({ ...incoming, listing: place.listing });
      if (replies.every(({ form }) => form === undefined)) outcome = 'done';
      return outcome === 'done' ? spoken(replies) : replies;
    },
  };
  await chat(world, watched, { greeting: [], opening: `/decisions ${words}`, isOver: (isAsking) => !isAsking });
  if (outcome === 'asked') throw new UserError('Nothing was done: the form was not sent.');
  return 0;
}

/** What the chat does behind `/decisions`. */
async function run(world: World, app: App, words: string): Promise<number> {
  const [{ questionnaire, engine }, store] = await Promise.all([app.check(), app.store()]);
  const at = { ...place, event: { kind: 'command', name: 'decisions', words } } as const;
  const desk = createDecisionDesk({ engine, store, clock: world.now, newId: world.id, threads: app.threads });
  const replies = await desk.command(at, words, seesHere(at));
  const checks = replies === null ? await store.checks.list(workspace, { words, limit: 100, after: null }) : null;
  const cards = replies ?? [listCard(questionnaire, checks ?? { checks: [], next: null }, words, place.listing)];
  say(world, spoken(cards));
  return 0;
}

/** What is said, without what one could press. @throws {UserError} where it is that something was not done */
function spoken(replies: readonly Reply[]): Reply[] {
  const refused = replies.find((reply) => reply.refused);
  if (refused !== undefined) throw new UserError(refused.summary);
  return replies.map((reply) => ({ ...reply, blocks: reply.blocks.filter(({ kind }) => kind !== 'buttons') }));
}

async function list(world: World, app: App, json: boolean | undefined): Promise<number> {
  const [{ questionnaire }, { checks, decisions: recorded }] = await Promise.all([app.check(), app.store()]);
  const [allRecorded, allChecks] = [await everyDecision(recorded), await everyCheck(checks)];
  if (json) {
    write(world, JSON.stringify([...allRecorded, ...allChecks], null, 2));
    return 0;
  }
  const options = { heading: 'Decisions', none: '', command: place.listing, words: '' };
  const cards = [
    ...(allRecorded.length === 0 ? [] : [foundCard({ decisions: allRecorded, next: null }, options)]),
    ...(allChecks.length === 0 ? [] : [listCard(questionnaire, { checks: allChecks, next: null }, '', place.listing)]),
  ];
  if (cards.length === 0) write(world, 'Nothing is recorded yet. "archcheck check" makes the first check.');
  else say(world, cards);
  return 0;
}

async function show(world: World, app: App, id: string, json: boolean | undefined): Promise<number> {
  const [{ questionnaire, engine }, store] = await Promise.all([app.check(), app.store()]);
  const found = await recordOf(store, id);
  const card = 'history' in found ? decisionCard(found) : recordCard(questionnaire, engine, found);
  if (json) write(world, JSON.stringify(found, null, 2));
  else say(world, spoken([card]));
  return 0;
}

async function exported(world: World, app: App, id: string): Promise<number> {
  const found = await recordOf(await app.store(), id);
  if (!('history' in found))
    throw new UserError(
      `${id} is a check, and only decisions are exported. "archcheck decisions record ${id}" makes it one.`,
    );
  world.stdout.write(toAdr(found));
  return 0;
}

async function recordOf({ checks, decisions: recorded }: Store, id: string): Promise<Decision | CheckRecord> {
  const found = (await recorded.get(workspace, id))?.decision ?? (await checks.get(workspace, id));
  if (found) return found;
  throw new UserError(
    `There is no saved check ${JSON.stringify(id)}, and no such decision. "archcheck decisions" lists them with their ids.`,
  );
}

/** Page by page, so that none is left out however many there are. */
async function everyDecision(store: DecisionStore): Promise<Decision[]> {
  const all: Decision[] = [];
  for (let after: number | null = null; ; ) {
    const page: DecisionPage = await store.list(workspace, { ...allDecisions, after });
    all.push(...page.decisions);
    if (page.next === null) return all;
    after = page.next;
  }
}

async function everyCheck(checks: CheckStore): Promise<CheckRecord[]> {
  const all: CheckRecord[] = [];
  for (let after: string | null = null; ; ) {
    const page: CheckPage = await checks.list(workspace, { words: '', limit: 100, after });
    all.push(...page.checks);
    if (page.next === null) return all;
    after = page.next;
  }
}

function say(world: World, cards: readonly Card[]): void {
  write(world, cards.map((card) => toText(card, viewOf(world)).trimEnd()).join('\n\n'));
}

function write(world: World, text: string): void {
  world.stdout.write(`${text.trimEnd()}\n`);
}
