import { describe, expect, test } from 'vitest';
import type { Reply, Sight } from '../../../src/core/bot-events.ts';
import { parseDecisionSearch } from '../../../src/core/decisions/query.ts';
import { recallSubject } from '../../../src/core/decisions/recall.ts';
import { cardText } from '../check/card-text.ts';
import { createTestBot, everything, isToAll } from './support.ts';

const bob = { person: 'bob', name: 'Bob' };
const text = (replies: readonly Reply[]) => replies.map(cardText).join('\n');
const ids = (replies: readonly Reply[]) => [...text(replies).matchAll(/^- (D-\d+)/gm)].map(([, id]) => id);

describe('the query', () => {
  test.each([
    ['billing status:accepted', { words: 'billing', statuses: ['accepted'] }],
    ['STATUS:Accepted,proposed', { statuses: ['proposed', 'accepted'] }],
    ['since:2026', { since: Date.UTC(2026, 0), before: null }],
    ['since:2026-02 until:2026-02', { since: Date.UTC(2026, 1), before: Date.UTC(2026, 2) }],
    ['until:2026-12-31', { before: Date.UTC(2027, 0) }],
    ['until:2026', { before: Date.UTC(2027, 0) }],
    ['in:#billing', { channel: '#billing' }],
    ['below:d-40', { below: 40 }],
    ['http://x status', { words: 'http://x status' }],
    ['', { words: '', problems: [] }],
  ])('reads %j', (words, read) => {
    expect(parseDecisionSearch(words)).toMatchObject({ problems: [], ...read });
  });

  test.each(['status:done', 'status:accepted,done', 'since:soon', 'since:2026-13', 'until:2026-02-30', 'below:x'])(
    'says what %s takes',
    (words) => {
      expect(parseDecisionSearch(words).problems).toEqual([expect.stringContaining('takes')]);
    },
  );
});

