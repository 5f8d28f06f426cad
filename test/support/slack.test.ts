import type { App, types } from '@slack/bolt';
import { afterEach, describe, expect, test } from 'vitest';
import { type Mode, startBoltApp } from './slack/bolt-app.ts';
import { person } from './slack/person.ts';
import { type SlackServer, startSlack } from './slack/server.ts';
import type { AppSpec } from './slack/specs.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Only what the listeners below take: Bolt leaves everything else without an acknowledgement. */
const registered: AppSpec = { name: 'archcheck', events: ['app_mention'], commands: ['/arch-ask', '/arch-check'] };

async function slackWith(mode: Mode, listen: (app: App) => void): Promise<SlackServer> {
  const server = await startSlack({ apps: [registered] });
  cleanups.push(() => server.close());
  const app = await startBoltApp(server, mode, listen);
  cleanups.push(() => app.stop());
  return server;
}

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const form: types.ModalView = {
  type: 'modal',
  callback_id: 'form',
  title: plain('Architecture check'),
  submit: plain('Next'),
  blocks: [
    {
      type: 'input',
      block_id: 'team',
      label: plain('How large is the team?'),
      hint: plain('The document says: small team'),
      element: {
        type: 'radio_buttons',
        action_id: 'team',
        options: [
          { text: plain('One small team'), value: 'small' },
          { text: plain('Several teams'), value: 'several' },
        ],
      },
    },
    {
      type: 'input',
      block_id: 'name',
      optional: true,
      label: plain('Name'),
      element: { type: 'plain_text_input', action_id: 'name', max_length: 20 },
    },
  ],
};

describe.each<Mode>(['Socket Mode', 'signed HTTP'])('a bare Bolt app over %s', (mode) => {
  test('answers a mention in its thread', async () => {
    const server = await slackWith(mode, (app) => {
      app.event('app_mention', async ({ event, say }) => {
        await say({ text: `you said: ${event.text.replace(/<@\w+> /, '')}`, thread_ts: event.ts });
      });
    });
    const ana = person(server, { user: 'ana', channel: '#general' });
    const said = ana.mentions('hello there');
    expect(await ana.sees(/you said/)).toBe(
      ['#general', 'ana: @archcheck hello there', '  │ archcheck:', '  │   you said: hello there'].join('\n'),
    );
    expect(await said.acknowledged).toMatchObject([{ ok: true }]);
    expect(server.effects()).toEqual({ pings: [], links: [] });
  });

  test('answers a slash command for one person, and in the channel on a click', async () => {
    const server = await slackWith(mode, (app) => {
      app.command('/arch-ask', async ({ ack, respond, command }) => {
        await ack();
        await respond({
          text: 'an answer',
          blocks: [
            { type: 'section', text: { type: 'mrkdwn', text: `about ${command.text}` } },
            { type: 'actions', elements: [{ type: 'button', action_id: 'share', text: plain('Share'), value: 'a1' }] },
          ],
        });
      });
      app.action('share', async ({ ack, respond }) => {
        await ack();
        await respond({ response_type: 'in_channel', text: 'shared', replace_original: false });
      });
    });
    const ana = person(server, { user: 'ana', channel: '#general' });
    const ben = person(server, { user: 'ben', channel: '#general' });
    ana.runs('/arch-ask what is a monolith?');
    expect(await ana.sees(/Share/)).toBe(
      ['#general', 'archcheck (only visible to you):', '  about what is a monolith?', '  [Share]'].join('\n'),
    );
    expect(ben.screen()).toBe('#general');
    ana.clicks('Share');
    await ben.sees(/shared/);
  });

  test('shows a modal, corrects what is filled in, and takes it', async () => {
    const submitted: unknown[] = [];
    const server = await slackWith(mode, (app) => {
      app.command('/arch-check', async ({ ack, client, command }) => {
        await ack();
        await client.views.open({ trigger_id: command.trigger_id, view: form });
      });
      app.view('form', async ({ ack, view }) => {
        const { value } = view.state.values['name']?.['name'] ?? {};
        const chosen = view.state.values['team']?.['team']?.selected_option?.value;
        submitted.push([chosen, value]);
        if (value === 'no') await ack({ response_action: 'errors', errors: { name: 'Another name, please.' } });
        else await ack();
      });
    });
    const ana = person(server, { user: 'ana', channel: '#general' });
    ana.runs('/arch-check');
    expect(await ana.sees(/Architecture check/)).toBe(
      [
        '#general',
        '┌ Architecture check',
        '│ How large is the team?',
        '│ ( ) One small team',
        '│ ( ) Several teams',
        '│ › The document says: small team',
        '│ Name (optional)',
        '│ [  ✎]',
        '└ [Close] [Next]',
      ].join('\n'),
    );
    ana.submits();
    expect(ana.screen()).toMatch(/! Please complete this required field/);
    ana.chooses('Several teams');
    ana.fills('Name', 'no');
    ana.submits();
    expect(await ana.sees(/! Another name, please/)).toMatch(/\(•\) Several teams/);
    ana.fills('Name', 'shop');
    ana.submits();
    await ana.seesNoMore(/Architecture check/);
    expect(submitted).toEqual([
      ['several', 'no'],
      ['several', 'shop'],
    ]);
    expect(server.problems).toEqual([]);
  });

  test('streams into a thread, asks who somebody is, and uploads a file', async () => {
    const server = await slackWith(mode, (app) => {
      app.event('app_mention', async ({ event, client, context }) => {
        const stream = client.chatStream({
          channel: event.channel,
          thread_ts: event.ts,
          recipient_user_id: event.user ?? '',
          recipient_team_id: context.teamId ?? '',
        });
        await stream.append({ markdown_text: 'a line that is long enough to go out before the end. '.repeat(6) });
        const { user } = await client.users.info({ user: event.user ?? '' });
        await stream.append({ markdown_text: `So much for ${user?.name}.` });
        await stream.stop();
        await client.filesUploadV2({
          channel_id: event.channel,
          thread_ts: event.ts,
          filename: 'adr.md',
          content: '# Record',
        });
      });
    });
    const ana = person(server, { user: 'ana', channel: '#general' });
    ana.mentions('stream, please');
    expect(await ana.sees(/\[file: /)).toMatch(
      /a line .*So much for ana\.\n {2}│ archcheck:\n {2}│ {3}\[file: adr\.md\]/,
    );
    expect(server.calls.map((call) => call.method).filter((name) => name.includes('tream'))).toEqual([
      'chat.startStream',
      'chat.stopStream',
    ]);
  });
});

test('a signature from too long ago is turned away by Bolt', async () => {
  const server = await startSlack({ apps: [registered] });
  cleanups.push(() => server.close());
  const app = await startBoltApp(server, 'signed HTTP', () => undefined);
  cleanups.push(() => app.stop());
  const minutesAgo = (minutes: number) => () => Date.now() - minutes * 60_000;
  await server.sendTo(app.url, { signedAt: minutesAgo(4) });
  await expect(server.sendTo(app.url, { signedAt: minutesAgo(6) })).rejects.toThrow(
    'did not answer the url_verification',
  );
});
