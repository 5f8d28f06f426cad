import { expect, onTestFinished, test } from 'vitest';
import { conversation } from './conversation.ts';

const words = '4 teams, live for years, search needs its own scaling';

/** A verdict of Ana's in #general, and a Slack that can be made slow. */
async function verdictPosted() {
  const scene = await conversation('signed HTTP', { archcheck: { acknowledgeMs: 20 } });
  await scene.check(scene.ana, '#general', words);
  const gate = Promise.withResolvers<void>();
  onTestFinished(() => gate.resolve());
  return {
    ...scene,
    /** From now on Slack answers nothing of what it is asked about people and channels. */
    slow() {
      for (const method of ['users.info', 'conversations.info'])
        scene.server.slack.faults.always(method, { kind: 'hold', until: gate.promise });
    },
    /** Slack answers again, much later. */
    async goOn() {
      await scene.server.clock.advance(10_000);
      scene.server.slack.faults.clear();
      gate.resolve();
    },
  };
}

test('a form is acknowledged in time however slow Slack is, and says what came of it once it is posted', async () => {
  const { server, ana, ben, slow, goOn } = await verdictPosted();
  ana.clicks('Record decision');
  await ana.sees(/What was chosen\?/);
  ana.fills('Title', 'The shop stays one unit');
  slow();
  const { acknowledged } = ana.submits();
  await ana.sees(/this takes longer than usual/);
  await acknowledged;
  await goOn();
  await ana.sees(/It is posted/);
  await ben.sees(/D-1: The shop stays one unit/);
  ana.closes();
  expect(ana.screen()).not.toMatch(/What was chosen\?|It is posted/);
  expect(server.problems).toEqual([]);
});

test('what is wrong with a form is told late, and what was typed is still there', async () => {
  const { server, ana, slow, goOn } = await verdictPosted();
  ana.clicks('Record decision');
  await ana.sees(/What was chosen\?/);
  ana.fills('Title', 'The shop stays one unit');
  ana.fills('Which decision does it replace?', 'D-99');
  slow();
  ana.submits();
  await ana.sees(/this takes longer than usual/);
  await goOn();
  await ana.sees(/There is no decision D-99 that you may see\. Close this to go back to the form/);
  ana.closes();
  expect(ana.screen()).toMatch(/The shop stays one unit/);
  ana.fills('Which decision does it replace?', '');
  ana.submits();
  await ana.sees(/It is posted/);
  expect(server.problems).toEqual([]);
});

test('a form that was closed meanwhile is worked on all the same', async () => {
  const { server, archcheck, ana, ben, slow, goOn } = await verdictPosted();
  ana.clicks('Record decision');
  await ana.sees(/What was chosen\?/);
  slow();
  ana.submits();
  await ana.sees(/this takes longer than usual/);
  ana.closes();
  await goOn();
  await ben.sees(/# D-1: /);
  await archcheck.idle();
  expect(ana.screen()).not.toMatch(/It is posted/);
  expect(server.problems).toEqual([]);
});

test('the form that a button opens is there in time', async () => {
  const { server, ana, slow, goOn } = await verdictPosted();
  slow();
  ana.clicks('Record decision');
  await ana.sees(/One moment/);
  await goOn();
  await ana.sees(/What was chosen\?/);
  ana.submits();
  await ana.sees(/It is posted/);
  expect(server.problems).toEqual([]);
});

test('a button that opens no form after all says so where it was announced', async () => {
  const { server, ana, ben, record, slow, goOn } = await verdictPosted();
  await record(ana, 'The shop stays one unit');
  slow();
  ben.clicks('Edit');
  await ben.sees(/One moment/);
  await goOn();
  await ben.sees(/┌ Architecture check\n│ D-1 is edited by those whose decision it is: ana/);
  expect(server.problems).toEqual([]);
});

test('a form that Slack was not there for is finished once it is there again, and says so', async () => {
  const { server, archcheck, start, ana } = await verdictPosted();
  ana.clicks('Record decision');
  await ana.sees(/What was chosen\?/);
  server.slack.faults.always('conversations.info', { kind: 'status', status: 503 });
  ana.submits();
  await ana.sees(/this takes longer than usual/);
  await archcheck.idle();
  server.slack.faults.clear();
  await server.clock.advance(31_000);
  const next = await start();
  await ana.sees(/Architecture check\n│ It is posted/);
  await next.idle();
  ana.closes();
  expect(ana.screen().match(/# D-1: /g)).toHaveLength(1);
  expect(server.problems).toEqual([]);
});
