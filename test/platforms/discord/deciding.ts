import { allDecisions } from '../../../src/core/decisions/decision-store.ts';
import type { Person } from '../../support/discord/person.ts';
import type { GuildSpec } from '../../support/discord/specs.ts';
import { conversation } from './conversation.ts';

/** A server with a private channel and one that the bot may not write in. */
export const withPrivate: readonly GuildSpec[] = [
  {
    name: 'acme',
    people: ['olga', 'ana', 'ben', 'cleo'],
    channels: [
      { name: 'general' },
      { name: 'secret', members: ['ana', 'cleo', 'archcheck'] },
      { name: 'mute', overwrites: [{ who: 'archcheck', deny: ['SendMessages', 'SendMessagesInThreads'] }] },
    ],
  },
];
const about = '4 teams, live for years, search needs its own scaling';

/** Somebody checks, and has the verdict posted. */
export async function check(person: Person, channel: string): Promise<void> {
  person.goesTo(channel);
  await person.runs('/arch-check', { title: 'The shop', about }).settled;
  await person.sees(/Is that right\?/);
  await person.clicks('Yes, go on').settled;
  await person.sees(/Show the verdict so far/);
  await person.clicks('Show the verdict so far').settled;
  // What is private changes when the verdict is posted.
  await person.seesNoMore(/\[Show the verdict so far\]/);
}

/** Opens the form for a decision, and fills in a field of one of its parts. */
export async function opensForm(
  person: Person,
  fill: Readonly<Record<string, readonly [part: number, text: string]>> = {},
) {
  const forms = person.screen().split('[Fill in part 1]').length;
  await person.clicks('Record decision').settled;
  // One that was not submitted is still there.
  await person.sees(new RegExp(`(?:\\[Fill in part 1\\][^]*){${forms}}`));
  for (const [field, [part, text]] of Object.entries(fill)) {
    await person.clicks(`Fill in part ${part}`).settled;
    person.fills(field, text);
    await person.submits().settled;
  }
}

/** Somebody records the verdict on the screen as a decision. */
export async function records(person: Person, title: string): Promise<void> {
  await opensForm(person, { Title: [1, title] });
  await person.clicks('Record').settled;
  await person.sees(new RegExp(`D-\\d+: ${title}`));
}

/** A decision of Ana's, posted in a thread in #general. */
export async function decided(options: Parameters<typeof conversation>[0] = {}) {
  const scene = await conversation({ guilds: withPrivate, ...options });
  await check(scene.ana, '#general');
  await records(scene.ana, 'The shop stays one unit');
  const workspace = scene.server.guild().id;
  const decision = async (id = 'D-1') => (await scene.archcheck.store.decisions.get(workspace, id))?.decision;
  const all = async () => (await scene.archcheck.store.decisions.list(workspace, allDecisions)).decisions;
  await scene.quiet();
  return { ...scene, decision, all };
}
