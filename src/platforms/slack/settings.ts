import type { Card } from '../../core/card.ts';
import { remarkCard } from '../../core/card.ts';
import { type AppliedSettings, type ChannelSettings, everyChannel } from '../../core/channel-settings.ts';
import type { SlackContext } from './context.ts';
import type { DeedOf } from './deed.ts';
import { whoIs } from './people.ts';
import type { Listener } from './post.ts';

/** What one types for each setting. */
const names = { answers: 'answers', 'follow-ups': 'followUps' } as const satisfies Record<
  string,
  keyof ChannelSettings
>;

/** `answers off`, `follow-ups on everywhere`; null for anything else. */
export function parseSwitch(
  words: string,
): { readonly settings: ChannelSettings; readonly everywhere: boolean } | null {
  const [, name = '', state = '', everywhere] =
    /^(answers|follow-ups) (on|off)( everywhere)?$/.exec(words.toLowerCase().trim().split(/\s+/).join(' ')) ?? [];
  const setting = Object.entries(names).find(([typed]) => typed === name)?.[1];
  if (setting === undefined) return null;
  return { settings: { [setting]: state === 'on' }, everywhere: everywhere !== undefined };
}

/** `/arch-settings`: shows what is switched on in the channel. Those who administer the workspace may switch it. */
export async function runSettings(slack: SlackContext, deed: DeedOf<'command'>, listener: Listener): Promise<void> {
  const { workspace, channel, person, direct, words } = deed;
  const tell = (card: Card) => slack.poster.toPerson(listener, card);
  const wanted = words === '' ? null : parseSwitch(words);
  if (words !== '' && wanted === null)
    return tell(
      remarkCard(
        'I know /arch-settings answers on, answers off, follow-ups on and follow-ups off; “everywhere” behind it means every channel without settings of its own.',
      ),
    );
  if (direct && wanted?.everywhere !== true)
    return tell(
      remarkCard(
        'Here I always answer. Settings are for channels: run /arch-settings in one, or put “everywhere” behind it.',
      ),
    );
  if (wanted !== null) {
    if (!(await whoIs(slack, person)).steward)
      return tell(remarkCard('Only those who administer this workspace can change that. Nothing was changed.'));
    await slack.settings.change(workspace, wanted.everywhere ? everyChannel : channel, wanted.settings, person);
  }
  await tell(settingsCard(await slack.settings.of(workspace, channel), slack.followUps));
}

function settingsCard({ answers, followUps }: AppliedSettings, hears: boolean): Card {
  const heard = hears
    ? `Replies in my threads that do not name me (follow-ups): ${state(followUps)}`
    : 'Replies in my threads that do not name me: never, without the scopes for it';
  return {
    summary: 'Settings of this channel',
    blocks: [
      { kind: 'heading', text: 'Settings of this channel' },
      { kind: 'list', items: [[{ text: `Answers to messages: ${state(answers)}` }], [{ text: heard }]] },
      {
        kind: 'note',
        text: 'Those who administer the workspace change them: /arch-settings answers off, /arch-settings follow-ups off; “everywhere” behind it means every channel without settings of its own.',
      },
    ],
  };
}

const state = (on: boolean) => (on ? 'on' : 'off');
