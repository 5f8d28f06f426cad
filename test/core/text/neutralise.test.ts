import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSafeLink, neutralise, neutraliseText } from '../../../src/core/text/neutralise.ts';
import { anyText } from '../../support/cards.ts';
import { bare } from '../../support/shown.ts';

describe('neutralise', () => {
  it.each([
    ['https://evil.com', 'hxxps://evil[.]com'],
    ['HTTP://Evil.COM/a.b?c', 'HXXP://Evil[.]COM/a.b?c'],
    ['https://user:pw@evil.com:8080/x', 'hxxps://user:pw＠evil[.]com:8080/x'],
    ['https://192.168.0.1/x', 'hxxps://192[.]168[.]0[.]1/x'],
    ['evil.com', 'evil[.]com'],
    ['see evil.co.uk, or www.evil.md.', 'see evil[.]co[.]uk, or www[.]evil[.]md.'],
    ['discord.gg/abc', 'discord[.]gg/abc'],
    ['evil.sh/install', 'evil[.]sh/install'],
    ['bob@mail.example', 'bob＠mail[.]example'],
    ['пример.рф', 'пример[.]рф'],
    ['@everyone @here @channel', '＠everyone ＠here ＠channel'],
    ['<@U1> <@&2> <!channel> <#C1>', '<＠U1> <＠&2> <！channel> <＃C1>'],
    ['slack://open javascript:alert(1) mailto:a tel:+49', 'slack[:]//open javascript[:]alert(1) mailto[:]a tel[:]+49'],
    ['data:text/html,x', 'data[:]text/html,x'],
    ['ht\u200btps://ev\u00adil.c\u202eom', 'hxxps://evil[.]com'],
    ['a\u200db 👩\u200d👧 ❤\ufe0f x\ufe0f', 'ab 👩\u200d👧 ❤\ufe0f x'],
    ['\u001b[31mred\u0007', '[31mred'],
    ['a\ud800b', 'a\ufffdb'],
    ['a\r\nb\n\n\n\nc\u2028d', 'a\nb\n\nc\nd'],
  ])('shows %j as %j', (text, shown) => {
    expect(neutralise(text)).toBe(shown);
  });

  it.each([
    'node.js, main.ts and README.md',
    'e.g. this, i.e. that, etc. and so on...',
    'v1.2, 3.5 and bolt 5.1.0',
    'src/core/card.ts:12',
    'ASP.NET or System.out.println',
    'at 10:30, ratio 1:2, note: this',
    'a < b > c & d # e',
    'Use REST, gRPC, messaging (Kafka, queues)',
  ])('leaves %j alone', (text) => {
    expect(neutralise(text)).toBe(text);
  });

  it('is the same the second time, and loses nothing that can be seen', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = neutralise(text);
        expect(neutralise(once)).toBe(once);
        expect(bare(once)).toBe(bare(text));
      }),
    );
  });

  it('takes linear time on what makes careless patterns slow', () => {
    for (const part of ['a', 'a.', 'a:', '<', '\n ', '://', 'http', '@']) {
      expect(neutralise(part.repeat(100_000)).length).toBeGreaterThan(0);
    }
  });
});

describe('neutralised runs', () => {
  it('see an address that only several runs make', () => {
    const runs = neutraliseText([{ text: 'https:' }, { text: '//evil', style: 'strong' }, { text: '.com' }]);
    expect(runs.map((run) => run.text).join('')).toBe('hxxps://evil[.]com');
    expect(runs.map((run) => run.style)).toEqual([undefined, 'strong', undefined]);
  });

  it('say in words where a refused address led', () => {
    expect(neutraliseText([{ text: 'here', link: 'http://evil.com' }])).toEqual([{ text: 'here (hxxp://evil[.]com)' }]);
  });

  it.each([
    ['https://acme.slack.com/archives/C1/p1?thread_ts=1.2&cid=C1', true],
    ['https://discord.com/channels/1/2/3', true],
    ['http://acme.slack.com', false],
    ['https://user@evil.com/', false],
    ['https://evil.com/a b', false],
    ['https://evil.com/)[x](https://y', false],
    ['https://evil.com/<x>', false],
    ['https://evil.com/|x', false],
    [`https://evil.com/${'a'.repeat(2_000)}`, false],
  ])('link %s: %s', (link, safe) => {
    expect(isSafeLink(link)).toBe(safe);
  });
});
