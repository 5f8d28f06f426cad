import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createBrowser } from './browser.ts';
import { entrance } from './entrance.ts';

describe('the way in', () => {
  test('asks for the scopes of the manifest, and for no more', async () => {
    const { server, installUrl } = await entrance();
    const { status, location, headers } = await createBrowser().get(installUrl);
    const { origin, pathname, searchParams } = new URL(location);
    expect({ status, origin, pathname }).toEqual({
      status: 302,
      origin: server.slack.origin,
      pathname: '/oauth/v2/authorize',
    });
    expect(searchParams.get('scope')?.split(',').toSorted()).toEqual([...server.installation().app.scopes].toSorted());
    expect([...searchParams.keys()].toSorted()).toEqual(['client_id', 'scope', 'state']);
    expect(headers.getSetCookie().join()).toMatch(/HttpOnly/);
    expect(headers.getSetCookie().join()).toMatch(/Secure/);
  });

  test('is a page for whoever declines', async () => {
    const { install } = await entrance();
    const page = await install({ declines: true });
    expect(page.status).toBe(403);
    expect(page.text).toMatch(/The installation was declined in Slack/);
  });

  test.each([
    ['without a state', '?code=c', 400, /what Slack adds to it is missing/],
    ['without a code', '?state=s', 400, /what Slack adds to it is missing/],
    ['without anything', '', 400, /what Slack adds to it is missing/],
    ['from another browser', '?code=c&state=s', 400, /was not begun in this browser/],
  ])('%s says so', async (_, query, status, text) => {
    const { back } = await entrance();
    const page = await createBrowser().get(back(query));
    expect(page.status).toBe(status);
    expect(page.text).toMatch(text);
  });

  test('that was begun elsewhere is refused, though state and code are right', async () => {
    const { server, installUrl, back, store, acme } = await entrance();
    const attacker = createBrowser();
    const query = server.consent((await attacker.get(installUrl)).location);
    const victim = createBrowser();
    await victim.get(installUrl);
    expect((await victim.get(back(query))).text).toMatch(/was not begun in this browser/);
    expect(await store.installations.get(acme)).toBeNull();
  });

  test('with a forged state is refused, whatever the cookie says', async () => {
    const { back } = await entrance();
    const browser = createBrowser();
    browser.cookies.set('archcheck-install', 'forged');
    const page = await browser.get(back('?code=c&state=forged'));
    expect(page.status).toBe(400);
    expect(page.text).toMatch(/was not begun here/);
  });

  test('is open once: the same way back a second time installs nothing, on another copy neither', async () => {
    const { server, installUrl, back, open } = await entrance();
    const browser = createBrowser();
    const { location } = await browser.get(installUrl);
    const kept = new Map(browser.cookies);
    const query = server.consent(location);
    expect((await browser.get(back(query))).status).toBe(200);
    const calls = server.calls.length;
    for (const address of [back(query), back(query, await open())]) {
      for (const [name, value] of kept) browser.cookies.set(name, value);
      const page = await browser.get(address);
      expect(page.status).toBe(400);
      expect(page.text).toMatch(/was used before/);
    }
    expect(server.calls).toHaveLength(calls);
  });

  test('is open for ten minutes', async () => {
    const { server, installUrl, back } = await entrance();
    const began = Date.now();
    const come = async (afterMs: number) => {
      const browser = createBrowser();
      const query = server.consent((await browser.get(installUrl)).location);
      vi.useFakeTimers({ toFake: ['Date'], now: began + afterMs });
      try {
        return await browser.get(back(query));
      } finally {
        vi.useRealTimers();
      }
    };
    expect((await come(599_000)).status).toBe(200);
    expect((await come(602_000)).text).toMatch(/begun more than ten minutes ago/);
  });

  test('names the scopes that were not granted, and keeps nothing', async () => {
    const { server, install, store, acme } = await entrance();
    const grants = [...server.installation().app.scopes].filter((scope) => scope !== 'groups:read');
    const page = await install({ grants });
    expect(page.status).toBe(403);
    expect(page.text).toMatch(/Slack did not grant groups:read/);
    expect(await store.installations.get(acme)).toBeNull();
  });

  test('is shut for an app with token rotation', async () => {
    const { install } = await entrance();
    expect((await install({ rotates: true })).text).toMatch(/Token rotation is switched on/);
  });

  test.each([
    ['an unknown code', { kind: 'error', error: 'invalid_code' }, 400, /did not take the code/],
    [
      'a wrong client secret',
      { kind: 'error', error: 'bad_client_secret' },
      500,
      /The operator finds the reason in the log/,
    ],
    ['a broken connection', { kind: 'cut', when: 'before' }, 503, /nothing was kept/],
    ['a Slack in trouble', { kind: 'status', status: 500 }, 503, /nothing was kept/],
    ['too many at once', { kind: 'status', status: 429, retryAfterSeconds: 30 }, 503, /nothing was kept/],
  ] as const)('says what came of %s, without a secret', async (_, fault, status, text) => {
    const { server, install, log } = await entrance();
    server.slack.faults.next('oauth.v2.access', fault);
    const page = await install();
    expect(page.status).toBe(status);
    expect(page.text).toMatch(text);
    const { clientSecret } = server.installation().app;
    for (const seen of [page.text, log()]) {
      expect(seen).not.toContain(clientSecret);
      expect(seen).not.toMatch(/code-\d/);
    }
    if (status === 500) expect(log()).toMatch(/Compare them with the app’s credentials/);
  });

  test('says that nothing was kept where the store cannot keep it', async () => {
    const { install, open, store, log } = await entrance();
    const full = () => Promise.reject(new Error('the disk is full'));
    const page = await install({}, await open({ ...store.installations, save: full }));
    expect(page.status).toBe(503);
    expect(log()).toMatch(/came to nothing: .*the disk is full/);
  });

  test('shows what is called like markup as text, and is in nobody’s frame or cache', async () => {
    const name = '<script>alert(1)</script>&"';
    const { install } = await entrance(name);
    const page = await install();
    expect(page.text).toContain('&#60;script&#62;');
    expect(page.text).not.toContain('<script');
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
    });
  });

  test('answers whatever stands in the address and the cookie, and installs nothing', async () => {
    const { back, store, server, log } = await entrance();
    const { clientSecret } = server.installation().app;
    const parameters = fc
      .array(fc.tuple(fc.constantFrom('code', 'state', 'error', 'x'), fc.string({ unit: 'grapheme' })), {
        maxLength: 4,
      })
      .map((pairs) =>
        new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value.toWellFormed()])).toString(),
      );
    await fc.assert(
      fc.asyncProperty(parameters, fc.stringMatching(/^[\w.-]{0,40}$/), async (query, state) => {
        const browser = createBrowser();
        browser.cookies.set('archcheck-install', state);
        const page = await browser.get(back(`?state=${state}&${query}`));
        expect(page.status).toBeGreaterThanOrEqual(400);
        expect(page.text).toMatch(/^<!doctype html>/);
      }),
      { numRuns: 30 },
    );
    expect(await store.installations.list('', 10)).toEqual([]);
    expect(log()).not.toContain(clientSecret);
  });

  test('leads nowhere else', async () => {
    const { installUrl } = await entrance();
    expect((await createBrowser().get(new URL('/elsewhere', installUrl).href)).status).toBe(404);
    expect((await fetch(installUrl, { method: 'POST' })).status).toBe(404);
  });
});
