import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { openStore } from '../../src/storage/open-store.ts';
import { freshFolder } from '../support/world.ts';
import { collected, start } from './processes.ts';

let folder: string;

beforeEach(() => {
  folder = freshFolder();
});

it('keeps every row that it acknowledged when it is killed with -9, time after time', async () => {
  const acknowledged: string[] = [];
  for (const [round, after] of [1, 37, 150, 400].entries()) {
    const { child, lines } = startWriter(`round${round}`, 1_000_000);
    for await (const line of lines) {
      acknowledged.push(line);
      if (acknowledged.length >= after) child.kill('SIGKILL');
    }
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(400);
  const store = await openStore({ folder, clock: () => 0 });
  for (const line of acknowledged) {
    const [what, id = ''] = line.split(' ');
    if (what === 'saved') expect(await store.checks.get('acme', id), line).not.toBeNull();
    else expect(await store.events.claim({ workspace: 'acme', id, payload: null }, 1), line).toBeNull();
  }
  await store.close();
});

it('loses nothing and gives out nothing twice when three processes start on a fresh folder at once', async () => {
  const writers = ['one', 'two', 'three'].map((name) => startWriter(name, 150));
  const outputs = await Promise.all(writers.map(({ lines }) => collected(lines)));
  const lines = outputs.flat();
  const claims = lines.filter((line) => line.startsWith('claimed')).sort();
  expect(claims).toEqual(Array.from({ length: 150 }, (_, n) => `claimed ${n}`).sort());
  const store = await openStore({ folder, clock: () => 0 });
  for (const name of ['one', 'two', 'three']) {
    for (let n = 0; n < 150; n += 1) expect(await store.checks.get('acme', `${name}-${n}`)).not.toBeNull();
  }
  await store.close();
});

it('opens a fresh folder for two processes at the same moment, again and again', async () => {
  const openers = ['one', 'two'].map(() => start('opener-process.ts', []));
  for (let round = 0; round < 60; round += 1) {
    for (const { child } of openers) child.stdin.write(`${join(folder, String(round))}\n`);
    const answers = await Promise.all(openers.map(({ lines }) => lines.next()));
    expect(answers.map(({ value }) => value)).toEqual(['done', 'done']);
  }
  for (const { child } of openers) child.stdin.end();
  expect(await Promise.all(openers.map(({ lines }) => collected(lines)))).toEqual([[], []]);
});

function startWriter(name: string, count: number) {
  return start('writer-process.ts', [folder, name, String(count)]);
}
