import type { Clock } from '../clock.ts';
import type { Delivery, Reply } from './delivery.ts';
import { botsIn, sendEvent } from './events.ts';
import { type Actor, runCommand, runShortcut } from './interactions.ts';
import { change, post, react, remove } from './messages.ts';
import { channelBetween, directChannel } from './methods/chat.ts';
import type { Channel, Installation, Message } from './model.ts';
import { channelScreen, homeScreen, isVisible, messageLines, modalScreen } from './screen.ts';
import { readable } from './screen-text.ts';
import type { SlackServer } from './server.ts';
import { closeView, submit } from './submissions.ts';
import { typed } from './typed.ts';
import { type Chosen, choose, fill, press, type Usable, usablesIn } from './using.ts';
import { viewJson } from './views.ts';

export interface PersonOptions {
  /** The name of somebody in the workspace. */
  readonly user: string;
  /** `#general`, or `@archcheck` for the direct conversation with an app, `@ben` for that with a colleague. */
  readonly channel: string;
  readonly workspace?: string;
}

/** What a person did, and how the apps took it. */
export interface Deed {
  readonly deliveries: readonly Delivery[];
  /** Resolves when every app that heard of it has acknowledged it, or will not. */
  readonly acknowledged: Promise<readonly Reply[]>;
}

export interface Said extends Deed {
  readonly ts: string;
}

/** Names a message: by its timestamp, or by what can be read in it; of several, the last one. */
export type Which = string | RegExp;

export type Person = ReturnType<typeof person>;

/**
 * Somebody who uses Slack. Deeds happen at once; what comes of them is awaited with `sees`. Buttons, fields and options are found by
 * what is written on them: in the modal on top if one is open, then in the App Home if that is what the person looks at, then in the
 * channel, newest message first.
 */
