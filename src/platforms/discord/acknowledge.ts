import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import { remarkCard } from '../../core/card.ts';
import type { DiscordApi } from './api.ts';
import { changesInPlace } from './clicks.ts';
import type { Deed, Interaction } from './deed.ts';
import { codes, DiscordCallError } from './discord-error.ts';
import { parseFormStep } from './form-ids.ts';
import { checked, completionsSchema, messageSchema, privateFlags } from './limits.ts';
import type { DiscordModal } from './modal-limits.ts';
import { toMessages } from './render.ts';

/** Discord waits three seconds for the first word. */
const withinMs = 2_900;

type Response = { readonly type: InteractionResponseType; readonly data?: object };

/** Tells Discord that an interaction is taken, and whether what comes of it is a new private message or changes the one that was used. */
export async function acknowledge(api: DiscordApi, deed: Exclude<Deed, { kind: 'message' }>): Promise<void> {
  const inPlace =
    deed.kind === 'click'
      ? changesInPlace(deed)
      : deed.kind === 'submission' && deed.message?.ephemeral === true && parseFormStep(deed.id)?.does !== 'send';
  await respond(
    api,
    deed.interaction,
    inPlace
      ? { type: InteractionResponseType.DeferredMessageUpdate }
      : { type: InteractionResponseType.DeferredChannelMessageWithSource, data: { flags: MessageFlags.Ephemeral } },
  );
}

/** Opens a form. Nothing is written down before: nothing is changed by it. */
export async function openForm(api: DiscordApi, interaction: Interaction, modal: DiscordModal): Promise<void> {
  await respond(api, interaction, { type: InteractionResponseType.Modal, data: modal });
}

/** Offers completions of what is typed. */
export async function complete(
  api: DiscordApi,
  interaction: Interaction,
  choices: readonly { readonly name: string; readonly value: string }[],
): Promise<void> {
  await respond(api, interaction, {
    type: InteractionResponseType.ApplicationCommandAutocompleteResult,
    data: { choices: checked(completionsSchema, choices) },
  });
}

/** Tells the person something at once, where nothing could be written down. */
export async function refuse(api: DiscordApi, interaction: Interaction, text: string): Promise<void> {
  const [message] = toMessages(remarkCard(text));
  const data = checked(messageSchema, { ...message, flags: privateFlags });
  await respond(api, interaction, { type: InteractionResponseType.ChannelMessageWithSource, data });
}

async function respond(api: DiscordApi, { id, token }: Interaction, body: Response): Promise<void> {
  try {
    await api.call('POST', `/interactions/${id}/${token}/callback`, { body, withinMs });
  } catch (error) {
    // An earlier attempt of ours arrived after all.
    if (!(error instanceof DiscordCallError) || error.code !== codes.alreadyAcknowledged) throw error;
  }
}
