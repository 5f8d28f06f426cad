import { type CheckAction, parseActionId } from '../../core/check/action-ids.ts';
import { parseDecisionActionId } from '../../core/decisions/action-ids.ts';
import { parseChangeId } from '../../core/settings-change.ts';
import { parseTeamActionId } from '../../core/team/action-ids.ts';
import { parseSummaryId, summaryForm } from '../summary.ts';
import { clickInCheck, openCheck, openCheckId } from './check.ts';
import { type DiscordContext, incoming } from './context.ts';
import { decide, spotOf } from './decide.ts';
import type { DeedOf } from './deed.ts';
import { draftOfThread, parseDraftId } from './discuss.ts';
import { parseAimed } from './flow-ids.ts';
import { parseFormStep } from './form-ids.ts';
import { showForm, stepOn } from './forms.ts';
import { parseShareId, share } from './private-answer.ts';
import { changeSettings } from './settings.ts';
import { sightOf } from './sight.ts';

/** What stands on the card of a saved check, and not among the questions of one that is under way. */
const ofRecord: ReadonlySet<CheckAction['kind']> = new Set(['change', 'breakdown', 'summary']);

/** Whether what a click brings is shown in place of the private message that was clicked. */
export function changesInPlace({ id, message }: DeedOf<'click'>): boolean {
  if (!message.ephemeral) return false;
  const action = parseActionId(parseAimed(id).id);
  if (parseFormStep(id) !== null || parseTeamActionId(parseAimed(id).id)?.kind === 'choose') return true;
  if (parseChangeId(id) !== null) return true;
  return parseShareId(id) !== null || (action !== null && !ofRecord.has(action.kind));
}

/** A button or a choice was used. */
export async function click(discord: DiscordContext, deed: DeedOf<'click'>, resumed: boolean): Promise<void> {
  const { bot, poster } = discord;
  const { id, message } = parseAimed(deed.id);
  const spot = { channel: deed.channel, message };
  const shared = parseShareId(id);
  if (shared !== null) return share(discord, deed, shared, resumed);
  if (parseChangeId(id) !== null) return changeSettings(discord, deed);
  const step = parseFormStep(id);
  if (step !== null) return stepOn(discord, deed, step, resumed);
  if (parseDecisionActionId(id) !== null || parseTeamActionId(id) !== null)
    return decide(discord, deed, await spotOf(discord, deed), { kind: 'action', id }, resumed);
  const asking = parseDraftId(id);
  if (asking !== null) return draftOfThread(discord, deed, asking, resumed);
  if (parseSummaryId(id) !== null) return summarise(discord, deed, id, resumed);
  if (id === openCheckId) return openCheck(discord, deed, spot, { kind: 'command', name: 'arch-check', words: '' });
  if (changesInPlace(deed)) return clickInCheck(discord, deed, resumed);
  const action = parseActionId(id);
  if (action !== null && action.kind !== 'breakdown') return openCheck(discord, deed, spot, { kind: 'action', id });
  const sight = sightOf(discord, deed.guild, deed.person);
  const replies = await bot.handle(incoming(deed, deed.channel, { kind: 'action', id }), sight);
  for (const [at, reply] of replies.entries()) await poster.toPerson({ ...deed, beside: at > 0 }, reply);
}

/** In the direct conversation there are no threads: the summary is simply the next message. */
async function summarise(discord: DiscordContext, deed: DeedOf<'click'>, id: string, resumed: boolean): Promise<void> {
  const spot = await spotOf(discord, deed);
  if (deed.guild === null) return decide(discord, deed, spot, { kind: 'action', id }, resumed);
  return showForm(discord, deed, summaryForm(id), spot);
}
