import type { App } from '../app.ts';
import { listCard } from '../core/decisions/list-card.ts';
import { recordCard } from '../core/decisions/record-card.ts';
import { UserError } from '../core/errors.ts';
import type { CheckPage, CheckRecord, CheckStore } from '../core/ports.ts';
import { terminalPlace } from '../platforms/terminal/chat.ts';
import { toText } from '../platforms/terminal/render.ts';
import { viewOf } from '../platforms/terminal/view.ts';
import type { World } from '../world.ts';

export interface DecisionsOptions {
  /** The record to show; all are listed without one. */
  readonly id: string | undefined;
  readonly json?: boolean;
}

/** Lists the saved checks, or shows one of them. */
export async function decisions(world: World, app: App, options: DecisionsOptions): Promise<number> {
  try {
    return await show(world, app, options);
  } finally {
    await app.close();
  }
}

async function show(world: World, app: App, { id, json }: DecisionsOptions): Promise<number> {
  const { questionnaire, engine } = await app.check();
  const { checks } = await app.store();
  const { workspace } = terminalPlace;
  if (id === undefined) {
    const all = await everything(checks, workspace);
    if (json) write(world, JSON.stringify(all, null, 2));
    else if (all.length === 0) write(world, 'No checks are saved yet. "archcheck check" makes the first one.');
    else write(world, toText(listCard(questionnaire, { checks: all, next: null }, ''), viewOf(world)));
    return 0;
  }
  const record = await checks.get(workspace, id);
  if (!record)
    throw new UserError(
      `There is no saved check ${JSON.stringify(id)}. "archcheck decisions" lists them with their ids.`,
    );
  write(
    world,
    json ? JSON.stringify(record, null, 2) : toText(recordCard(questionnaire, engine, record), viewOf(world)),
  );
  return 0;
}

/** Page by page, so that none is left out however many there are. */
async function everything(checks: CheckStore, workspace: string): Promise<CheckRecord[]> {
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
