import { expect, test } from 'vitest';
import type { GuildSpec } from '../../support/discord/specs.ts';
import { conversation } from './conversation.ts';

const question = 'what is a monolith?';
const guilds: readonly GuildSpec[] = [
  { name: 'acme', people: ['olga', 'ana', 'ben'], channels: [{ name: 'general' }, { name: 'quiet' }] },
];

test('/arch-settings switches answers off in a channel and its threads, for all but oneself, and on again', async () => {
  const { server, ana, personIn, quiet } = await conversation({ guilds });
  ana.mentions(question);
  await ana.sees(/\[👍\]/);
  const olga = personIn('olga', '#general');
  olga.runs('/arch-settings', { change: 'answers off' });
  expect(await olga.sees(/Settings of this channel/)).toMatch(/Answers to messages: off/);
  ana.mentions('what are microservices?');
  ana.goesTo('@archcheck');
  await ana.sees(/told not to answer in this channel/);
  ana.goesTo('#general');
  await quiet();
  expect(ana.screen().match(/\[👍\]/g)).toHaveLength(1);
  ana.goesTo('#quiet');
  ana.mentions(question);
  await ana.sees(/\[👍\]/);
  olga.clicks('Switch answers on');
  await olga.sees(/Answers to messages: on/);
  ana.goesTo('#general');
  ana.mentions('what are microservices?');
  await ana.sees(/what are microservices[\s\S]*\[👍\]/);
  expect(server.problems).toEqual([]);
  expect(server.refusals()).toEqual([]);
});

test('/arch-settings is shown to everybody, and changed by nobody who does not manage the server', async () => {
  const { server, archcheck, ana } = await conversation({ guilds });
  ana.runs('/arch-settings');
  const screen = await ana.sees(/Settings of this channel/);
  expect(screen).toMatch(/Answers to messages: on/);
  expect(screen).not.toMatch(/\[Switch/);
  ana.runs('/arch-settings', { change: 'model off everywhere' });
  await ana.sees(/Only admins can change that/);
  ana.goesTo('@archcheck');
  ana.runs('/arch-settings', { change: 'answers off' });
  await ana.sees(/Here I always answer/);
  expect(await archcheck.store.settings.of(server.guild().id, 'any')).toMatchObject({ answers: true, model: true });
  expect(server.effects()).toEqual({ pings: [], links: [] });
});
