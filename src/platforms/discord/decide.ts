import type { Incoming, Reply } from '../../core/bot-events.ts';
import type { Card } from '../../core/card.ts';
import { give } from './attach.ts';
import { isThread } from './channels.ts';
import type { DiscordContext } from './context.ts';
import type { DeedOf } from './deed.ts';
import { aimed, parseAimed, type Spot } from './flow-ids.ts';
import { formStepId } from './form-ids.ts';
import { keepForm, showForm } from './forms.ts';
import { incomingBy } from './people.ts';
import { sightOf } from './sight.ts';
import { type Asking, sayAll, tellRest } from './tell.ts';

/** Does what somebody asked for about a decision or a team check: shows the form for it, or says what came of it. */
export async function decide(
  discord: DiscordContext,
  asking: Asking,
  spot: Spot,
  event: Incoming['event'],
  resumed: boolean,
): Promise<void> {
  const sight = sightOf(discord, asking.guild, asking.person);
  const replies = await discord.bot.handle(await incomingBy(discord, asking, spot, event), sight);
  const withForm = replies.find((reply) => reply.form !== undefined);
  if (withForm?.form !== undefined) {
    const { form } = withForm;
    const asksHere = withForm.blocks.some(({ kind }) => kind === 'choices' || kind === 'buttons');
    if (!asksHere) return showForm(discord, asking, form, spot);
    const ofTeam = withForm.blocks.some(({ kind }) => kind === 'choices');
    if (ofTeam) await keepForm(discord, asking, form, spot);
    const card = ofTeam ? withAllQuestions(withForm, asking.interaction.id) : withForm;
    return discord.poster.toPerson(asking, aimed(card, spot.message));
  }
  await tellAll(discord, asking, spot, replies, resumed);
}

/** Where a button stands: its message is whose thread "here" means, but for one that only the person sees. */
export async function spotOf(discord: DiscordContext, deed: DeedOf<'click'>): Promise<Spot> {
  const { channel, guild, message } = deed;
  const aim = parseAimed(deed.id).message;
  if (guild === null) return { channel, message: null };
  const here = await discord.channels.get(channel);
  if (isThread(here) || here.kind !== 'plain') return { channel, message: null };
  return { channel, message: aim ?? (message.ephemeral ? null : message.id) };
}

/** Says what came of something: to all where it belongs, to the person in place of what they were told at first. */
async function tellAll(
  discord: DiscordContext,
  asking: Asking,
  spot: Spot,
  replies: readonly Reply[],
  resumed: boolean,
): Promise<void> {
  const { first, rest } = await sayAll(discord, asking, spot, replies, { key: asking.key, resumed });
  if (first === null) return discord.poster.remove(asking.interaction);
  await discord.poster.toPerson(asking, aimed(first, spot.message));
  const noted = replies.find(({ toAll }) => toAll !== true);
  if (noted?.attachment !== undefined) await give(discord, asking.interaction, noted.attachment);
  await tellRest(discord, asking, spot, rest);
}

function withAllQuestions(card: Card, sitting: string): Card {
  const button = { id: formStepId({ sitting, does: 'show' }), label: 'All questions' };
  return { ...card, blocks: [...card.blocks, { kind: 'buttons', buttons: [button] }] };
}