export function person<Time extends Clock>(server: SlackServer<Time>, options: PersonOptions) {
  const { slack } = server;
  const { workspace } = server.installation(undefined, options.workspace);
  const user = [...workspace.users.values()].find((each) => each.name === options.user);
  if (user === undefined) throw new Error(`there is nobody called ${options.user}`);
  let place: Channel | Installation = find(options.channel);
  const home = () => ('app' in place ? place : null);

  function find(name: string): Channel {
    const app = workspace.installations.find((each) => `@${each.app.name}` === name);
    const colleague = [...workspace.users.values()].find((each) => `@${each.name}` === name && each.botId === null);
    const other = app?.botUser ?? colleague?.id;
    const channel =
      other !== undefined && user !== undefined
        ? channelBetween(workspace, [user.id, other], slack.ids)
        : [...workspace.channels.values()].find((each) => each.kind !== 'im' && `#${each.name}` === name);
    if (channel === undefined) throw new Error(`there is no ${name}`);
    return channel;
  }
  const here = () =>
    'app' in place && user !== undefined
      ? directChannel(place, user.id, slack.ids)
      : 'kind' in place
        ? place
        : find(options.channel);
  const actor = (): Actor => ({ slack, workspace, user, channel: here() });
  const visible = () => here().messages.filter((message) => isVisible(here(), message, user));

  const message = (which: Which): Message => {
    const found = visible().findLast((each) =>
      typeof which === 'string' ? each.ts === which : which.test(messageLines(workspace, each).join('\n')),
    );
    if (found === undefined) throw new Error(`${user.name} sees no message ${String(which)} in:\n${screen()}`);
    return found;
  };
  const usables = (): Usable[] => {
    const top = slack.views.stack(user.id).at(-1);
    if (top !== undefined) return usablesIn(top);
    const installation = home();
    const view = installation === null ? null : slack.views.home(installation, user.id);
    return view === null ? visible().toReversed().flatMap(usablesIn) : usablesIn(view);
  };
  const firstOf = (attempt: (usable: Usable) => Chosen, what: string): Deed => {
    for (const usable of usables()) {
      const done = attempt(usable);
      if (done !== undefined) return deed(done === null ? [] : [done]);
    }
    throw new Error(`${user.name} finds no ${what} in:\n${screen()}`);
  };
  const speak = (text: string, threadTs: string | null): Said => {
    if (!here().members.has(user.id)) throw new Error(`${user.name} is not in #${here().name}`);
    if (here().archived) throw new Error(`#${here().name} is archived`);
    const content = typed(workspace, text);
    const posted = post(slack, workspace, here(), { user: user.id, installation: null, content, threadTs });
    return { ...deed(posted.deliveries), ts: posted.message.ts };
  };
  const screen = (channel?: string): string => {
    const installation = home();
    const main =
      channel === undefined && installation !== null
        ? homeScreen(slack, installation, user)
        : channelScreen(slack, workspace, user, channel === undefined ? here() : find(channel));
    return [main, modalScreen(slack, user)].filter((part) => part !== '').join('\n');
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
        reject(new Error(`${user.name} waited ${withinMs} ms to ${what}, and the screen is:\n${screen()}${problems}`));
      }, withinMs);
      const stop = server.onChange(look);
      look();
    });

  return {
    id: user.id,
    /** The id of the channel that this person is in now. */
    channelId: () => here().id,
    /** What this person could read there, each message with its blocks, metadata and effects (whom it pings, what it links). */
    messages: (): readonly Message[] => visible(),
    /** Says something in the channel. `@name` and `#name` become what Slack's own client makes of them. */
    says: (text: string): Said => speak(text, null),
    /** Says something to the app by name. */
    mentions: (text: string, app = server.installation().app.name): Said => speak(`@${app} ${text}`, null),
    /** Says something in the thread of a message. */
    replies(to: Which, text: string): Said {
      const parent = message(to);
      return speak(text, parent.threadTs ?? parent.ts);
    },
    edits: (which: Which, text: string): Deed =>
      deed(change(slack, workspace, here(), message(which), typed(workspace, text), { edited: true })),
    deletes: (which: Which): Deed => deed(remove(slack, workspace, here(), message(which))),
    reacts: (which: Which, name: string): Deed =>
      deed(react(slack, workspace, { channel: here(), message: message(which) }, user.id, name, true) ?? []),
    /** Runs a slash command, as `/name words`; there are none inside threads. */
    runs(line: string): Deed {
      const [command = '', ...words] = line.split(' ');
      const delivery = runCommand(actor(), command, words.join(' '));
      return deed(delivery === null ? [] : [delivery]);
    },
    /** Uses a shortcut on a message, by its callback id; without a message it is a global one. */
    usesShortcut: (callbackId: string, which?: Which): Deed =>
      deed([runShortcut(actor(), callbackId, which === undefined ? null : message(which))]),
    /** Clicks a button; the one below a modal submits it. */
    clicks(label: string): Deed {
      const top = slack.views.stack(user.id).at(-1);
      if (top !== undefined && readable(workspace, top.definition['submit']) === label) return this.submits();
      return firstOf((usable) => press(actor(), usable, label) ?? undefined, `button [${label}]`);
    },
    /** Chooses an option by its label; `from` names the field, its placeholder, or its action or block id. */
    chooses: (option: string, from?: string): Deed =>
      firstOf(
        (usable) => choose(actor(), usable, option, from),
        `option ${option}${from === undefined ? '' : ` in ${from}`}`,
      ),
    fills: (label: string, value: string): Deed =>
      firstOf((usable) => fill(actor(), usable, label, value), `field ${label}`),
    submits(): Deed {
      const top = slack.views.stack(user.id).at(-1);
      if (top === undefined || top.definition['submit'] == null)
        throw new Error(`${user.name} has nothing to submit:\n${screen()}`);
      const delivery = submit(actor(), top);
      return deed(delivery === null ? [] : [delivery]);
    },
    /** Closes the modal on top, or with the cross all of them. */
    closes: (everything = false): Deed => deed(closeView(actor(), everything)),
    /** Opens the app's own pages. The Messages tab is where an agent is talked to. */
    opensHome(tab: 'home' | 'messages' = 'home', app?: string): Deed {
      const installation = server.installation(app, options.workspace);
      const channel = directChannel(installation, user.id, slack.ids);
      const view = slack.views.home(installation, user.id);
      place = tab === 'home' ? installation : channel;
      const event = { type: 'app_home_opened', user: user.id, channel: channel.id, tab };
      return deed(
        sendEvent(slack, installation, tab === 'home' && view !== null ? { ...event, view: viewJson(view) } : event),
      );
    },
    /** Clicks a suggested prompt, which says its words. */
    picksPrompt(title: string): Said {
      const prompt = here().prompts?.prompts.find((each) => each.title === title);
      if (prompt === undefined) throw new Error(`no prompt [${title}] in:\n${screen()}`);
      return speak(prompt.message, null);
    },
    /** Goes to another channel: `#name`, `@app`, or `@colleague`. */
    goesTo(channel: string): void {
      place = find(channel);
    },
    /** Brings an app, or a colleague, into the channel. */
    invites(name: string): Deed {
      const invited = [...workspace.users.values()].find((each) => each.name === name);
      if (invited === undefined) throw new Error(`there is nobody called ${name}`);
      here().members.add(invited.id);
      const event = {
        type: 'member_joined_channel',
        user: invited.id,
        channel: here().id,
        inviter: user.id,
        team: workspace.id,
      };
      return deed(botsIn(workspace, here()).flatMap((installation) => sendEvent(slack, installation, event)));
    },
    /** Takes an app, or a colleague, out of the channel. */
    removes(name: string): void {
      const removed = [...workspace.users.values()].find((each) => each.name === name);
      if (removed !== undefined) here().members.delete(removed.id);
    },
    archives(): void {
      here().archived = true;
    },
    /** What this person sees now: the channel (or the App Home) with its threads, and the modal on top. */
    screen,
    /** Waits until something is there. @returns the screen @throws Error with the screen if it does not come in time */
    sees: (pattern: RegExp, withinMs = 5_000): Promise<string> =>
      until((now) => pattern.test(now), `see ${pattern}`, withinMs),
    /** Waits until something is gone. */
    seesNoMore: (pattern: RegExp, withinMs = 5_000): Promise<string> =>
      until((now) => !pattern.test(now), `see no more ${pattern}`, withinMs),
  };
}

function deed(deliveries: readonly Delivery[]): Deed {
  return { deliveries, acknowledged: Promise.all(deliveries.map((delivery) => delivery.settled)) };
}
