import { type CheckAction, parseActionId } from '../../core/check/action-ids.ts';
import { parseDecisionActionId } from '../../core/decisions/action-ids.ts';
import { parseTeamActionId } from '../../core/team/action-ids.ts';
import { clickInCheck, openCheck, openCheckId, sheetAt, titleId } from './check.ts';
import { type DiscordContext, incoming } from './context.ts';
import { decide, spotOf } from './decide.ts';
import type { DeedOf } from './deed.ts';
import { draftOfThread, parseDraftId } from './discuss.ts';
import { parseAimed } from './flow-ids.ts';
import { parseFormStep } from './form-ids.ts';
import { partOf, stepOn } from './forms.ts';
import { titleModal } from './modal.ts';
import type { DiscordModal } from './modal-limits.ts';
import { parseShareId, share } from './private-answer.ts';
import { sightOf } from './sight.ts';
import { askWhere, parseSummaryId, postSummaryHere } from './summary.ts';

/** What stands on the card of a saved check, and not among the questions of one that is under way. */
const ofRecord: ReadonlySet<CheckAction['kind']> = new Set(['change', 'breakdown', 'summary']);

/** Whether what a click brings is shown in place of the private message that was clicked. */
export function changesInPlace({ id, message }: DeedOf<'click'>): boolean {
  if (!message.ephemeral) return false;
  const action = parseActionId(parseAimed(id).id);
  if (parseFormStep(id) !== null || parseTeamActionId(parseAimed(id).id)?.kind === 'choose') return true;
  return parseShareId(id) !== null || (action !== null && !ofRecord.has(action.kind));
}

/** The form that a click opens, which is all that it does; null for any other click. */
export async function formOf(discord: DiscordContext, deed: DeedOf<'click'>): Promise<DiscordModal | null> {
  const { id, message } = parseAimed(deed.id);
  if (id === titleId) {
    const sheet = await sheetAt(discord, deed, { channel: deed.channel, message });
    return titleModal(deed.id, sheet?.title ?? '');
  }
  const step = parseFormStep(id);
  if (step !== null) return partOf(discord, deed, step);
  const record = deed.guild === null ? null : parseSummaryId(id);
  return record === null ? null : askWhere(discord, deed, record);
}

/** A button or a choice was used. */
export async function click(discord: DiscordContext, deed: DeedOf<'click'>, resumed: boolean): Promise<void> {
  const { bot, poster } = discord;
  const { id, message } = parseAimed(deed.id);
  const spot = { channel: deed.channel, message };
  const shared = parseShareId(id);
  if (shared !== null) return share(discord, deed, shared, resumed);
  const step = parseFormStep(id);
  if (step !== null) return stepOn(discord, deed, step, resumed);
  if (parseDecisionActionId(id) !== null || parseTeamActionId(id) !== null)
    return decide(discord, deed, await spotOf(discord, deed), { kind: 'action', id }, resumed);
  const asking = parseDraftId(id);
  if (asking !== null) return draftOfThread(discord, deed, asking);
  const record = parseSummaryId(id);
  if (record !== null) return postSummaryHere(discord, deed, record, resumed);
  if (id === openCheckId) return openCheck(discord, deed, spot, { kind: 'command', name: 'arch-check', words: '' });
  if (changesInPlace(deed)) return clickInCheck(discord, deed, resumed);
  const action = parseActionId(id);
  if (action !== null && action.kind !== 'breakdown') return openCheck(discord, deed, spot, { kind: 'action', id });
  const sight = sightOf(discord, deed.guild, deed.person);
  const replies = await bot.handle(incoming(deed, deed.channel, { kind: 'action', id }), sight);
  for (const [at, reply] of replies.entries()) await poster.toPerson({ ...deed, beside: at > 0 }, reply);
}
