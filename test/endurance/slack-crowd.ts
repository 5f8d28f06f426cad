import type { Clock } from '../support/clock.ts';
import { at } from '../support/json.ts';
import type { Channel, Message } from '../support/slack/model.ts';
import { type Deed, type Person, person } from '../support/slack/person.ts';
import type { SlackServer } from '../support/slack/server.ts';
import type { WorkspaceSpec } from '../support/slack/specs.ts';
import {
  begun,
  type Crowd,
  type CrowdParts,
  createHabits,
  occurrences,
  questions,
  review,
  situation,
  step,
} from './crowd.ts';
import { pick } from './random.ts';
import { channelNames, createRooms, people, peopleOf, talks } from './rooms.ts';

const roomCount = 60;

export const slackWorkspace: WorkspaceSpec = {
  name: 'acme',
  people,
  channels: channelNames(roomCount).map((name) => ({ name })),
};

/** People in Slack who mention the bot, write to it, run commands, check, decide, and answer as a team. */
export function createSlackCrowd(server: SlackServer<Clock>, parts: CrowdParts): Crowd {
  const { ledger, random, fallDue } = parts;
  const { workspace, botUser } = server.installation();
  const channels = new Map([...workspace.channels.values()].map((channel) => [channel.name, channel]));
  const channelOf = (name: string): Channel => {
    const channel = channels.get(name);
    if (channel === undefined) throw new Error(`there is no #${name}`);
    return channel;
  };
  const { inRoom, once } = createRooms(roomCount, ledger, empty);
  let count = 0;
  const next = () => {
    count += 1;
    return count;
  };

  async function mention(): Promise<void> {
    const talk = pick(random, talks);
    const who = person(server, { user: pick(random, people), channel: `#${talk}` });
    const said = who.mentions(pick(random, questions));
    const channel = channelOf(talk);
    await ledger.expect({
      what: 'Slack mention',
      acknowledged: taken(said),
      answers: () => answersIn(channel, said.ts) || apologiesIn(channel, said.ts, who.id),
    });
  }

  async function direct(): Promise<void> {
    const who = person(server, { user: pick(random, people), channel: '@archcheck' });
    const said = who.says(pick(random, questions));
    const channel = workspace.channels.get(who.channelId());
    await ledger.expect({
      what: 'Slack direct message',
      acknowledged: taken(said),
      answers: () => (channel === undefined ? 0 : answersIn(channel, said.ts) || apologiesIn(channel, said.ts, null)),
    });
  }

  /** The same person does not ask in the same channel again for an hour. */
  async function ask(): Promise<void> {
    const n = next();
    const [user = '', talk = ''] = [people[n % people.length], talks[Math.floor(n / people.length) % talks.length]];
    const who = person(server, { user, channel: `#${talk}` });
    const channel = channelOf(talk);
    const since = channel.messages.at(-1)?.ts ?? '';
    await ledger.expect({
      what: 'Slack /arch-ask',
      acknowledged: taken(who.runs(`/arch-ask ${pick(random, questions)}`)),
      answers: () =>
        latest(channel, since).filter(({ visibleTo, user: by }) => visibleTo === who.id && by === botUser).length,
      mayRepeat: true,
    });
  }

  const opens = async (who: Person, what: string, act: () => Deed, pattern: RegExp) => {
    for (;;) {
      const begged = () => occurrences(who.screen(), /once more/);
      const before = begged();
      const screen = () => `${begged() > before ? 'Once more' : ''}${who.screen()}`;
      await step(ledger, what, () => taken(act()), new RegExp(`^Once more|${pattern.source}`), screen);
      // The three seconds in which a modal may be opened were over: the person is told, and does it again.
      if (pattern.test(who.screen())) return;
    }
  };
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
    await opens(who, 'Slack /arch-check', () => who.runs(`/arch-check ${situation}`), begun);
    if (/Is that right\?/.test(who.screen())) {
      who.fills('Title', title);
      await does(who, 'Slack form', () => who.submits(), /Question \d|It is posted/);
    }
    if (/Question \d/.test(who.screen())) {
      await does(who, 'Slack last click', () => who.clicks('Show the verdict so far'), /\[Record decision\]/);
    }
    who.closes(true);
    // A form that opened late may have taken the place of the one with the title.
    once(room, who, /\[Record decision\]/, `the verdict of ${title}`);
    if (random() < 0.5) await decide(room, who);
  }

  async function decide(room: string, who: Person): Promise<void> {
    const title = `DC${next()}`;
    await opens(who, 'Slack click to record', () => who.clicks('Record decision'), /What was chosen\?/);
    who.fills('Title', title);
    await does(who, 'Slack decision', () => who.submits(), new RegExp(`# D-\\d+: ${title}\\n`));
    who.closes(true);
    await does(who, 'Slack click to accept', () => who.clicks('Accept'), /was accepted by/);
    const [, id = ''] = new RegExp(`# (D-\\d+): ${title}`).exec(who.screen()) ?? [];
    const isDue = new RegExp(`${id} is due for review`);
    const bring = () => fallDue(workspace.id, `review:${id}`);
    await review(ledger, 'Slack review', bring, isDue, () => who.screen());
    once(room, who, new RegExp(`# D-\\d+: ${title}\\n`), `the card of ${title}`);
    once(room, who, isDue, `the review of ${title}`);
  }

  async function team(room: string): Promise<void> {
    const title = `TM${next()}`;
    const [opener, ...others] = peopleOf(room).map((user) => ({
      user,
      who: person(server, { user, channel: `#${room}` }),
    }));
    if (opener === undefined) return;
    const { who: by } = opener;
    await opens(by, 'Slack /arch-check team', () => by.runs('/arch-check team'), /What is it about\?/);
    by.fills('What is it about?', title);
    await does(by, 'Slack team check', () => by.submits(), new RegExp(`Team check: ${title}[^]*\\[Answer\\]`));
    by.closes(true);
    for (const { user, who } of others) {
      await opens(who, 'Slack click to answer', () => who.clicks('Answer'), /Nobody sees what you answer/);
      who.chooses('One person', 'Team');
      await does(who, 'Slack team answer', () => who.submits(), new RegExp(`(?:Under way|Answered):.*\\b${user}\\b`));
      who.closes(true);
    }
    await does(by, 'Slack click to close', () => by.clicks('Close'), /How the answers of \d/);
  }

  function empty(room: string): void {
    const channel = channelOf(room);
    lookIn(channel, Number.POSITIVE_INFINITY);
    channel.messages.splice(0);
    channel.byTs.clear();
    channel.replies.clear();
  }

  /** No post of the bot's is there twice, and none is left half written. */
  function lookIn(channel: Channel, before: number): void {
    const seen = new Set<string>();
    for (const message of channel.messages) {
      if (Number(message.ts) * 1_000 >= before) return;
      if (message.installation === null || message.deleted || message.visibleTo !== null) continue;
      if (message.stream?.open === true) ledger.violation(`a message in #${channel.name} was left half written`);
      const mark = markOf(message);
      if (mark === null || mark.startsWith('to:')) continue;
      if (seen.has(mark)) ledger.violation(`posted twice in #${channel.name || 'a direct conversation'}: ${mark}`);
      seen.add(mark);
    }
  }

  return {
    ...createHabits(
      [
        { weight: 40, begin: mention },
        { weight: 15, begin: direct },
        { weight: 15, begin: ask },
        { weight: 4, begin: inRoom(check) },
        { weight: 1, begin: inRoom(team) },
      ],
      parts,
    ),
    forget(before) {
      for (const channel of workspace.channels.values()) lookIn(channel, before);
      const { pings, links } = server.effects();
      for (const ping of new Set(pings)) ledger.violation(`pinged ${ping}`);
      const strange = links.find((link) => !link.startsWith('https://acme.slack.com/archives/'));
      if (strange !== undefined) ledger.violation(`linked ${strange}`);
      server.forget(before);
    },
  };
}

