import type { Incoming, Reply } from './bot-events.ts';
import { type Block, type Button, remarkCard } from './card.ts';
import { type AppliedSettings, channelOf, everyChannel } from './channel-settings.ts';
import { dateOf } from './dates.ts';
import type { ModelParts } from './model/model-parts.ts';
import type { Clock, Store } from './ports.ts';
import { type Change, changeId, parseChange, parseChangeId, switchable } from './settings-change.ts';

export interface SettingsDeskParts {
  readonly store: Pick<Store, 'settings' | 'usage'>;
  readonly model?: Pick<ModelParts, 'dailyTokens'> | undefined;
  readonly clock: Clock;
}

/** What is switched on in a channel and everywhere: everybody sees it, who runs the place changes it. */
export interface SettingsDesk {
  /** `answers off`, `model off everywhere`, `budget 200000`; nothing or `everywhere` shows what holds. */
  command(at: Incoming, words: string): Promise<readonly Reply[]>;
  /** Null where the id is of something else. */
  act(at: Incoming, id: string): Promise<readonly Reply[]> | null;
}

const forms =
  'I know /arch-settings answers on, answers off, the same of follow-ups and model, and budget 200000 (tokens of the model a day; “budget all” takes that back). “everywhere” behind it means every channel without settings of its own.';

/** Parts of what the operator allows, to choose from. */
const shares = [1, 2, 5, 10, 100];

export function createSettingsDesk({ store, model, clock }: SettingsDeskParts): SettingsDesk {
  return {
    async command(at, words) {
      const here = at.privacy === 'direct' ? everyChannel : channelOf(at);
      const typed = words.toLowerCase().trim();
      if (typed === '' || typed === 'everywhere') return [await card(at, typed === '' ? here : everyChannel)];
      const change = parseChange(typed, here);
      if (change === null) return [remarkCard(forms)];
      if (at.privacy === 'direct' && !change.everywhere)
        return [
          remarkCard(
            'Here I always answer. Settings are for channels: run /arch-settings in one, or put “everywhere” behind it.',
          ),
        ];
      return make(at, change);
    },
    act(at, id) {
      const change = parseChangeId(id);
      return change === null ? null : make(at, change);
    },
  };

  async function make(at: Incoming, { channel, settings }: Change): Promise<readonly Reply[]> {
    if (at.steward !== true) return [remarkCard('Only admins can change that. Nothing was changed.')];
    await store.settings.change(at.workspace, channel, settings, at.person);
    return [await card(at, channel)];
  }

  async function card(at: Incoming, channel: string): Promise<Reply> {
    const applied = await store.settings.of(at.workspace, channel);
    const summary = channel === everyChannel ? 'Settings everywhere' : 'Settings of this channel';
    const where = channel === everyChannel ? ', in channels without settings of their own' : '';
    const items = [
      `Answers to messages${where}: ${state(applied.answers)}`,
      at.hearsAll === true
        ? `Replies in my threads that do not name me (follow-ups): ${state(applied.followUps)}`
        : 'Replies in my threads that do not name me: never, without the permission for it',
      ...(await modelItems(at, applied)),
    ];
    const change: readonly Block[] =
      at.steward === true
        ? [...controls(applied, channel, at.hearsAll === true), { kind: 'note', text: `Or type it. ${forms}` }]
        : [{ kind: 'note', text: 'Admins change them, with /arch-settings.' }];
    return { summary, blocks: [{ kind: 'heading', text: summary }, { kind: 'list', items }, ...change] };
  }

  async function modelItems(at: Incoming, applied: AppliedSettings): Promise<readonly string[]> {
    if (model === undefined) return ['A model that words answers: none is set up'];
    const { workspace } = at;
    const { inputTokens, outputTokens } = await store.usage.get({ workspace, day: dateOf(clock()) });
    const most = Math.min(model.dailyTokens, applied.dailyTokens ?? model.dailyTokens);
    const beyond =
      applied.dailyTokens !== null && applied.dailyTokens > model.dailyTokens
        ? `; you allow ${count(applied.dailyTokens)}, my operator less`
        : '';
    return [
      `A model that words answers: ${state(applied.model)}`,
      `Its tokens today, everywhere: ${count(inputTokens + outputTokens)} of ${count(most)}${beyond}`,
    ];
  }

  function controls(applied: AppliedSettings, channel: string, hearsAll: boolean): readonly Block[] {
    const names = switchable.filter(
      ({ setting }) => (setting !== 'followUps' || hearsAll) && (setting !== 'model' || model !== undefined),
    );
    const buttons = names.map(({ typed, setting }): Button => {
      const turned = !applied[setting];
      return { id: changeId(channel, { [setting]: turned }), label: `Switch ${typed} ${state(turned)}` };
    });
    if (model === undefined || channel !== everyChannel) return [{ kind: 'buttons', buttons }];
    const { dailyTokens } = model;
    const amounts = [...new Set(shares.map((share) => Math.floor(dailyTokens / share)))].filter((tokens) => tokens > 0);
    const choices = amounts.map((tokens) => {
      const own = tokens === dailyTokens ? null : tokens;
      return {
        id: changeId(everyChannel, { dailyTokens: own }),
        label: own === null ? `All ${count(tokens)} tokens a day` : `${count(tokens)} tokens a day`,
        selected: applied.dailyTokens === own,
      };
    });
    return [
      { kind: 'buttons', buttons },
      { kind: 'text', text: 'How much of the model may be used a day:' },
      { kind: 'choices', choices },
    ];
  }
}

const state = (on: boolean) => (on ? 'on' : 'off');
const count = (tokens: number) => tokens.toLocaleString('en-US');
