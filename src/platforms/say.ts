import type { Attachment, Bot, Posted, Reply } from '../core/bot-events.ts';
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
  /** Attaches a file to what was posted; nothing where the platform does not let the bot. */
  attach(posted: Posted, attachment: Attachment): Promise<void>;
  /** Adds the picture of a saved check's verdict to its card; nothing where it cannot. */
  illustrate(workspace: string, posted: Posted, record: string): Promise<void>;
}

export interface JustPosted {
  readonly posted: Posted;
  /** False where an earlier attempt had posted it. */
  readonly isNew: boolean;
}

export interface Saying {
  readonly bot: Bot;
  readonly refresher: Refresher;
  readonly voice: Voice;
  readonly workspace: string;
  /** Where what is for all is said, unless a reply belongs elsewhere. */
  readonly conversation: string;
  readonly key: string;
}

/** Says what the bot answers: each reply to whom it is for and where it belongs. Forms are opened by whoever can; here they are words. */
export async function say(saying: Saying, replies: readonly Reply[]): Promise<void> {
  const { bot, refresher, voice, workspace, key } = saying;
  for (const [at, reply] of replies.entries()) {
    const { subject, beside, attachment } = reply;
    if (reply.toAll !== true) {
      await voice.tell(reply);
      if (attachment !== undefined) await voice.give(attachment);
    } else if (subject !== undefined && reply.replaces !== undefined) await refresher.refresh(workspace, subject);
    else {
      const { conversation, message } = beside ?? { conversation: saying.conversation, message: null };
      const { posted, isNew } = await voice.post(conversation, message, reply, `${key}:${at}`);
      if (subject !== undefined) await bot.posted(workspace, subject, posted);
      if (!isNew) continue;
      if (attachment !== undefined) await voice.attach(posted, attachment);
      if (reply.record !== undefined) await voice.illustrate(workspace, posted, reply.record);
    }
  }
}