/** Resolves with true as soon as something of a deed was acknowledged. */
function taken({ deliveries }: Deed): Promise<boolean> {
  const each = deliveries.map(({ settled }) =>
    settled.then((reply) => (reply.ok ? true : Promise.reject(new Error(reply.reason)))),
  );
  return Promise.any(each).catch(() => false);
}

/** How many answers a message has in its thread: the first messages of such, whether for all or for one. */
function answersIn(channel: Channel, ts: string): number {
  return (channel.replies.get(ts) ?? []).filter(isFirstOfAnswer).length;
}

/** Whether somebody was told, outside of the thread, that it cannot be done now: the database was away for too long. */
function apologiesIn(channel: Channel, since: string, person: string | null): number {
  const isApology = ({ installation, visibleTo, text, blocks }: Message) =>
    installation !== null &&
    visibleTo === person &&
    `${text}${JSON.stringify(blocks)}`.includes('I cannot do that now');
  return Number(latest(channel, since).some(isApology));
}

function isFirstOfAnswer(message: Message): boolean {
  if (message.installation === null || message.deleted || message.files.length > 0) return false;
  if (message.stream?.open === true) return false;
  const mark = markOf(message);
  return mark === null || mark.endsWith(':0 0');
}

/** By what the bot knows its own message again: its key and part. */
function markOf({ metadata }: Message): string | null {
  const payload = at(metadata, 'event_payload');
  return metadata === null ? null : `${String(at(payload, 'key'))} ${String(at(payload, 'part'))}`;
}

function latest({ messages }: Channel, since: string): readonly Message[] {
  return messages.slice(messages.findLastIndex(({ ts }) => ts <= since) + 1);
}
