import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { effectsOf } from './effects.ts';

const of = (text: string) => effectsOf(text, []);
const inBlock = (...blocks: JsonObject[]) => effectsOf('fallback', blocks);
const run = (...elements: JsonObject[]) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] });
const NOTHING = { pings: [], links: [] };

describe('markup', () => {
  test.each(['<@U1>', '<!here>', '<!channel>', '<!everyone>', '<!subteam^S1>', '<@U1|ana>', '`<@U1>`'])(
    '%s notifies',
    (text) => {
      expect(of(`hello ${text}`).pings).toHaveLength(1);
    },
  );
  test.each([
    'https://a.b/c',
    '<https://a.b|text>',
    'see example.com.',
    'mail me@example.com',
    '<mailto:a@b.c|me>',
    '<#C1>',
    'docs.rs/x',
  ])('%s links', (text) => {
    expect(of(text).links).toHaveLength(1);
  });
  test.each([
    '&lt;@U1&gt;',
    '@ana',
    '@here',
    '< @U1>',
    'Node.js',
    'e.g. this',
    'v1.2.3',
    'a.b',
    'end.Next',
    '`example.com`',
  ])('%s does nothing in a plain message', (text) => {
    expect(of(text)).toEqual(NOTHING);
  });
  test('a bare @here counts in a markup object unless it is verbatim, and where names are to be linked', () => {
    expect(inBlock({ type: 'section', text: { type: 'mrkdwn', text: '@here a.com' } })).toEqual({
      pings: ['here'],
      links: ['a.com'],
    });
    expect(inBlock({ type: 'section', text: { type: 'mrkdwn', text: '@here a.com', verbatim: true } })).toEqual(
      NOTHING,
    );
    expect(effectsOf('@channel', [], { link_names: true }).pings).toEqual(['channel']);
  });
});

test('plain text does nothing', () => {
  expect(
    inBlock({ type: 'section', text: { type: 'plain_text', text: '<@U1> <!here> https://a.b example.com' } }),
  ).toEqual(NOTHING);
});

test('in rich text only its own elements do something', () => {
  expect(inBlock(run({ type: 'text', text: '<@U1> https://a.b @here' }))).toEqual(NOTHING);
  const effects = inBlock(
    run(
      { type: 'user', user_id: 'U1' },
      { type: 'usergroup', usergroup_id: 'S1' },
      { type: 'broadcast', range: 'here' },
      { type: 'link', url: 'https://a.b' },
      { type: 'channel', channel_id: 'C1' },
    ),
  );
  expect(effects).toEqual({ pings: ['U1', 'S1', 'here'], links: ['https://a.b', '#C1'] });
});

test('a markdown block has links of both kinds, and Slack’s own brackets', () => {
  const effects = inBlock({ type: 'markdown', text: 'a [b](https://c.d "t") and [e][1] <@U1>\n\n[1]: https://f.g' });
  expect(effects).toEqual({ pings: ['U1'], links: ['https://c.d', 'https://f.g'] });
});

test('a button with an address links, and the fallback text beside blocks may notify but shows no link', () => {
  const button = { type: 'button', text: { type: 'plain_text', text: 'Open' }, url: 'https://a.b' };
  expect(effectsOf('<@U1> https://c.d', [{ type: 'actions', elements: [button] }])).toEqual({
    pings: ['U1'],
    links: ['https://a.b'],
  });
});
