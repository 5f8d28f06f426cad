import { MessageFlags } from 'discord.js';
import { answer, followUp, keepEphemeral } from '../answer.ts';
import { bodyObject, readContent } from '../content.ts';
import { DiscordError } from '../discord-error.ts';
import type { Interaction } from '../interactions.ts';
import { messageJson } from '../message-json.ts';
import { change, remove } from '../messages.ts';
import type { Message } from '../model.ts';
import { done, type OpenCall, ok, openRoute, type Routes } from './route.ts';

/** What an app does with the token of an interaction: no permission is asked for. */
export const callbacks: Routes = {
  'POST /interactions/:interaction/:token/callback': openRoute((call) => {
    const { discord, params, query, files } = call;
    const interaction = discord.interactions.waiting(params['interaction'] ?? '', params['token'] ?? '');
    const result = answer(interaction, bodyObject(call.body), files);
    return query.get('with_response') === 'true' ? ok(result) : done;
  }),

  'POST /webhooks/:app/:token': openRoute((call) => {
    const interaction = interactionOf(call);
    const message = followUp(interaction, bodyObject(call.body), call.files);
    return ok(messageJson(call.discord, message, interaction.app.bot));
  }),

  'GET /webhooks/:app/:token/messages/:message': openRoute((call) => {
    const interaction = interactionOf(call);
    return ok(messageJson(call.discord, messageOf(interaction, call), interaction.app.bot));
  }),

  'PATCH /webhooks/:app/:token/messages/:message': openRoute((call) => {
    const { discord, files } = call;
    const interaction = interactionOf(call);
    const message = messageOf(interaction, call);
    const body = bodyObject(call.body);
    keepEphemeral(message, body);
    const isFirst = (message.flags & MessageFlags.Loading) !== 0;
    change(discord, message, readContent(discord, body, { files, before: message, isAnswer: true }), isFirst);
    return ok(messageJson(discord, message, interaction.app.bot));
  }),

  'DELETE /webhooks/:app/:token/messages/:message': openRoute((call) => {
    remove(call.discord, messageOf(interactionOf(call), call));
    return done;
  }),
};

const interactionOf = ({ discord, params }: OpenCall): Interaction =>
  discord.interactions.answered(params['app'] ?? '', params['token'] ?? '');

/** A token reaches the message that it answers, or was clicked in, and those made with it. */
function messageOf({ original, made, source }: Interaction, { params }: OpenCall): Message {
  const wanted = params['message'] ?? '';
  const found = wanted === '@original' ? original : [...made, source].find((each) => each?.id === wanted);
  if (found === null || found === undefined || found.deleted) throw new DiscordError(10008);
  return found;
}
