import type { Incoming } from '../../core/bot-events.ts';
import { say } from '../say.ts';
import { conversationOf, type SlackContext } from './context.ts';
import type { Place } from './deed.ts';
import { openForm, sight } from './forms.ts';
import { incomingBy } from './people.ts';
import type { Listener } from './post.ts';
import { createVoice } from './voice.ts';

export interface Asking {
  readonly user: { readonly workspace: string; readonly person: string; readonly key: string | null };
  readonly listener: Listener;
  readonly trigger: string;
  /** The thread that a card stands in; null where nothing was pressed. */
  readonly thread: string | null;
  readonly resumed: boolean;
}

/** Does what somebody asked for about a decision or a team check: opens the form for it, or says what came of it. */
export async function decide(slack: SlackContext, asking: Asking, event: Incoming['event']): Promise<void> {
  const { user, listener, trigger, thread, resumed } = asking;
  const place: Place = { channel: listener.channel, thread: listener.direct ? null : listener.thread };
  const replies = await slack.bot.handle(await incomingBy(slack, user, place, event), sight(slack, user.person));
  const form = replies.find((reply) => reply.form !== undefined)?.form;
  if (form !== undefined) return openForm(slack, user.workspace, form, { listener, trigger, thread });
  const voice = createVoice(slack, { listener, resumed, since: null });
  const conversation = conversationOf({ channel: listener.channel, thread: thread ?? listener.thread });
  await say({ ...slack, voice, workspace: user.workspace, conversation, key: user.key ?? '' }, replies);
}