describe('finding', () => {
  async function filled() {
    const it = createTestBot();
    await it.record({ title: 'Billing stays one unit' });
    await it.record(
      { title: 'Search is split off', chosen: 'microservices', reason: 'Load.' },
      { conversation: 'shop' },
    );
    await it.record({ title: 'Billing for the board' }, { conversation: 'secret', privacy: 'members' });
    await it.record({ title: 'Billing, on my own' }, { conversation: 'dm-ann', privacy: 'direct' });
    await it.record({ title: 'Billing of others' }, { workspace: 'other' });
    await it.press('decision:accept:D-2:1', { conversation: 'shop' });
    return it;
  }
  const open: Sight = {
    ...everything,
    canSee: async (place) => place !== 'secret',
    mayRepeat: async (place) => place !== 'secret',
  };

  test('finds nothing by signs alone', async () => {
    const { type } = await filled();
    expect(ids(await type('🚀 !!', {}, open))).toEqual([]);
    expect(text(await type('🚀 status:accepted', {}, open))).toContain('No decision that you may see matches');
  });

  test('lists what one may see, newest first', async () => {
    const { type } = await filled();
    expect(ids(await type('', bob, open))).toEqual(['D-2', 'D-1']);
    expect(ids(await type('', {}, open))).toEqual(['D-4', 'D-2', 'D-1']);
    expect(ids(await type('', bob, everything))).toEqual(['D-3', 'D-2', 'D-1']);
    expect(ids(await type('', bob))).toEqual(['D-1']);
  });

  test.each([
    ['bill', ['D-1']],
    ['status:accepted', ['D-2']],
    ['split searches', ['D-2']],
    ['in:#shop', ['D-2']],
    ['in:here', ['D-1']],
    ['since:2026-11 until:2026-11', ['D-2', 'D-1']],
    ['until:2026-10', []],
    ['below:D-2', ['D-1']],
  ])('finds by %s', async (words, found) => {
    const { type } = await filled();
    expect(ids(await type(words, bob, open))).toEqual(found);
  });

  test('says what it could not read, and that it found none', async () => {
    const { type } = await filled();
    expect(text(await type('status:done', bob, open))).toContain('status: takes proposed');
    expect(text(await type('in:#nowhere', bob, { canSee: open.canSee }))).toContain('in: takes a channel');
    expect(text(await type('nonsense status:accepted', bob, open))).toContain('No decision that you may see matches');
  });

  test('goes on with the older ones', async () => {
    const it = createTestBot();
    for (let n = 0; n < 23; n += 1) await it.record({ title: `Billing ${n}` });
    const first = await it.type('billing');
    expect(ids(first)).toHaveLength(20);
    expect(text(first)).toContain('Older ones: /arch-decisions billing below:D-4');
    expect(ids(await it.type('billing below:D-4'))).toEqual(['D-3', 'D-2', 'D-1']);
    expect(text(await it.type('billing below:D-4'))).not.toContain('Older ones');
  });

  test('answers what was decided: to all what all may read, to the person what only they may', async () => {
    const it = await filled();
    const place = { conversation: 'general', message: '1', link: 'https://acme.slack.com/archives/C1/p1' };
    await it.bot.posted('acme', { kind: 'decision', id: 'D-1' }, place);
    const told = await it.say('What did we decide about billing?', bob, {
      ...everything,
      mayRepeat: open.mayRepeat ?? (async () => false),
    });
    expect(told.map((reply) => [isToAll(reply), ids([reply])])).toEqual([
      [true, ['D-1']],
      [false, ['D-3']],
    ]);
    expect(JSON.stringify(told[0])).toContain(place.link);
    expect(JSON.stringify(told[0])).not.toContain('board');
    const here = await it.say('what did we decide about billing?', { ...bob, conversation: 'secret' }, open);
    expect(ids(here.filter(isToAll))).toEqual(['D-3', 'D-1']);
    expect(ids(await it.say('what did we decide about billing?', bob))).toEqual(['D-1']);
    const alone = { ...bob, conversation: 'D1', privacy: 'direct' } as const;
    const inPerson = await it.say('what did we decide about billing?', alone, everything);
    expect(inPerson.map((reply) => [isToAll(reply), ids([reply])])).toEqual([[true, ['D-3', 'D-1']]]);
    expect(ids(await it.say('what did we decide about the future of our billing service?', bob, open))).toEqual([
      'D-1',
    ]);
    expect(ids(await it.say('what did we decide about search and billing?', bob, open))).not.toEqual([]);
    const none = await it.say('what did we decide about hiring?', bob, open);
    expect(text(none)).toContain('I have no recorded decision about “hiring” that everybody here may see');
  });

  test.each([
    ['what did we decide about billing?', 'billing'],
    ['what have we decided so far?', ''],
    ['why did we choose microservices for billing?', 'microservices for billing'],
    ['why have we kept the monolith?', 'monolith'],
    ['what did we go with for billing?', 'billing'],
    ['@archcheck when have we decided on the billing service?', 'billing service'],
    ['What was decided for search again?', 'search'],
    ['what are our decisions', ''],
    ['did we finally decide on microservices?', 'microservices'],
    ['did we decide anything about billing', 'billing'],
    ['have we agreed on billing yet?', 'billing'],
    ['what did the team agree on about billing?', 'billing'],
    ['remind me what we decided on billing', 'billing'],
    ['decisions about billing?', 'billing'],
    ['which decisions do we have about billing?', 'billing'],
    ['what decisions have been made about billing?', 'billing'],
    ['any decisions recorded on billing?', 'billing'],
    ['what decisions do microservices need?', null],
    ['are there any decisions we made about billing?', 'billing'],
    ['show me our decisions', ''],
    ['list all decisions about billing', 'billing'],
    ['has billing been decided?', 'billing'],
    ['has it been decided that billing stays?', 'billing stays'],
    ['when was billing decided?', 'billing'],
    ['who decided to keep billing in one piece?', 'keep billing in one piece'],
    ["what's the decision on billing?", 'billing'],
    ['what is our decision on billing?', 'billing'],
    ['why have we decided against Kafka?', 'against Kafka'],
    ['what is a good decision between the two?', null],
    ['how are decisions about scaling made?', null],
    ['what was the monolith decision of Netflix?', null],
    ['is a monolith the right decision for us?', null],
    ['how does one decide between a monolith and microservices?', null],
    ['what should we decide about billing?', null],
    ['why should we choose microservices?', null],
    ['why do we keep a monolith?', null],
    ['when do microservices pay off?', null],
  ])('reads %j as asking the records: %j', (message, subject) => {
    expect(recallSubject(message)).toBe(subject);
  });
});
