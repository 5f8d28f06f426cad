import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freshFolder } from '../../support/world.ts';
import { runArchcheck, wayTo } from './archcheck.ts';
import { conversation } from './conversation.ts';

/** A folder of documents and rules in which one question is asked in other words, and one answer has another id. */
function editedKnowledge(): string {
  const folder = freshFolder();
  cpSync('knowledge', folder, { recursive: true });
  for (const name of ['questionnaire.yaml', 'situations.yaml']) {
    const file = join(folder, name);
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text.replace('How far along is it?', 'How far are you?').replaceAll('finding-out', 'searching'),
    );
  }
  return folder;
}

test('cards from before the questionnaire was edited say kindly what to do', async () => {
  const { server, archcheck, ana, data } = await conversation();
  await ana.runs('/arch-check', { about: '3 devs, an MVP', title: 'Lantern' }).settled;
  await ana.sees(/Is that right\?/);
  await ana.clicks('Yes, go on').settled;
  await ana.sees(/It is posted in the channel/);
  await archcheck.idle();
  await ana.runs('/arch-check').settled;
  await ana.sees(/How far along is it\?/);
  await archcheck.stop();
  await server.gateway.disconnected();
  const env = { ARCHCHECK_KNOWLEDGE: editedKnowledge() };
  const edited = await runArchcheck({ ...wayTo(server), data, now: () => server.clock.now(), env });
  onTestFinished(() => edited.stop());

  await ana.clicks('Full breakdown').settled;
  await ana.sees(/The rules have changed since that check\. \/arch-check asks again under today’s rules/);
  await ana.clicks('Live, still learning what it should be').settled;
  await ana.sees(/The questions have changed since you began this check, so please start again/);
  await ana.clicks('Start again').settled;
  await ana.sees(/How far are you\?/);
  expect(edited.log()).not.toMatch(/error/);
  expect(server.problems).toEqual([]);
});
