import { InteractionResponseType, InteractionType, MessageFlags, MessageType } from 'discord.js';
import { isObject, type JsonObject } from '../json.ts';
import { autocompleteChoices } from './check/command.ts';
import { modal } from './check/modal.ts';
import { check, refusal } from './check/rules.ts';
import { flagsOf, readContent, type UploadedFile } from './content.ts';
import { DiscordError } from './discord-error.ts';
import { answeredBy, commandType, type Interaction } from './interactions.ts';
import { messageJson } from './message-json.ts';
import { change, EMPTY, post } from './messages.ts';
import { initialValues } from './modal-fields.ts';
import type { Message, MessageContent } from './model.ts';

const CALLBACKS: Readonly<Record<InteractionType, readonly InteractionResponseType[]>> = {
  [InteractionType.Ping]: [InteractionResponseType.Pong],
  [InteractionType.ApplicationCommand]: [
    InteractionResponseType.ChannelMessageWithSource,
    InteractionResponseType.DeferredChannelMessageWithSource,
    InteractionResponseType.Modal,
  ],
  [InteractionType.MessageComponent]: [
    InteractionResponseType.ChannelMessageWithSource,
    InteractionResponseType.DeferredChannelMessageWithSource,
    InteractionResponseType.DeferredMessageUpdate,
    InteractionResponseType.UpdateMessage,
    InteractionResponseType.Modal,
  ],
  [InteractionType.ApplicationCommandAutocomplete]: [InteractionResponseType.ApplicationCommandAutocompleteResult],
  [InteractionType.ModalSubmit]: [
    InteractionResponseType.ChannelMessageWithSource,
    InteractionResponseType.DeferredChannelMessageWithSource,
  ],
};

/** The first answer of an app. @throws DiscordError for an answer that this interaction cannot take; it still waits then */
export function answer(interaction: Interaction, body: JsonObject, files: readonly UploadedFile[]): JsonObject {
  const { actor, kind, source } = interaction;
  const { discord, user, channel } = actor;
  const taken = [
    ...CALLBACKS[kind],
    ...(kind === InteractionType.ModalSubmit && source !== null
      ? [InteractionResponseType.DeferredMessageUpdate, InteractionResponseType.UpdateMessage]
      : []),
  ];
  const type = taken.find((each) => each === body['type']);
  if (type === undefined) {
    throw refusal(['type'], 'BASE_TYPE_CHOICES', `Value must be one of {${taken.join(', ')}}.`);
  }
  const data = isObject(body['data']) ? body['data'] : {};
  switch (type) {
    case InteractionResponseType.ChannelMessageWithSource:
      interaction.original = reply(
        interaction,
        withPath(() => readContent(discord, data, { files, isAnswer: true })),
      );
      break;
    case InteractionResponseType.DeferredChannelMessageWithSource: {
      const flags = withPath(() => flagsOf(data, MessageFlags.Ephemeral)) | MessageFlags.Loading;
      interaction.original = reply(interaction, { ...EMPTY, flags });
      break;
    }
    case InteractionResponseType.DeferredMessageUpdate:
      interaction.original = source;
      break;
    case InteractionResponseType.UpdateMessage:
      if (source === null) throw new DiscordError(10008);
      change(
        discord,
        source,
        withPath(() => readContent(discord, data, { files, before: source, isAnswer: true })),
      );
      interaction.original = source;
      break;
    case InteractionResponseType.ApplicationCommandAutocompleteResult:
      withPath(() => check(autocompleteChoices(interaction.optionType), data));
      break;
    case InteractionResponseType.Modal:
      withPath(() => check(modal, data));
      break;
  }
  interaction.state = 'answered';
  if (kind === InteractionType.ModalSubmit) discord.interactions.closeModal(user);
  if (type === InteractionResponseType.Modal) {
    const { app } = interaction;
    const filled = { values: initialValues(data), errors: new Map(), failure: null };
    discord.interactions.openModal(user, { app, definition: data, channel, source, ...filled });
  }
  interaction.settle({ ok: true, type, data });
  discord.changed();
  return callbackJson(interaction, type);
}

/** What is wrong with the `data` of a callback is named from there. */
function withPath<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DiscordError) || error.errors === null) throw error;
    throw new DiscordError(error.code, { errors: { data: error.errors } });
  }
}

function callbackJson({ id, kind, original, app, actor }: Interaction, type: InteractionResponseType): JsonObject {
  const isShown =
    type === InteractionResponseType.ChannelMessageWithSource || type === InteractionResponseType.UpdateMessage;
  return {
    interaction: {
      id,
      type: kind,
      ...(original === null
        ? {}
        : {
            response_message_id: original.id,
            response_message_loading: (original.flags & MessageFlags.Loading) !== 0,
            response_message_ephemeral: (original.flags & MessageFlags.Ephemeral) !== 0,
          }),
    },
    resource: {
      type,
      // One that is only promised is not told of.
      ...(original === null || !isShown ? {} : { message: messageJson(actor.discord, original, app.bot) }),
    },
  };
}

/** A message in answer to an interaction. */
function reply(interaction: Interaction, content: MessageContent): Message {
  const { app, actor, kind, source, what } = interaction;
  const { discord, user, channel } = actor;
  const isEphemeral = (content.flags & MessageFlags.Ephemeral) !== 0;
  const isFirst = interaction.original === null && interaction.made.length === 0;
  const message = post(discord, channel, {
    author: app.bot,
    content,
    type: kind === InteractionType.ApplicationCommand && isFirst ? commandType(what) : MessageType.Default,
    reference: source === null ? null : { channelId: channel.id, messageId: source.id },
    answers: answeredBy(interaction),
    visibleTo: isEphemeral ? user.id : null,
  });
  interaction.made.push(message);
  return message;
}

/** A further message; where only a promise was given until now, it is kept by this one. */
export function followUp(interaction: Interaction, body: JsonObject, files: readonly UploadedFile[]): Message {
  const { original, actor } = interaction;
  const { discord } = actor;
  if (original !== null && !original.deleted && (original.flags & MessageFlags.Loading) !== 0) {
    keepEphemeral(original, body);
    const content = readContent(discord, body, { files, before: original, isAnswer: true });
    change(discord, original, content, true);
    return original;
  }
  return reply(interaction, readContent(discord, body, { files, isAnswer: true }));
}

/**
 * Who sees a message is decided when it is deferred. Discord shows a late wish for privacy to everybody without a word; here it is refused,
 * as what was meant for one person must not come to depend on that.
 */
export function keepEphemeral(message: Message, body: JsonObject): void {
  const wanted = (flagsOf(body, 0x7fffffff) & MessageFlags.Ephemeral) !== 0;
  if (wanted && (message.flags & MessageFlags.Ephemeral) === 0) {
    throw refusal(
      ['flags'],
      'MESSAGE_FLAGS_EPHEMERAL_LATE',
      'A message cannot be made ephemeral after it was deferred',
    );
  }
}
