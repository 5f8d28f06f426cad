import { type Card, remarkCard } from '../../core/card.ts';
import { type DiscordContext, incoming } from './context.ts';
import type { DeedOf } from './deed.ts';
import { cannotPost, codes, type DiscordCallError, isRefusal } from './discord-error.ts';
import { aimedId, parseAimed } from './flow-ids.ts';
import { parseMessageLink } from './message-link.ts';
import { fields, places, whereModal } from './modal.ts';
import type { DiscordModal } from './modal-limits.ts';
import { isPublic, mayPostIn, roomAt, sightOf } from './sight.ts';
import { headingOf, threadOf } from './thread.ts';

const formPrefix = 'discord:summary:';
const aThread = /^\d{1,20}$/;

/** The saved check whose summary a button posts; null for any other button. */
export function parseSummaryId(id: string): string | null {
  return /^check:summary:(.+)$/.exec(id)?.[1] ?? null;
}

/** Whether a form asks where a summary is to go. */
export function isSummaryForm(id: string): boolean {
  return id.startsWith(formPrefix);
}

/** The form that asks where a summary is to go. */
export async function askWhere(
  discord: DiscordContext,
  { workspace, channel, message }: DeedOf<'click'>,
  record: string,
): Promise<DiscordModal> {
  const recent = await discord.threads.of(workspace, await roomAt(discord, channel));
  const others = recent.filter(({ thread }) => thread !== message.id && thread !== channel);
  return whereModal(aimedId(`${formPrefix}${record}`, message.id), others);
}

/** Where it goes, or why it does not. */
type Target = { readonly channel: string; readonly message: string | null } | string;

/** Posts the summary where the person chose to, and tells them. */
export async function postSummary(
  discord: DiscordContext,
  deed: DeedOf<'submission'>,
  resumed: boolean,
): Promise<void> {
  const { id, message } = parseAimed(deed.id);
  const record = id.slice(formPrefix.length);
  const target = targetOf(deed, message);
  const told = typeof target === 'string' ? target : await postTo(discord, deed, record, target, resumed);
  await discord.poster.toPerson(deed, typeof told === 'string' ? remarkCard(told) : told);
}

/** In the direct conversation there are no threads: the summary is simply the next message. */
export async function postSummaryHere(
  discord: DiscordContext,
  deed: DeedOf<'click'>,
  record: string,
  resumed: boolean,
): Promise<void> {
  const told = await postTo(discord, deed, record, { channel: deed.channel, message: null }, resumed);
  await discord.poster.toPerson(deed, typeof told === 'string' ? remarkCard(told) : told);
}

function targetOf({ channel, guild, values }: DeedOf<'submission'>, card: string | null): Target {
  const where = values[fields.where] ?? places.card;
  const link = (values[fields.link] ?? '').trim();
  if (where === places.link || link !== '') {
    const linked = parseMessageLink(link);
    if (linked === null)
      return 'Please paste the link of a message: https://discord.com/channels/… Press the button again.';
    if (linked.guild !== guild) return 'That message is in another server. A summary stays in the server of its check.';
    return { channel: linked.channel, message: linked.message };
  }
  if (aThread.test(where)) return { channel: where, message: null };
  return { channel, message: card };
}

async function postTo(
  discord: DiscordContext,
  deed: DeedOf<'submission'> | DeedOf<'click'>,
  record: string,
  target: Exclude<Target, string>,
  resumed: boolean,
): Promise<string | Card> {
  try {
    const refusal = await refusalOf(discord, deed, record, target.channel);
    if (refusal !== null) return refusal;
    const [reply] = await discord.bot.handle(
      incoming(deed, deed.channel, { kind: 'action', id: `check:summary:${record}` }),
    );
    if (reply?.toAll !== true) return reply ?? 'It could not be posted.';
    const { channel, message } = target;
    const spot =
      message === null ? { channel } : await threadOf(discord, { channel, id: message }, headingOf(reply) ?? '');
    if (spot === null) return 'I cannot post there: that message is not there any more.';
    const posting = { key: deed.key, resumed, since: deed.interaction.id };
    await discord.poster.toAll({ channel: spot.channel, reply: null }, reply, posting);
    return 'It is posted.';
  } catch (error) {
    if (!isRefusal(error, cannotPost)) throw error;
    discord.log.info(`a summary was not posted: ${error.message}`);
    return `I cannot post there: ${reasonOf(error, discord.self.name)}`;
  }
}

/** What speaks against it, or null. What was checked in private stays there, and nobody has it posted where they may not write. */
async function refusalOf(
  discord: DiscordContext,
  { workspace, guild, channel, person }: DeedOf<'submission'> | DeedOf<'click'>,
  record: string,
  target: string,
): Promise<string | null> {
  const from = (await discord.checks.get(workspace, record))?.conversation ?? channel;
  if (guild === null) return null;
  const rooms = await Promise.all([target, from, channel].map((id) => roomAt(discord, id)));
  if (rooms.slice(1).includes(rooms[0] ?? '')) return null;
  if (!(await isPublic(discord, guild, from))) return 'That check was run in private, so its summary stays there too.';
  if (!(await sightOf(discord, guild, person).canSee(target))) return 'I cannot see that channel, or you cannot.';
  if (await mayPostIn(discord, guild, person, target)) return null;
  return 'You may not write in that channel, so I do not post there for you.';
}

/** Why the bot may not write somewhere, and whose move it is. */
export function reasonOf({ code }: DiscordCallError, name: string): string {
  if (code === codes.threadIsArchived || code === codes.threadIsLocked) return 'that thread is closed.';
  if (code === codes.unknownChannel) return 'that channel is not there any more.';
  return `I may not write in it. Whoever manages the server can give ${name} “View Channel”, “Send Messages” and “Send Messages in Threads”.`;
}
