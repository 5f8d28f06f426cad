import type { App } from '../app.ts';
import type { Reply } from '../core/bot-events.ts';
import { toAdr } from '../core/decisions/adr.ts';
import type { Decision } from '../core/decisions/decision.ts';
import { decisionCard } from '../core/decisions/decision-card.ts';
import { allDecisions, type DecisionPage, type DecisionStore } from '../core/decisions/decision-store.ts';
import { createDecisionDesk } from '../core/decisions/desk.ts';
import { foundCard } from '../core/decisions/found-card.ts';
import { listCard } from '../core/decisions/list-card.ts';
import { recordCard } from '../core/decisions/record-card.ts';
import { seesHere } from '../core/decisions/visible-decisions.ts';
import { UserError } from '../core/errors.ts';
import type { CheckPage, CheckRecord, CheckStore, Store } from '../core/ports.ts';
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

const { workspace } = terminalPlace;

/** Lists, shows and exports the records, and does with a decision what one person at a terminal can. */
export async function decisions(world: World, app: App, options: DecisionsOptions): Promise<number> {
  try {
    const { action, words } = options;
    const [id = ''] = words;
    switch (action) {
      case 'list':
        return words.length > 0
          ? await run(world, app, words.join(' '), options.json)
          : await list(world, app, options.json);
      case 'show':
        return await show(world, app, id, options.json);
      case 'export':
        return await exported(world, app, id);
      case 'record':
      case 'edit':
      case 'recheck':
        return await talk(world, app, `/decisions ${[action, ...words].join(' ')}`);
      default:
        return await run(world, app, [action, ...words].join(' '), false);
    }
  } finally {
    await app.close();
  }
}

/** What is asked field by field, in a conversation of its own. */
async function talk(world: World, app: App, opening: string): Promise<number> {
  const bot = await app.bot();
  let over = false;
  const watched: typeof bot = {
    ...bot,
    async handle(incoming) {
      const replies = await bot.handle(incoming);
      over = replies.every(({ form }) => form === undefined);
      return replies;
    },
  };
  await chat(world, watched, { greeting: [], opening, isOver: () => over });
  return 0;
}

/** What the chat does behind `/decisions`. */
async function run(world: World, app: App, words: string, json: boolean | undefined): Promise<number> {
  const [{ questionnaire, engine }, store] = await Promise.all([app.check(), app.store()]);
  const at = { ...terminalPlace, event: { kind: 'command', name: 'decisions', words } } as const;
  const desk = createDecisionDesk({ engine, store, clock: world.now, newId: world.id, threads: app.threads });
  const replies: readonly Reply[] | null = await desk.command(at, words, seesHere(at), 'decisions');
  const checks = replies === null ? await store.checks.list(workspace, { words, limit: 100, after: null }) : null;
  if (json) throw new UserError('--json goes with list without words, and with show ID.');
  const cards = replies ?? [listCard(questionnaire, checks ?? { checks: [], next: null }, words)];
  write(world, cards.map((card) => toText(card, viewOf(world)).trimEnd()).join('\n\n'));
  return 0;
}

async function list(world: World, app: App, json: boolean | undefined): Promise<number> {
  const [{ questionnaire }, { checks, decisions: recorded }] = await Promise.all([app.check(), app.store()]);
  const [allRecorded, allChecks] = [await everyDecision(recorded), await everyCheck(checks)];
  if (json) {
    write(world, JSON.stringify([...allRecorded, ...allChecks], null, 2));
    return 0;
  }
  const options = { heading: 'Decisions', none: '', command: 'decisions', words: '' };
  const cards = [
    ...(allRecorded.length === 0 ? [] : [foundCard({ decisions: allRecorded, next: null }, options)]),
    ...(allChecks.length === 0 ? [] : [listCard(questionnaire, { checks: allChecks, next: null }, '')]),
  ];
  if (cards.length === 0) write(world, 'No checks are saved yet. "archcheck check" makes the first one.');
  else write(world, cards.map((card) => toText(card, viewOf(world)).trimEnd()).join('\n\n'));
  return 0;
}

async function show(world: World, app: App, id: string, json: boolean | undefined): Promise<number> {
  const [{ questionnaire, engine }, store] = await Promise.all([app.check(), app.store()]);
  const found = await recordOf(store, id);
  const card = 'history' in found ? decisionCard(found) : recordCard(questionnaire, engine, found);
  write(world, json ? JSON.stringify(found, null, 2) : toText(card, viewOf(world)));
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

function write(world: World, text: string): void {
  world.stdout.write(`${text.trimEnd()}\n`);
}
