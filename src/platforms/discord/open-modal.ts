import { setTimeout as wait } from 'node:timers/promises';
import type { Incoming } from '../../core/bot-events.ts';
import { parseDecisionActionId } from '../../core/decisions/action-ids.ts';
import { UserError } from '../../core/errors.ts';
import type { Form } from '../../core/form.ts';
import { parseSummaryId, summaryForm } from '../summary.ts';
import { sheetAt, titleId } from './check.ts';
import type { DiscordContext } from './context.ts';
import { spotOf } from './decide.ts';
import type { Deed, DeedOf } from './deed.ts';
import type { Spot } from './flow-ids.ts';
import { parseAimed } from './flow-ids.ts';
import { parseFormStep } from './form-ids.ts';
import { isShort, shortModal } from './form-modal.ts';
import { keepForm, partOf } from './forms.ts';
import type { DiscordModal } from './modal-limits.ts';
import { incomingBy } from './people.ts';
import { sightOf } from './sight.ts';
import { titleModal } from './title-modal.ts';

/** Discord waits three seconds for a modal. What takes longer is shown in a message, from which its form is opened. */
const longestMs = 1_500;
/** What only opens a form, and changes nothing. */
const opening: ReadonlySet<string> = new Set(['object', 'supersede', 'recheck']);

/** Whether a command opens a check for the team. */
export function isForTeam({ name, options }: DeedOf<'command'>): boolean {
  return name === 'arch-check' && options['who'] === 'team';
}

/** What a command for the team means. */
export const teamEvent = { kind: 'command', name: 'arch-check', words: 'team' } as const satisfies Incoming['event'];

/** The modal that a click or a command opens at once, which is all that it does; null for any other. */
export async function modalOf(discord: DiscordContext, deed: Deed): Promise<DiscordModal | null> {
  if (deed.kind === 'command') {
    const spot = { channel: deed.channel, message: null };
    return isForTeam(deed) ? inTime(discord, formFrom(discord, deed, spot, teamEvent)) : null;
  }
  if (deed.kind !== 'click') return null;
  const { id, message } = parseAimed(deed.id);
  if (id === titleId) {
    const sheet = await sheetAt(discord, deed, { channel: deed.channel, message });
    return titleModal(deed.id, sheet?.title ?? '');
  }
  const step = parseFormStep(id);
  if (step !== null) return partOf(discord, deed, step);
  const isOpening = opening.has(parseDecisionActionId(id)?.kind ?? '');
  if (!isOpening && (deed.guild === null || parseSummaryId(id) === null)) return null;
  return inTime(discord, formOfClick(discord, deed, id));
}

async function formOfClick(discord: DiscordContext, deed: DeedOf<'click'>, id: string): Promise<DiscordModal | null> {
  const spot = await spotOf(discord, deed);
  if (parseSummaryId(id) !== null) return kept(discord, deed, summaryForm(id), spot);
  return formFrom(discord, deed, spot, { kind: 'action', id });
}

/** The form that something opens, where it goes into one modal. */
async function formFrom(
  discord: DiscordContext,
  deed: DeedOf<'click'> | DeedOf<'command'>,
  spot: Spot,
  event: Incoming['event'],
): Promise<DiscordModal | null> {
  const sight = sightOf(discord, deed.guild, deed.person);
  const replies = await discord.bot.handle(await incomingBy(discord, deed, spot, event), sight);
  const form = replies.find((reply) => reply.form !== undefined)?.form;
  return form === undefined ? null : kept(discord, deed, form, spot);
}

/** Keeps it, so that nothing that was typed is lost where something is wrong with it. */
async function kept(
  discord: DiscordContext,
  deed: DeedOf<'click'> | DeedOf<'command'>,
  form: Form,
  spot: Spot,
): Promise<DiscordModal | null> {
  if (!isShort(form)) return null;
  return shortModal(deed.interaction.id, await keepForm(discord, deed, form, spot));
}

/** Null where it takes too long, or Discord is ill. */
async function inTime({ log }: DiscordContext, opened: Promise<DiscordModal | null>): Promise<DiscordModal | null> {
  const over = new AbortController();
  const late = wait(longestMs, null, { signal: over.signal }).catch(() => null);
  const found = opened.catch((error: unknown) => {
    if (error instanceof UserError) throw error;
    log.info(`a form is shown in a message: ${String(error)}`);
    return null;
  });
  return Promise.race([found, late]).finally(() => over.abort());
}
