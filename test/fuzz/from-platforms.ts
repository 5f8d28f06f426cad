import fc from 'fast-check';
import { expect } from 'vitest';
import { deedSchema as discordDeed } from '../../src/platforms/discord/deed.ts';
import { readInteraction, readMessage, readTyping } from '../../src/platforms/discord/read-deed.ts';
import { deedSchema } from '../../src/platforms/slack/deed.ts';
import { departureSchema, readDeparture } from '../../src/platforms/slack/departure.ts';
import { readOrigin } from '../../src/platforms/slack/origin.ts';
import { readDeed } from '../../src/platforms/slack/read-deed.ts';
import { createBrowser } from '../platforms/slack/browser.ts';
import { entrance as wayIn } from '../platforms/slack/entrance.ts';
import { discordBodies, slackBodies } from './bodies.ts';
import { type Door, discordGateway, slackSocket } from './doors.ts';
import { type Entrance, entrance } from './entrance.ts';
import { damaged, typedText } from './inputs.ts';

const self = { workspace: 'T1', user: 'B1' };
const plainJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const anything = fc.oneof(fc.constantFrom('null', '1', '"x"', '[]', '[null]', '{}', '{', ''), fc.json(), typedText);

/** What platforms send, and who only says to be one. */
export const platformEntrances: readonly Entrance[] = [
  entrance('bodies and frames from Slack', 35_000, fc.oneof(...slackBodies.map(damaged)), (body) => {
    const deed = readDeed(body, self);
    // What is written down must be readable after a crash, as it was.
    if (deed !== null)
      expect(deedSchema.parse(JSON.parse(JSON.stringify(deed)))).toEqual(JSON.parse(JSON.stringify(deed)));
    const departure = readDeparture(body);
    if (departure !== null) expect(departureSchema.parse(JSON.parse(JSON.stringify(departure)))).toEqual(departure);
    expect(readOrigin(body)?.workspace).not.toBe('');
  }),
  entrance('messages and interactions from Discord', 20_000, fc.oneof(...discordBodies.map(damaged)), (body) => {
    const here = { user: '7', role: () => '70' };
    // What is written down must be readable after a crash, as it was.
    for (const deed of [readMessage(body, here), readInteraction(body)])
      if (deed !== null) expect(discordDeed.parse(plainJson(deed))).toEqual(plainJson(deed));
    readTyping(body);
  }),
  through('frames on a socket of Slack’s', 6_000, slackSocket, [
    ...slackBodies.map((payload) => ({ envelope_id: 'e', type: 'events_api', payload })),
    ...slackBodies.map((payload) => ({
      envelope_id: 'e',
      type: 'interactive',
      payload,
      accepts_response_payload: true,
    })),
    { type: 'hello', num_connections: 1 },
  ]),
  through('frames on Discord’s gateway', 6_000, discordGateway, [
    ...discordBodies.map((d) => ({ op: 0, t: 'MESSAGE_CREATE', s: 2, d })),
    ...discordBodies.map((d) => ({ op: 0, t: 'INTERACTION_CREATE', s: 2, d })),
    { op: 0, t: 'GUILD_CREATE', s: 2, d: { id: '1', roles: [{ id: '2', tags: { bot_id: '7' } }], unavailable: false } },
    { op: 0, t: 'GUILD_ROLE_UPDATE', s: 2, d: { guild_id: '1', role: { id: '2', tags: { bot_id: '7' } } } },
    { op: 0, t: 'GUILD_DELETE', s: 2, d: { id: '1', unavailable: true } },
    { op: 11 },
  ]),
  {
    name: 'ways back from Slack, of whoever did not begin an installation',
    inputs: 1_500,
    async assert(numRuns, watch) {
      const { back, store, server, log } = await wayIn();
      const { clientSecret } = server.installation().app;
      const parameter = fc.tuple(fc.constantFrom('code', 'state', 'error', 'x'), fc.oneof(typedText, fc.string()));
      const parameters = fc
        .array(parameter, { maxLength: 4 })
        .map(
          (pairs) => new URLSearchParams(pairs.map(([name, text]): [string, string] => [name, text.slice(0, 2_000)])),
        );
      const property = fc.asyncProperty(parameters, fc.stringMatching(/^[\w.-]{0,40}$/), (query, cookie) =>
        watch(async () => {
          const browser = createBrowser();
          browser.cookies.set('archcheck-install', cookie);
          const page = await browser.get(back(`?${query}`));
          expect(page.status).toBeGreaterThanOrEqual(400);
          // An address of over 16 kB is refused by Node, before anybody sees it, and with no page.
          if (page.status === 431) return;
          expect(page.text).toMatch(/^<!doctype html>/);
          expect(page.text).not.toContain(clientSecret);
        }),
      );
      await fc.assert(property, { numRuns, endOnFailure: true });
      expect(await store.installations.list('', 1)).toEqual([]);
      expect(log()).not.toContain(clientSecret);
    },
  },
];

/** Frames over a real socket: each is read or left out, and the next one is taken. */
function through(
  name: string,
  inputs: number,
  open: () => Promise<Door>,
  frames: readonly Parameters<typeof damaged>[0][],
): Entrance {
  const sent = fc
    .oneof(
      { weight: 1, arbitrary: anything },
      { weight: 6, arbitrary: fc.oneof(...frames.map(damaged)).map((frame) => JSON.stringify(frame)) },
    )
    // These end a connection, as they may.
    .filter((frame) => !/disconnect|"op":\s*[179]\b/.test(frame))
    // Discord's gateway package compares the number of a frame; an object there can throw where nobody can catch it, and `start` would end.
    .filter((frame) => !/"s":\s*[{[]/.test(frame));
  return {
    name,
    inputs,
    async assert(numRuns, watch) {
      const door = await open();
      const property = fc.asyncProperty(sent, (frame) => watch(() => door.push(frame)));
      await fc.assert(property, { numRuns, endOnFailure: true });
      expect(door.isConnected()).toBe(true);
    },
  };
}
