import { describe, expect, onTestFinished, test } from 'vitest';
import type { Person } from '../../support/discord/person.ts';
import { createFate } from '../fate.ts';
import { conversation } from './conversation.ts';

/** How many moments there are in each: two for every write. */
const inAnswer = 8;
const inVerdict = 10;
const inRecord = 10;
/** After it was noted where the card of a decision stands, and before its file is attached. */
const noted = 6;
/** Before it is written down at all: a message is then lost, since Discord sends it once; of a click the person is told. */
const unwritten = 1;

const moments = (count: number) => Array.from({ length: count - unwritten }, (_, at) => at + 1 + unwritten);

/** A bot that is about to die. */
async function doomed() {
  const { fate, keptIn } = createFate();
  const scene = await conversation({ keptIn });
  // Called before the conversation ends, which waits for what is under way.
  onTestFinished(() => fate.bury());
  return { ...scene, fate };
}

/** What the bot has said to all, but for the picture that goes with it. */
function said(person: Person): number {
  const shown = person.messages().filter(({ author, visibleTo }) => author.app !== null && visibleTo === null);
  return shown.filter(({ attachments }) => attachments.length === 0).length;
}

/** The files that the bot has posted for all, by name. */
function files(person: Person): string[] {
  const shown = person.messages().filter(({ author, visibleTo }) => author.app !== null && visibleTo === null);
  return shown.flatMap(({ attachments }) => attachments.map(({ filename }) => filename)).sort();
}

/** After so long a dead process holds nothing any more. */
const leaseMs = 31_000;

async function startAgain({ server, start }: Awaited<ReturnType<typeof doomed>>) {
  await server.clock.advance(leaseMs);
  const next = await start();
  await next.idle();
  return next;
}

describe('killed while it answers a mention', () => {
  test(`there are ${inAnswer} moments to die in`, async () => {
    const { ana, fate, quiet } = await doomed();
    fate.dieAt(0);
    ana.mentions('what is a monolith?');
    await ana.sees(/\[👍\]/);
    await quiet();
    expect(fate.moments()).toBe(inAnswer);
  });

  test.each(moments(inAnswer))('at moment %i, the answer is there once', async (moment) => {
    const scene = await doomed();
    const { ana, fate } = scene;
    fate.dieAt(moment);
    ana.mentions('what is a monolith?');
    await fate.died;
    await startAgain(scene);
    await ana.sees(/\[👍\]/);
    expect(said(ana)).toBe(1);
  });
});

describe('killed while it posts a verdict', () => {
  async function toLastClick({ ana, quiet }: Awaited<ReturnType<typeof doomed>>): Promise<void> {
    ana.runs('/arch-check', { about: '3 devs, an MVP' });
    await ana.sees(/Is that right\?/);
    await quiet();
  }

  test(`there are ${inVerdict} moments to die in`, async () => {
    const scene = await doomed();
    await toLastClick(scene);
    scene.fate.dieAt(0);
    scene.ana.clicks('Yes, go on');
    await scene.ana.sees(/It is posted/);
    await scene.quiet();
    expect(scene.fate.moments()).toBe(inVerdict);
  });

  test.each(moments(inVerdict))('at moment %i, the verdict is there once', async (moment) => {
    const scene = await doomed();
    const { ana, fate } = scene;
    await toLastClick(scene);
    fate.dieAt(moment);
    ana.clicks('Yes, go on');
    await fate.died;
    const next = await startAgain(scene);
    await ana.sees(/\[Full breakdown\]/);
    await next.idle();
    expect(said(ana)).toBe(1);
    expect(files(ana)).toEqual(['verdict.png']);
  });
});

describe('killed while it records a decision', () => {
  async function toRecord({ ana, quiet }: Awaited<ReturnType<typeof doomed>>): Promise<void> {
    await ana.runs('/arch-check', { about: '3 devs, an MVP' }).settled;
    await ana.sees(/Is that right\?/);
    await ana.clicks('Yes, go on').settled;
    await ana.sees(/\[Record decision\]/);
    await ana.clicks('Record decision').settled;
    await ana.sees(/\[Fill in part 1\]/);
    await ana.clicks('Fill in part 1').settled;
    ana.fills('Title', 'One unit');
    await ana.submits().settled;
    await ana.sees(/\*\* One unit/);
    await quiet();
  }

  test(`there are ${inRecord} moments to die in`, async () => {
    const scene = await doomed();
    await toRecord(scene);
    scene.fate.dieAt(0);
    scene.ana.clicks('Record');
    await scene.ana.sees(/It is posted/);
    await scene.quiet();
    expect(scene.fate.moments()).toBe(inRecord);
  });

  test.each(moments(inRecord))('at moment %i, the decision is there once, and kept up to date', async (moment) => {
    const scene = await doomed();
    const { ana, fate } = scene;
    await toRecord(scene);
    fate.dieAt(moment);
    ana.clicks('Record');
    await fate.died;
    const next = await startAgain(scene);
    await ana.sees(/### D-1: One unit/);
    await next.idle();
    // Once it is noted where the card stands, nobody posts it again: its file is left out, and *Markdown* gives it.
    expect(files(ana)).toEqual(moment === noted ? ['verdict.png'] : ['D-1-one-unit.md', 'verdict.png']);
    await ana.clicks('Accept').settled;
    await ana.sees(/Status:\*\* Accepted by ana/);
    expect([...ana.screen().matchAll(/### D-\d/g)]).toHaveLength(1);
  });
});
