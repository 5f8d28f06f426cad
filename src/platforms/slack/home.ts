import type { types } from '@slack/bolt';
import { type Block, type Card, remarkCard } from '../../core/card.ts';
import { incoming, type SlackContext } from './context.ts';
import type { DeedOf } from './deed.ts';
import { toBlocks } from './render.ts';
import { plain } from './render-actions.ts';
import { settings, settingsOfAll } from './settings.ts';
import { sightOf } from './sight.ts';

const startPrefix = 'slack:start:';
export const searchBlock = 'slack:search';
const maxBlocks = 100;

const noDecision = remarkCard('No decision is recorded yet. Under the verdict of a check there is Record decision.');

/** At most four, says Slack. */
const prompts = [
  { title: 'When do microservices make sense?', message: 'When do microservices pay off?' },
  { title: 'Is a monolith right for a small team?', message: 'Is a monolith right for a small team?' },
  { title: 'Scale one busy part', message: 'Only one part is busy. Do we have to scale everything for it?' },
  { title: 'Check my situation', message: 'check' },
];

/** Somebody opened the app: its Home shows what they may see, its Messages tab suggests what to ask. */
export async function openHome(slack: SlackContext, deed: DeedOf<'home'>): Promise<void> {
  if (deed.tab === 'messages') {
    await slack.api.call('assistant.threads.setSuggestedPrompts', {
      channel_id: deed.channel,
      title: 'Monolith or microservices? Ask me, or try one of these:',
      prompts,
    });
    return;
  }
  await publish(slack, deed, deed.channel, '');
}

/** The direct conversation that a start button of the Home stands for; null for any other button. */
export function parseStartId(id: string): string | null {
  return id.startsWith(startPrefix) ? id.slice(startPrefix.length) : null;
}

/** A setting was switched in the Home, which then shows what holds. */
export async function changeInHome(slack: SlackContext, deed: DeedOf<'click'>): Promise<void> {
  await settings(slack, deed, '', { kind: 'action', id: deed.id });
  await publish(slack, deed, deed.home ?? '', '');
}

/** Words were typed into the search of the Home. */
export async function searchHome(slack: SlackContext, deed: DeedOf<'click'>): Promise<void> {
  await publish(slack, deed, deed.home ?? '', deed.id);
}

async function publish(
  slack: SlackContext,
  user: { readonly workspace: string; readonly person: string },
  channel: string,
  words: string,
): Promise<void> {
  const place = { channel, thread: null };
  const listed = (what: string) =>
    slack.bot.handle(
      incoming(user, place, { kind: 'command', name: 'arch-decisions', words: what }),
      sightOf(slack, user.person),
    );
  const due = words === '' ? await listed('due') : [];
  const found = await listed(words);
  const isNew = words === '' && !found.some(({ summary }) => summary.startsWith('Decisions'));
  const lists = [...due, ...(isNew ? [noDecision] : []), ...found];
  const intro: Card = {
    summary: 'archcheck',
    blocks: [
      { kind: 'heading', text: 'Monolith or microservices?' },
      {
        kind: 'text',
        text: 'Ask me in plain words, here or in a channel, and I answer from one document with the line behind each sentence. A check asks you a few questions about your team and your system, then gives a verdict by rules that anyone can read.',
      },
      ...(channel === ''
        ? []
        : [
            {
              kind: 'buttons',
              buttons: [{ id: `${startPrefix}${channel}`, label: 'Start a check', style: 'primary' }],
            } satisfies Block,
          ]),
      {
        kind: 'note',
        text: 'Here you see what is due for review, the decisions and the checks: your own, those from public channels, and those from private channels that you are in.',
      },
    ],
  };
  const shown = [
    ...toBlocks(intro),
    search(words),
    ...lists.flatMap((list, at) => renumbered(toBlocks(withoutTables(withoutActions(list))), `list:${at}`)),
  ];
  const switches = (await settingsOfAll(slack, user)).flatMap((card) => renumbered(toBlocks(card), 'settings'));
  const view = {
    type: 'home',
    private_metadata: channel,
    blocks: [...shown.slice(0, maxBlocks - switches.length), ...switches],
  };
  await slack.api.call('views.publish', { user_id: user.person, view });
}

/** The Home takes no tables: a row becomes an item, its last cell, the title, first. */
function withoutTables(card: Card): Card {
  return {
    ...card,
    blocks: card.blocks.map((block): Block => {
      if (block.kind !== 'table') return block;
      const items = block.rows.map((row) => [
        { text: row.at(-1) ?? '', style: 'strong' as const },
        { text: `: ${row.slice(0, -1).toReversed().join(' · ')}` },
      ]);
      return { kind: 'list', items };
    }),
  };
}

/** A list is read here; what is done with a decision is done where it is posted. */
function withoutActions(card: Card): Card {
  return { ...card, blocks: card.blocks.filter(({ kind }) => kind !== 'buttons' && kind !== 'choices') };
}

/** Several cards in one view: the ids of the blocks of one must be others than those of the next. */
function renumbered(blocks: readonly types.KnownBlock[], card: string): readonly types.KnownBlock[] {
  return blocks.map((block, at) => ({ ...block, block_id: `${card}:${at}` }));
}

function search(words: string): types.InputBlock {
  return {
    type: 'input',
    block_id: searchBlock,
    dispatch_action: true,
    optional: true,
    label: plain('Search decisions and checks'),
    element: {
      type: 'plain_text_input',
      action_id: searchBlock,
      placeholder: plain('Words, status:accepted, since:2026-01 … then Enter'),
      ...(words === '' ? {} : { initial_value: words.slice(0, 3_000) }),
    },
  };
}
