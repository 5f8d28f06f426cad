import type { Reply } from '../../core/bot-events.ts';
import { parseActionId } from '../../core/check/action-ids.ts';
import { parseDecisionActionId } from '../../core/decisions/action-ids.ts';
import { parseChangeId } from '../../core/settings-change.ts';
import { parseTeamActionId } from '../../core/team/action-ids.ts';
import { parseSummaryId, summaryForm } from '../summary.ts';
import { clickInCheck, openCheck } from './check.ts';
import type { Circumstances } from './circumstances.ts';
import { incoming, type SlackContext } from './context.ts';
import { decide } from './decide.ts';
import type { DeedOf, Message, Place } from './deed.ts';
import { openForm } from './forms.ts';
import { changeInHome, parseStartId, searchBlock, searchHome } from './home.ts';
import { openCheckId } from './offer-check.ts';
import { parseShareId, share } from './private-answer.ts';
import { runSettings } from './settings.ts';
import { isSilent, tellSilent } from './silence.ts';
import type { Listener } from './whisper.ts';

/** A button or a choice was used: in a modal, in the App Home, or under a message. */
export async function click(slack: SlackContext, deed: DeedOf<'click'>, circumstances: Circumstances): Promise<void> {
  if (deed.view !== null) return clickInCheck(slack, deed, circumstances);
  if (deed.message !== null) return clickUnderMessage(slack, deed, deed.message, circumstances);
  if (deed.control === searchBlock) return searchHome(slack, deed);
  if (parseChangeId(deed.id) !== null) return changeInHome(slack, deed);
  const channel = parseStartId(deed.id);
  if (channel === null) return;
  const listener: Listener = { channel, thread: null, person: deed.person, direct: true, responseUrl: '' };
  await openCheck(slack, deed, listener, { kind: 'command', name: 'arch-check', words: '' }, deed.trigger);
}

async function clickUnderMessage(
  slack: SlackContext,
  deed: DeedOf<'click'>,
  message: Message,
  { resumed }: Circumstances,
): Promise<void> {
  const { bot, poster } = slack;
  const direct = message.channel.startsWith('D');
  const listener: Listener = { ...message, person: deed.person, direct };
  const place: Place = { channel: message.channel, thread: direct ? null : message.thread };
  const shared = parseShareId(deed.id);
  if (shared !== null && (await isSilent(slack, message))) return tellSilent(slack, listener);
  if (shared !== null) return share(slack, deed, listener, shared, resumed);
  const thread = message.thread ?? message.ts;
  if (parseSummaryId(deed.id) !== null)
    return openForm(slack, deed.workspace, summaryForm(deed.id), { listener, trigger: deed.trigger, thread });
  if (parseDecisionActionId(deed.id) !== null || parseTeamActionId(deed.id) !== null) {
    const asking = { user: deed, listener, trigger: deed.trigger, thread, resumed };
    return decide(slack, asking, { kind: 'action', id: deed.id });
  }
  if (parseChangeId(deed.id) !== null) return runSettings(slack, deed, listener, { kind: 'action', id: deed.id });
  if (deed.id === openCheckId) {
    const event = { kind: 'command', name: 'arch-check', words: '' } as const;
    return openCheck(slack, deed, { ...listener, ...place }, event, deed.trigger);
  }
  const action = parseActionId(deed.id);
  if (action !== null && action.kind !== 'breakdown')
    return openCheck(slack, deed, { ...listener, ...place }, { kind: 'action', id: deed.id }, deed.trigger);
  const replies: readonly Reply[] = await bot.handle(incoming(deed, place, { kind: 'action', id: deed.id }));
  // What belongs to a card in the direct conversation stands in its thread, not under whatever came since.
  const beside = { ...listener, thread: message.thread ?? (direct ? message.ts : null) };
  for (const reply of replies) await poster.toPerson(beside, reply);
}
