import { MessageFlags } from 'discord.js';
import type { Clock } from '../support/clock.ts';
import type { Channel, Message } from '../support/discord/model.ts';
import { type Deed, type Person, person } from '../support/discord/person.ts';
import type { DiscordServer } from '../support/discord/server.ts';
import type { GuildSpec } from '../support/discord/specs.ts';
import { at } from '../support/json.ts';
import { begun, type Crowd, type CrowdParts, createHabits, questions, review, situation, step } from './crowd.ts';
import { pick } from './random.ts';
import { channelNames, createRooms, people, peopleOf, talks } from './rooms.ts';

const roomCount = 40;

export const discordGuild: GuildSpec = {
  name: 'acme',
  people,
  channels: channelNames(roomCount).map((name) => ({ name })),
};

/** People in Discord who mention the bot, write to it, run commands, check and decide. */
export function createDiscordCrowd(server: DiscordServer<Clock>, parts: CrowdParts): Crowd {
  const { ledger, random, fallDue } = parts;
  const { discord, gateway } = server;
  const guild = server.guild();
  const { inRoom, once } = createRooms(roomCount, ledger, (room) => empty(server.channel(room)));
  let count = 0;
  const next = () => {
    count += 1;
    return count;
  };
  const somebody = (channel: string) => person(server, { user: pick(random, people), channel });
  /** Discord is not told that a message was taken: it is once it has arrived somewhere. */
  const heard = () => Promise.resolve(gateway.count() > 0);

  async function mention(): Promise<void> {
    const who = somebody(`#${pick(random, talks)}`);
    const { id } = who.mentions(pick(random, questions));
    const said = who.channel().byId.get(id);
    await ledger.expect({
      what: 'Discord mention',
      acknowledged: heard(),
      // Where the database was away for too long that is said in the channel, as a reply.
      answers: () =>
        spoken(said?.thread?.messages ?? []).length ||
        spoken(said?.channel.messages ?? []).filter(({ reference }) => reference?.messageId === id).length,
    });
  }

  async function direct(): Promise<void> {
    const n = next();
    const who = person(server, { user: people[n % people.length] ?? '', channel: '@archcheck' });
    const { id } = who.says(pick(random, questions));
    const { messages } = who.channel();
    await ledger.expect({
      what: 'Discord direct message',
      acknowledged: heard(),
      answers: () => {
        const after = messages.slice(messages.findIndex((each) => each.id === id) + 1);
        const next = after.findIndex(({ author }) => author.app === null);
        return spoken(next === -1 ? after : after.slice(0, next)).length;
      },
      // What could not be said where somebody was is told directly as well; twice the same is found below.
      mayRepeat: true,
    });
  }

  async function ask(): Promise<void> {
    const deed = somebody(`#${pick(random, talks)}`).runs('/arch-ask', { question: pick(random, questions) });
    await ledger.expect({
      what: 'Discord /arch-ask',
      acknowledged: taken(deed),
      answers: () => Number(((deed.interaction?.original?.flags ?? MessageFlags.Loading) & MessageFlags.Loading) === 0),
    });
  }

  const does = (who: Person, what: string, act: () => Deed, pattern: RegExp) =>
    step(
      ledger,
      what,
      () => taken(act()),
      pattern,
      () => who.screen(),
    );

  async function check(room: string): Promise<void> {
    const [user = ''] = peopleOf(room);
    const who = person(server, { user, channel: `#${room}` });
    const title = `CK${next()}`;
    const start = () => who.runs('/arch-check', { about: situation, title });
    await does(who, 'Discord /arch-check', start, begun);
    // Somebody whose last one was cut off goes on with that, and its title is another.
    const isOlder = /You have a check under way|\[Record decision\]/.test(who.screen());
    if (/Is that right\?/.test(who.screen()))
      await does(who, 'Discord click', () => who.clicks('Yes, go on'), /Show the verdict so far/);
    if (/Show the verdict so far/.test(who.screen()))
      await does(who, 'Discord last click', () => who.clicks('Show the verdict so far'), /\[Record decision\]/);
    once(room, who, isOlder ? /\[Record decision\]/ : new RegExp(`-# ${title}\\n`), `the verdict of ${title}`);
    if (random() < 0.5) await decide(room, who);
  }

  async function decide(room: string, who: Person): Promise<void> {
    const title = `DC${next()}`;
    await does(who, 'Discord click to record', () => who.clicks('Record decision'), /\[Fill in part 1\]/);
    await does(who, 'Discord click to fill in', () => who.clicks('Fill in part 1'), /\[Submit\]/);
    who.fills('Title', title);
    await does(who, 'Discord form', () => who.submits(), new RegExp(`\\*\\*Title\\*\\* ${title}`));
    const card = new RegExp(`### D-\\d+: ${title}\\n`);
    await does(who, 'Discord decision', () => who.clicks('Record'), card);
    await does(who, 'Discord click to accept', () => who.clicks('Accept'), /was accepted by/);
    const [, id = ''] = new RegExp(`### (D-\\d+): ${title}\\n`).exec(who.screen()) ?? [];
    const isDue = new RegExp(`${id} is due for review`);
    const bring = () => fallDue(guild.id, `review:${id}`);
    await review(ledger, 'Discord review', bring, isDue, () => who.screen());
    once(room, who, card, `the card of ${title}`);
    once(room, who, isDue, `the review of ${title}`);
  }

  function empty(channel: Channel): void {
    channel.messages.splice(0);
    channel.byId.clear();
    for (const thread of guild.channels.values()) if (thread.parent === channel) guild.channels.delete(thread.id);
  }

  return {
    ...createHabits(
      [
        { weight: 40, begin: mention },
        { weight: 10, begin: direct },
        { weight: 15, begin: ask },
        { weight: 4, begin: inRoom(check) },
      ],
      parts,
    ),
    forget(before) {
      const { pings, links } = server.effects();
      for (const ping of new Set(pings)) ledger.violation(`pinged ${ping}`);
      const strange = links.find((link) => !link.startsWith('https://discord.com/channels/'));
      if (strange !== undefined) ledger.violation(`linked ${strange}`);
      for (const channel of [...guild.channels.values(), ...discord.directs.values()]) lookIn(channel);
      server.forget(before);
    },
  };

  /** No post of the bot's is there twice. */
  function lookIn({ messages, name }: Channel): void {
    const seen = new Set<unknown>();
    for (const { components } of spoken(messages)) {
      const mark = at(components[0], 'id');
      if (mark !== undefined && seen.has(mark)) ledger.violation(`posted twice in ${name}: ${String(mark)}`);
      seen.add(mark);
    }
  }
}

function taken({ settled }: Deed): Promise<boolean> {
  return settled.then((reply) => reply?.ok === true);
}

/** What an app has said to everybody, but for files. */
function spoken(messages: readonly Message[]): Message[] {
  return messages.filter(
    ({ author, visibleTo, deleted, isNotice, attachments }) =>
      author.app !== null && visibleTo === null && !deleted && !isNotice && attachments.length === 0,
  );
}
