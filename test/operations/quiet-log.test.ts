import { describe, expect, it } from 'vitest';
import { running } from './running.ts';

/** Words that nobody but the people here says, so that they can be looked for. */
const spoken = ['Zanzibar', 'quokka', 'Bletchley', 'xoxb-99-typed-by-a-person', 'sk-typedbyaperson123'];

describe.each(['socket', 'http'] as const)('the log over %s', (mode) => {
  it('holds nothing that people wrote and no secret of the environment, after whole conversations', async () => {
    const { ana, server, world, stop, ended, slackUrl } = await running(mode);
    ana.mentions('what is a monolith, says Zanzibar, with xoxb-99-typed-by-a-person and sk-typedbyaperson123?');
    await ana.sees(/archcheck:/);
    ana.runs('/arch-ask should the quokka use microservices?');
    await ana.sees(/only visible to you/);
    ana.runs('/arch-decisions Bletchley');
    await ana.sees(/No decision or check that you may see/);
    ana.runs('/arch-check 3 devs, an MVP called Zanzibar');
    await ana.sees(/Is that right\?/);
    ana.submits();
    await ana.sees(/Question \d|It is posted/);
    ana.closes();
    // What cannot be read, or is not from Slack, must leave no trace of its words either.
    if (mode === 'http') {
      const bodies = ['{"text":"Zanzibar"', 'payload=%7B"quokka', 'Bletchley'];
      for (const body of bodies) expect((await fetch(slackUrl, { method: 'POST', body })).status).toBe(401);
    }
    server.revoke(server.installation());
    stop();
    expect(await ended).toBe(0);
    const log = world.errors();
    expect(log.split('\n').length).toBeGreaterThan(3);
    for (const line of log.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('msg');
    const { app, botToken } = server.installation();
    const never = [...spoken, botToken, app.appToken, app.signingSecret];
    expect(never.filter((each) => log.includes(each))).toEqual([]);
  });
});
