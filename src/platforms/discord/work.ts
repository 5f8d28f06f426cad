import { remarkCard } from '../../core/card.ts';
import { checkForms } from '../../core/check/action-ids.ts';
import { UserError } from '../../core/errors.ts';
import { answerMessage } from './answer.ts';
import { entitle, openCheck } from './check.ts';
import { click } from './clicks.ts';
import { recordHere } from './commands.ts';
import type { DiscordContext } from './context.ts';
import { decide } from './decide.ts';
import type { Deed, DeedOf } from './deed.ts';
import { cannotPost, codes, DiscordCallError, forOperator, isRefusal } from './discord-error.ts';
import { recordThread } from './discuss.ts';
import { parseFormStep } from './form-ids.ts';
import { fillIn } from './forms.ts';
import { isForTeam, teamEvent } from './open-modal.ts';
import { answerPrivately } from './private-answer.ts';
import { runSettings } from './settings.ts';
import { settingsAt, tellSilent } from './silence.ts';
import { cannotPostText, standing } from './target.ts';

/**
 * Does what a deed asks for. What trying again would not change is logged here; whatever is thrown may be tried again.
 *
 * @param resumed true where an earlier attempt may have done part of it
 */
export async function work(discord: DiscordContext, deed: Deed, resumed: boolean): Promise<void> {
  try {
    await respondTo(discord, deed, resumed);
  } catch (error) {
    if (error instanceof UserError) {
      discord.log.error(error.message);
      return tell(discord, deed, `I cannot do that now. ${error.message}`);
    }
    if (!(error instanceof DiscordCallError) || error.passes) throw error;
    if (cannotPost.has(error.code)) {
      discord.log.warn(`nothing said in ${deed.channel}: ${error.message}`);
      // Whoever used something waits for a word; whoever said something was told by whoever could not post.
      if (deed.kind !== 'message') await tell(discord, deed, cannotPostText(error.code, discord.self.name));
      return;
    }
    discord.log.error(forOperator(error));
    if (error.code === codes.invalidForm)
      await tell(
        discord,
        deed,
        'I made an answer that Discord does not take. Whoever runs me finds the reason in my log.',
      );
  }
}

/** Logs why something that is due is not said. @throws what trying again may mend */
export function giveUp(log: DiscordContext['log'], error: unknown, what: string): void {
  if (!isRefusal(error, cannotPost)) throw error;
  log.warn(`nothing said of ${what}, which is due: ${error.message}`);
}

function respondTo(discord: DiscordContext, deed: Deed, resumed: boolean): Promise<void> {
  switch (deed.kind) {
    case 'message':
      return answerOrTell(discord, deed, resumed);
    case 'command':
      return runCommand(discord, deed, resumed);
    case 'shortcut':
      return deed.name === recordHere ? recordThread(discord, deed, resumed) : checkMessage(discord, deed);
    case 'click':
      return discord.turns.run(turnOf(deed), () => click(discord, deed, resumed));
    case 'submission':
      return discord.turns.run(turnOf(deed), () =>
        parseFormStep(deed.id) === null ? entitle(discord, deed) : fillIn(discord, deed, resumed),
      );
  }
}

/** Answers a message, unless the channel is one where that is switched off, or listening is and nobody named the bot. */
async function answerOrTell(discord: DiscordContext, deed: DeedOf<'message'>, resumed: boolean): Promise<void> {
  const wanted = deed.guild === null || deed.mentioned;
  const { answers, followUps } = await settingsAt(discord, deed);
  if (answers && (wanted || followUps)) return answerMessage(discord, deed, resumed);
  if (wanted) await tellSilent(discord, deed);
}

/** What a person does to one message comes one behind the other; nobody waits for somebody else. */
function turnOf({ person, message }: DeedOf<'click'> | DeedOf<'submission'>): string {
  return `${person} ${message?.id}`;
}

async function runCommand(discord: DiscordContext, deed: DeedOf<'command'>, resumed: boolean): Promise<void> {
  const { name, options, channel } = deed;
  const spot = { channel, message: null };
  switch (name) {
    case 'arch-ask':
      return answerPrivately(discord, deed);
    case 'arch-settings':
      return runSettings(discord, deed);
    case 'arch-check': {
      if (isForTeam(deed)) return decide(discord, deed, spot, teamEvent, resumed);
      const { about: words = '', title = '' } = options;
      const form = checkForms.find((known) => known === options['form']);
      const event = { kind: 'command', name, words, title, ...(form === undefined ? {} : { form }) } as const;
      return openCheck(discord, deed, spot, event);
    }
    default: {
      const event = { kind: 'command', name, words: options['words'] ?? '' } as const;
      return decide(discord, deed, spot, event, resumed);
    }
  }
}

/** The message command: a check whose verdict goes to a thread on the message, or to the thread that it stands in. */
async function checkMessage(discord: DiscordContext, deed: DeedOf<'shortcut'>): Promise<void> {
  const { channel, message } = deed;
  // Where the bot may open no thread the check is the channel's, or nobody would find it there.
  const spot = (await standing(discord, deed, { channel, message })) ?? { channel, message: null };
  // The message states nothing about the person's own team until they say so; it would be somebody else's words.
  const event = { kind: 'command', name: 'arch-check', words: '' } as const;
  return openCheck(discord, deed, spot, event);
}

/** Where somebody can be told something at all: a trouble of the bot's own is no reason for another one. */
async function tell({ poster, log }: DiscordContext, deed: Deed, text: string): Promise<void> {
  const card = remarkCard(text);
  try {
    if (deed.kind === 'message')
      await poster.toAll({ channel: deed.channel, reply: deed.id }, card, {
        key: `${deed.key}:trouble`,
        resumed: false,
        since: deed.id,
      });
    else await poster.toPerson({ ...deed, beside: deed.kind === 'click' && deed.message.ephemeral }, card);
  } catch (error) {
    log.info(`not told of it: ${String(error)}`);
  }
}
