import { remarkCard } from '../../core/card.ts';
import { UserError } from '../../core/errors.ts';
import type { Log } from '../../log.ts';
import { answerMessage } from './answer.ts';
import { openCheck, submitCheck } from './check.ts';
import type { Circumstances } from './circumstances.ts';
import { click } from './clicks.ts';
import type { SlackContext } from './context.ts';
import { decide } from './decide.ts';
import type { Deed, DeedOf } from './deed.ts';
import { recordThread } from './discuss.ts';
import { submitForm } from './forms.ts';
import { openHome } from './home.ts';
import { recordShortcut } from './manifest.ts';
import { cardModal, forms } from './modal.ts';
import { notesOf } from './notes.ts';
import { showNext } from './open-modal.ts';
import { answerPrivately } from './private-answer.ts';
import { runSettings } from './settings.ts';
import { isSilent, tellSilent } from './silence.ts';
import { cannotPost, forOperator, isRefusal, refusedText, SlackCallError, signedOut } from './slack-error.ts';
import type { Listener } from './whisper.ts';

/** Does what a deed asks for. What trying again would not change is logged here; whatever is thrown may be tried again. */
export async function work(slack: SlackContext, deed: Deed, circumstances: Circumstances): Promise<void> {
  try {
    await respondTo(slack, deed, circumstances);
  } catch (error) {
    if (error instanceof UserError) return tellProblem(slack, deed, circumstances, error);
    giveUp(slack.log, error, deed.kind, placeOf(deed));
    if (!isRefusal(error, cannotPost)) await tellRefused(slack, deed);
  }
}

/** Logs what trying again would not change. @throws everything else */
export function giveUp(log: Log, error: unknown, what: string, where: string): void {
  if (!(error instanceof SlackCallError)) throw error;
  if (isRefusal(error, signedOut) || error.code === 'missing_scope') log.error(forOperator(error));
  else if (isRefusal(error, cannotPost)) log.warn(`nothing said in ${where}: ${error.message}`);
  else if (!error.passes) log.error(`${what}: ${error.message}`);
  else throw error;
}

/** Where Slack refused the work, and there is a way that needs no token, the person hears whose move it is. */
async function tellRefused({ api, log }: SlackContext, deed: Deed): Promise<void> {
  const url = deed.kind === 'click' ? deed.message?.responseUrl : 'responseUrl' in deed ? deed.responseUrl : '';
  if (!url) return;
  await api
    .respond(url, { text: refusedText, response_type: 'ephemeral', replace_original: false })
    .catch((error: unknown) => log.info(`not told: ${String(error)}`));
}

function respondTo(slack: SlackContext, deed: Deed, circumstances: Circumstances): Promise<void> {
  switch (deed.kind) {
    case 'message':
      return answerOrTell(slack, deed, circumstances.resumed);
    case 'command':
      return runCommand(slack, deed, circumstances);
    case 'shortcut':
      return deed.name === recordShortcut ? recordThread(slack, deed) : checkThread(slack, deed);
    case 'click':
      return click(slack, deed, circumstances);
    case 'submission':
      return deed.view.callback === forms.filled
        ? submitForm(slack, deed, circumstances)
        : submitCheck(slack, deed, circumstances);
    case 'home':
      return openHome(slack, deed);
  }
}

/** Answers a message, unless the channel is one where that is switched off. */
async function answerOrTell(slack: SlackContext, deed: DeedOf<'message'>, resumed: boolean): Promise<void> {
  if (deed.direct || !(await isSilent(slack, deed))) return answerMessage(slack, deed, resumed);
  await tellSilent(slack, { ...deed, responseUrl: '' });
}

async function runCommand(slack: SlackContext, deed: DeedOf<'command'>, { resumed }: Circumstances): Promise<void> {
  const { channel, person, direct, responseUrl, name, words, trigger } = deed;
  const listener: Listener = { channel, thread: null, person, direct, responseUrl };
  const event = { kind: 'command', name, words } as const;
  if (name === 'arch-ask') return answerPrivately(slack, deed, listener);
  if (name === 'arch-settings') return runSettings(slack, deed, listener, event);
  // A team's check is opened with a form, as decisions are.
  if (name === 'arch-check' && words.toLowerCase() !== 'team') return openCheck(slack, deed, listener, event, trigger);
  return decide(slack, { user: deed, listener, trigger, thread: null, resumed }, event);
}

/** The message shortcut: a check whose verdict goes to the thread of the message, where slash commands do not exist. */
function checkThread(slack: SlackContext, deed: DeedOf<'shortcut'>): Promise<void> {
  const { channel, thread, person, responseUrl } = deed;
  const direct = channel.startsWith('D');
  const listener: Listener = { channel, thread: direct ? null : thread, person, direct, responseUrl };
  // The message states nothing about the person's own team until they say so; it would be somebody else's words.
  return openCheck(slack, deed, listener, { kind: 'command', name: 'arch-check', words: '' }, deed.trigger);
}

/** What the core cannot do now, in its own words, for the person who asked for it. */
async function tellProblem(
  slack: SlackContext,
  deed: Deed,
  circumstances: Circumstances,
  error: UserError,
): Promise<void> {
  slack.log.error(error.message);
  const card = remarkCard(`I cannot do that now. ${error.message}`);
  const { person } = deed;
  // A channel that is a person's id is the direct conversation with them.
  const directly: Listener = { channel: person, thread: null, person, direct: true, responseUrl: '' };
  switch (deed.kind) {
    case 'submission':
      return showNext(slack, deed.view, circumstances, cardModal(card, notesOf(directly, true)));
    case 'click':
      return slack.poster.toPerson({ ...directly, ...deed.message, direct: deed.message === null }, card);
    case 'message':
      return slack.poster.toPerson(
        { ...directly, channel: deed.channel, thread: deed.thread, direct: deed.direct },
        card,
      );
    case 'command':
    case 'shortcut':
      return slack.poster.toPerson(
        { ...directly, channel: deed.channel, responseUrl: deed.responseUrl, direct: false },
        card,
      );
    case 'home':
      return;
  }
}

function placeOf(deed: Deed): string {
  return 'channel' in deed ? deed.channel : deed.kind;
}
