import { MessageType } from 'discord.js';
import type { Clock } from '../clock.ts';
import { textOf } from '../json.ts';
import { type Options, runCommand, runOnMessage } from './commanding.ts';
import { directChannel } from './directs.ts';
import { tellChannel } from './events.ts';
import { type Actor, choicesIn, type Interaction, type Reply } from './interactions.ts';
import { change, EMPTY, post, remove } from './messages.ts';
import type { Channel, Message } from './model.ts';
import { may, sees } from './permissions.ts';
import { channelScreen, messagesFor, ownLines } from './screen.ts';
import { modalScreen } from './screen-modal.ts';
import type { DiscordServer } from './server.ts';
import { join, openThread, openThreadOn } from './threads.ts';
import { typed } from './typed.ts';
import { choose, chooseInModal, fillIn, press, submit, tick } from './using.ts';

export interface PersonOptions {
  /** The name of somebody in the guild. */
  readonly user: string;
  /** `#general`, the name of a thread, or `@archcheck` for the direct conversation with an app. */
  readonly channel: string;
  readonly guild?: string;
}

/** An interaction that a person started, and how the app took it. */
export interface Deed {
  readonly interaction: Interaction | null;
  /** Resolves when the app has answered, or will not; null where nothing was sent, such as a modal with something missing. */
  readonly settled: Promise<Reply | null>;
}

export interface Said {
  readonly id: string;
}

/** Names a message: by its id, or by what can be read in it; of several, the last one. */
export type Which = string | RegExp;

export type Person = ReturnType<typeof person>;

/**
 * Somebody who uses Discord. Deeds happen at once; what comes of them is awaited with `sees`. Buttons, menus and fields are found by
 * what is written on them: in the modal if one is open, else in the channel where the person is and its threads, newest message first.
 */
