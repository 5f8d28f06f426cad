import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { run } from '../../../src/cli.ts';
import type { Bot } from '../../../src/core/bot-events.ts';
import { remarkCard } from '../../../src/core/card.ts';
import { UserError } from '../../../src/core/errors.ts';
import type { Form } from '../../../src/core/form.ts';
import { chat } from '../../../src/platforms/terminal/chat.ts';
import { builtIn } from '../../support/built-in.ts';
import { archcheck, createWorld, freshFolder } from '../../support/world.ts';

/** What a person sees who types these lines: each with the prompt that a terminal would show. */
async function conversation(lines: readonly string[], cwd = freshFolder()): Promise<string> {
  const said: string[] = [];
  for (const line of lines) {
    const { status, output, errors } = await archcheck(['start'], { cwd, input: `${line}\n` });
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    said.push(`you › ${line}\n\n${output}`);
  }
  return said.join('');
}

const golden = (name: string) => `../../transcripts/${name}.txt`;

describe('the terminal chat', () => {
  // Every line of these is a process of its own: what is remembered, the store remembers.
  it('walks a quick check back and forth, and shows the document’s line on demand', async () => {
    const cwd = freshFolder();
    const script = [
      '/arch-check',
      '3',
      'w',
      '2',
      'b',
      '4',
      's',
      'f',
      '/title Billing',
      '/decisions',
      '/decisions billing',
      '/decisions x',
    ];
    const output = await archcheck(['start'], { cwd, input: script.map((line) => `${line}\n`).join('') });
    await expect(output.output).toMatchFileSnapshot(golden('quick-check'));
  });

  it('starts from what one writes, for confirmation, and lets one change it', async () => {
    const script = ['/arch-check two squads, MVP, we deploy by hand', 'c', '3', 'y', 'c', '1', '2', 's', 'x'];
    const { output } = await archcheck(['start'], { input: script.map((line) => `${line}\n`).join('') });
    await expect(output).toMatchFileSnapshot(golden('prefilled-check'));
  });

  it('has no settings of channels, as it has none', async () => {
    const { output } = await archcheck(['start'], { input: '/arch-settings answers off\n' });
    expect(output).toBe('There is no such command. /help lists the commands.\n\n');
  });

  it('takes an empty line for no answer where there is something to choose', async () => {
    const { output } = await archcheck(['start'], { input: '/arch-check two squads, MVP\n\n' });
    expect(output).toMatch(/That is none of the choices: y, c, h, a\. You can also ask in words\.\n\n$/);
    expect(output).not.toContain('could not read');
  });

  it('asks everything in the full form, and ends with a verdict', async () => {
    const answers = ['3', '5', '4', '4', '3', '3', '2', '3', '2', '2', '3'];
    const { output } = await archcheck(['check'], { input: ['a', ...answers].map((line) => `${line}\n`).join('') });
    expect(output.match(/Question \d+ of 11/g)).toHaveLength(11);
    expect(output).toMatch(/\nMicroservices\n[\s\S]*What it costs/);
  });

  it('goes on in a new process with the question that one left at', async () => {
    const transcript = await conversation(['/arch-check', 'what is a monolith?', '/arch-check', '/help', '/quit']);
    await expect(transcript).toMatchFileSnapshot(golden('left-and-resumed'));
  });

  it('keeps the answers when it is left, and asks before it throws them away', async () => {
    const cwd = freshFolder();
    await archcheck(['start'], { cwd, input: '/arch-check\n3\n' });
    const { output } = await archcheck(['start'], { cwd, input: '/arch-check we are four devs\n' });
    expect(output).toMatch(/You have a check under way/);
    expect(output).toMatch(/Question 2/);
    expect(output).toMatch(/Start afresh/);
  });

  it('answers what cannot be a question with one sentence', async () => {
    const { output } = await archcheck(['start'], { input: '\n7\n/foo\n/decision\n\u0007\u202e\n' });
    expect(
      output
        .trim()
        .split('\n\n')
        .map((reply) => reply.replace(/\s+/g, ' ')),
    ).toEqual([
      expect.stringMatching(/^I could not read a question/),
      'There is nothing to choose from here. Ask in words, or type /help.',
      'There is no such command. /help lists the commands.',
      'There is no such command. Did you mean /decisions?',
      expect.stringMatching(/^I could not read a question/),
    ]);
  });

  it('shows a real question and a real check where there is nothing to read, and leaves nothing behind', async () => {
    const { status, output } = await archcheck(['start'], { input: '' });
    expect(status).toBe(0);
    await expect(output).toMatchFileSnapshot(golden('demonstration'));
  });

  it.each([20, 40, 120, 200])('fits a window of %i columns', async (columns) => {
    const script = '/arch-check\nw\n3\ns\nf\nmonolith vs microservices\n/help\n';
    const { output } = await archcheck(['start'], { input: script, columns });
    for (const line of output.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(columns);
  });

  it.each([
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    [{ FORCE_COLOR: '1' }, true],
    [{}, false],
  ])('writes colour with %j: %j', async (env, coloured) => {
    const { output } = await archcheck(['start'], { input: '/help\n', env });
    expect(output.includes('\u001b[')).toBe(coloured);
  });
});

describe('on a terminal', () => {
  function terminal() {
    const stdin = Object.assign(new PassThrough(), { isTTY: true });
    const world = createWorld({ input: stdin, columns: 80, env: { NO_COLOR: '1' } });
    Object.assign(world.stdout, { isTTY: true });
    const seen = async (pattern: RegExp) => {
      while (!pattern.test(world.output())) await new Promise((resolve) => world.stdout.once('data', resolve));
    };
    return { world, stdin, seen };
  }

  it('greets, prompts, answers and leaves at end of file', async () => {
    const { world, stdin, seen } = terminal();
    const done = run(['start'], world, builtIn);
    await seen(/you › /);
    expect(world.output()).toMatch(/Ask me about monoliths and microservices/);
    stdin.write('/help\r');
    await seen(/What you can type/);
    stdin.end();
    expect(await done).toBe(0);
    expect(world.output().endsWith('\n')).toBe(true);
  });

  it('clears the line on Ctrl-C, and leaves on Ctrl-C at an empty one', async () => {
    const { stdin, seen, world } = terminal();
    const done = run(['start'], world, builtIn);
    await seen(/you › /);
    stdin.write('half a quest\u0003');
    stdin.write('/help\r');
    await seen(/What you can type/);
    expect(world.output()).not.toMatch(/no such/);
    stdin.write('\u0003');
    expect(await done).toBe(0);
  });

  it('keeps what was filled in where it could not be saved, and sends it again', async () => {
    const { world, stdin, seen } = terminal();
    const form: Form = {
      ...{ id: 'f', title: 'Record', submit: 'Record', intro: [] },
      fields: [{ kind: 'text', id: 'title', label: 'Title', value: '', maxLength: 100 }],
    };
    const sent: unknown[] = [];
    const bot: Bot = {
      ...(await createApp(world, { builtIn }).bot()),
      async handle({ event }) {
        if (event.kind !== 'submit') return [{ ...remarkCard('Record'), form }];
        sent.push(event.values['title']);
        if (sent.length === 1) throw new UserError('The store is busy. Try again.');
        return [remarkCard('Recorded.')];
      },
    };
    const done = chat(world, bot, { greeting: [] });
    await seen(/you › /);
    stdin.write('/record\r');
    await seen(/Title \(1 of 1\)/);
    stdin.write('My precious title\r');
    await seen(/The store is busy\. Try again\.[\s\S]*An empty line keeps “My precious title”/);
    stdin.write('/done\r');
    await seen(/Recorded\./);
    expect(sent).toEqual(['My precious title', 'My precious title']);
    stdin.end();
    await done;
  });
});
