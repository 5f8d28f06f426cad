import type { Attachment, Bot, Posted, Reply, Subject } from '../core/bot-events.ts';
import type { Alarm } from './alarm.ts';
import type { Refresher } from './refresher.ts';

/** How a platform says things to the people of one request. */
export interface Voice {
  /**
   * Posts a card for all to see, in answer to a message where one is named.
   *
   * @param key the same for the same card when the work on it is done again: what is there already is not posted twice
   */
  post(conversation: string, message: string | null, card: Reply, key: string): Promise<JustPosted>;
  /** Shows a card to the person alone. */
  tell(card: Reply): Promise<void>;
  /** Hands a file to the person alone. */
  give(attachment: Attachment): Promise<void>;
  /** Attaches a file to what was posted, unless an earlier attempt has; nothing where the platform does not let the bot. */
  attach(card: JustPosted, attachment: Attachment): Promise<void>;
  /** Adds the picture of a saved check's verdict to its card, unless an earlier attempt has; nothing where it cannot. */
  illustrate(workspace: string, card: JustPosted, record: string): Promise<void>;
}

export interface JustPosted {
  readonly posted: Posted;
  /** False where an earlier attempt had posted it. */
  readonly isNew: boolean;
}

export interface Saying {
  readonly bot: Pick<Bot, 'posted' | 'current'>;
  readonly refresher: Refresher;
  readonly voice: Voice;
  /** Does what was kept to be done; left out by whoever is doing it. */
  readonly hasten?: Alarm['hasten'];
  readonly workspace: string;
  /** Where what is for all is said, unless a reply belongs elsewhere. */
  readonly conversation: string;
  readonly key: string;
}

/** Says what the bot answers: each reply to whom it is for and where it belongs. Forms are opened by whoever can; here they are words. */
export async function say(saying: Saying, replies: readonly Reply[]): Promise<void> {
  const { refresher, voice, hasten, workspace, key } = saying;
  const hastened = new Set<string>();
  for (const [at, reply] of replies.entries()) {
    const { subject, beside, attachment, job } = reply;
    if (job !== undefined && hasten !== undefined) {
      if (!hastened.has(job.key)) await hasten(job);
      hastened.add(job.key);
    } else if (reply.toAll !== true) {
      await voice.tell(reply);
      if (attachment !== undefined) await voice.give(attachment);
    } else if (subject !== undefined && reply.replaces !== undefined) await refresher.refresh(workspace, subject);
    else {
      const { conversation, message } = beside ?? { conversation: saying.conversation, message: null };
      const card = await voice.post(conversation, message, reply, `${key}:${at}`);
      const now = subject === undefined ? null : await known(saying, subject, card.posted);
      // Somebody was faster than the note of where it is.
      if (subject !== undefined && now !== null && now.summary !== reply.summary)
        await refresher.refresh(workspace, subject);
      // By now it can say where it was posted.
      const file = now?.attachment ?? attachment;
      if (file !== undefined) await voice.attach(card, file);
      if (reply.record !== undefined) await voice.illustrate(workspace, card, reply.record);
    }
  }
}

/** Notes where a card stands. @returns the card as it is by then */
async function known({ bot, workspace }: Saying, subject: Subject, posted: Posted): Promise<Reply | null> {
  await bot.posted(workspace, subject, posted);
  return bot.current(workspace, subject);
}