export function person<Time extends Clock>(server: DiscordServer<Time>, options: PersonOptions) {
  const { discord } = server;
  const guild = server.guild(options.guild);
  const user = [...guild.members.values()].find((member) => member.user.name === options.user)?.user;
  if (user === undefined) throw new Error(`there is nobody called ${options.user} in ${guild.name}`);
  const suggested = new Map<string, string | number>();

  const find = (name: string): Channel => {
    const app = discord.apps.find((each) => `@${each.name}` === name);
    return app === undefined ? server.channel(name, options.guild) : directChannel(discord, app, user);
  };
  let here = find(options.channel);
  const actor = (channel = here): Actor => ({ discord, user, channel });
  const threadsHere = () => [...guild.channels.values()].filter((each) => each.parent === here && sees(each, user));
  const visible = () =>
    [here, ...threadsHere()]
      .flatMap((channel) => messagesFor(user, channel))
      .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));

  const message = (which: Which): Message => {
    const found = visible().findLast((each) =>
      typeof which === 'string' ? each.id === which : which.test(ownLines(discord, user, each).join('\n')),
    );
    if (found === undefined) throw new Error(`${user.name} sees no message ${String(which)} in:\n${screen()}`);
    return found;
  };
  const own = (which: Which): Message => {
    const found = message(which);
    if (found.author !== user) throw new Error(`${user.name} did not write ${String(which)} in:\n${screen()}`);
    return found;
  };
  const screen = (channel?: string): string => {
    const open = discord.interactions.modalOf(user);
    const main = channelScreen(discord, user, channel === undefined ? here : find(channel));
    return open === null ? main : `${main}\n${modalScreen(discord, open)}`;
  };
  const speak = (channel: Channel, text: string, replyTo: Message | null = null, pings = true): Said => {
    const { thread } = channel;
    if (!may(channel, user, thread === null ? 'SendMessages' : 'SendMessagesInThreads')) {
      throw new Error(`${user.name} may not write in ${channel.name}`);
    }
    if (thread?.locked === true) throw new Error(`the thread ${channel.name} is locked`);
    const content = {
      ...EMPTY,
      content: typed(channel.guild, channel.recipients, text),
      allowedMentions: { parse: ['users', 'roles', 'everyone'], replied_user: pings },
    };
    const said = post(discord, channel, {
      author: user,
      content,
      type: replyTo === null ? MessageType.Default : MessageType.Reply,
      reference: replyTo === null ? null : { channelId: channel.id, messageId: replyTo.id },
      nonce: discord.ids.next(),
    });
    return { id: said.id };
  };
  const inMessages = (attempt: (message: Message) => Interaction | null, what: string): Deed => {
    for (const each of visible().toReversed()) {
      const done = attempt(each);
      if (done !== null) return deed(done);
    }
    throw new Error(`${user.name} finds no ${what} in:\n${screen()}`);
  };
  const inModal = () => {
    const open = discord.interactions.modalOf(user);
    if (open === null) throw new Error(`${user.name} has no modal open in:\n${screen()}`);
    return open;
  };
  const until = (holds: (screen: string) => boolean, what: string, withinMs: number): Promise<string> =>
    new Promise((resolve, reject) => {
      const finish = () => {
        clearTimeout(deadline);
        stop();
      };
      const look = () => {
        const now = screen();
        if (!holds(now)) return;
        finish();
        resolve(now);
      };
      const deadline = setTimeout(() => {
        finish();
        const problems = server.problems.map((problem) => `\n(${problem})`).join('');
        const refused = server.refusals().map(({ route, result }) => `\n(${route}: ${JSON.stringify(result)})`);
        reject(
          new Error(
            `${user.name} waited ${withinMs} ms to ${what}, and the screen is:\n${screen()}${problems}${refused.join('')}`,
          ),
        );
      }, withinMs);
      const stop = server.onChange(look);
      look();
    });
  const withSuggestions = (given: Options): Options =>
    Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, suggested.get(`${name} ${value}`) ?? value]),
    );

  return {
    id: user.id,
    /** The channel or thread that this person is in now. */
    channel: (): Channel => here,
    /** What this person could read there and in its threads, in order of time; each with its effects (whom it pings, what it links). */
    messages: (): readonly Message[] => visible(),
    /** Says something in the channel. `@name`, `@&role` and `#name` become what Discord's own client makes of them. */
    says: (text: string): Said => speak(here, text),
    /** Says something to the app by name. */
    mentions: (text: string, app = server.app().name): Said => speak(here, `@${app} ${text}`),
    /** Says something to the app's own role, as people do by mistake. */
    mentionsRole: (text: string, role = server.app().name): Said => speak(here, `@&${role} ${text}`),
    /** Answers a message with Discord's *Reply*, where it stands; the author is pinged unless told otherwise. */
    replies(to: Which, text: string, { pings = true } = {}): Said {
      const answered = message(to);
      return speak(answered.channel, text, answered, pings);
    },
    /** Says something in the thread of a message (or of the thread that it is in); opens one where there is none. */
    saysInThread(of: Which, text: string): Said {
      const parent = message(of);
      const thread =
        parent.channel.thread === null
          ? (parent.thread ??
            openThreadOn(discord, parent, { name: parent.content.slice(0, 40) || 'Thread', owner: user }))
          : parent.channel;
      return speak(thread, text);
    },
    /** Opens a post in the forum where the person is, and goes into it. */
    opensPost(title: string, text: string): Said {
      if (here.kind !== 'forum') throw new Error(`#${here.name} is no forum`);
      here = openThread(discord, here, { name: title, owner: user });
      return speak(here, text);
    },
    /** Opens a private thread with some others, by their names, and goes into it. */
    opensPrivateThread(name: string, ...others: readonly string[]): void {
      const thread = openThread(discord, here, { name, owner: user, isPrivate: true });
      for (const { user: other } of guild.members.values())
        if (others.includes(other.name)) join(discord, thread, other);
      here = thread;
    },
    edits(which: Which, text: string): void {
      const edited = own(which);
      const { embeds, components, attachments, flags } = edited;
      const content = typed(edited.channel.guild, edited.channel.recipients, text);
      change(discord, edited, { content, embeds, components, attachments, flags, allowedMentions: null });
    },
    deletes: (which: Which): void => remove(discord, own(which)),
    /** Puts an emoji on a message. Apps without the intent for reactions hear nothing of it. */
    reacts(which: Which, emoji: string): void {
      const { reactions } = message(which);
      reactions.set(emoji, (reactions.get(emoji) ?? new Set()).add(user.id));
      discord.changed();
    },
    /** Runs a slash command: `/name`, or `/name sub`, with its options. A suggestion of `completes` may be given by its name. */
    runs: (command: string, given: Options = {}): Deed => deed(runCommand(actor(), command, withSuggestions(given))),
    /** Types into an option that autocompletes. @returns the names of what is suggested; none if the app does not answer in time */
    async completes(command: string, option: string, text: string, others: Options = {}): Promise<string[]> {
      const { settled } = runCommand(actor(), command, { ...others, [option]: text }, option);
      return choicesIn(await settled).map(({ name, value }) => {
        suggested.set(`${option} ${textOf(name)}`, typeof value === 'number' ? value : textOf(value));
        return textOf(name);
      });
    },
    /** Uses a message command on a message, by its name. */
    usesCommand(name: string, which: Which): Deed {
      const target = message(which);
      return deed(runOnMessage(actor(target.channel), name, target));
    },
    clicks: (label: string): Deed => inMessages((each) => press(actor(each.channel), each, label), `button [${label}]`),
    /** Chooses an option, or several, by label; `from` names the menu by its placeholder or custom_id, or the field of a modal. */
    chooses(option: string | readonly string[], from?: string): Deed {
      const labels = typeof option === 'string' ? [option] : option;
      const open = discord.interactions.modalOf(user);
      if (open !== null) {
        if (chooseInModal(actor(), open, labels, from)) return deed(null);
        throw new Error(`${user.name} finds no option ${labels.join(', ')} in:\n${screen()}`);
      }
      return inMessages((each) => choose(actor(each.channel), each, labels, from), `option ${labels.join(', ')}`);
    },
    fills(label: string, text: string): void {
      if (!fillIn(actor(), inModal(), label, text))
        throw new Error(`${user.name} finds no field ${label} in:\n${screen()}`);
    },
    /** Ticks a checkbox of the modal, or unticks it. */
    ticks(label: string): void {
      if (!tick(actor(), inModal(), label)) throw new Error(`${user.name} finds no box ${label} in:\n${screen()}`);
    },
    /** Sends the modal; where something is missing it says so instead. */
    submits: (): Deed => deed(submit(actor(), inModal())),
    /** Closes the modal. No app hears of that. */
    closes(): void {
      inModal();
      discord.interactions.closeModal(user);
      discord.changed();
    },
    /** Goes to another channel: `#name`, the name of a thread, or `@app`. */
    goesTo(channel: string): void {
      here = find(channel);
    },
    /** Goes into the thread of a message. */
    opensThread(of: Which): void {
      const { thread } = message(of);
      if (thread === null) throw new Error(`there is no thread on that message in:\n${screen()}`);
      here = thread;
    },
    /** Brings an app, or a colleague, into the thread where the person is. */
    invites(name: string): void {
      const invited = [...guild.members.values()].find((member) => member.user.name === name)?.user;
      if (invited === undefined) throw new Error(`there is nobody called ${name} in ${guild.name}`);
      join(discord, here, invited);
    },
    /** Archives the thread where the person is, as Discord does after a while; locked ones stay closed. */
    archives({ locked = false } = {}): void {
      if (here.thread === null) throw new Error(`${here.name} is no thread`);
      here.thread.archived = true;
      here.thread.locked = locked;
      tellChannel(discord, 'THREAD_UPDATE', here);
      discord.changed();
    },
    /** Dismisses a message that only this person sees. No app hears of that, until it tries to change it. */
    dismisses(which: Which): void {
      const found = message(which);
      if (found.visibleTo === null) throw new Error(`everybody sees ${String(which)}`);
      remove(discord, found);
    },
    /** Takes no direct messages of apps any more, or takes them again. */
    takesDirectMessages(does: boolean): void {
      user.takesDirectMessages = does;
    },
    /** What this person sees now: the channel with its threads, and the modal on top. */
    screen,
    /** Waits until something is there. @returns the screen @throws Error with the screen if it does not come in time */
    sees: (pattern: RegExp, withinMs = 5_000): Promise<string> =>
      until((now) => pattern.test(now), `see ${pattern}`, withinMs),
    /** Waits until something is gone. */
    seesNoMore: (pattern: RegExp, withinMs = 5_000): Promise<string> =>
      until((now) => !pattern.test(now), `see no more ${pattern}`, withinMs),
  };
}

function deed(interaction: Interaction | null): Deed {
  return { interaction, settled: interaction === null ? Promise.resolve(null) : interaction.settled };
}
