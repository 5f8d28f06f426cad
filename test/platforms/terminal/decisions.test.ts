import { describe, expect, it, test } from 'vitest';
import { archcheck, freshFolder } from '../../support/world.ts';

const golden = (name: string) => `../../transcripts/${name}.txt`;
const typed = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

describe('decisions in the terminal', () => {
  it('are recorded after a check, accepted, objected to, re-checked and replaced', async () => {
    const script = [
      ...['/arch-check', '3', 's', 'r', 'Billing stays one unit', '', '', 'Ann, Bob', '', '', '', '', ''],
      ...['/decisions accept D-1', 'what did we decide about billing?', '/decisions recheck d1', '', '2', '9', '/done'],
      ...[
        '/record',
        'Split it',
        '3',
        '-',
        '',
        '/done',
        'The load is measured.',
        '/decisions supersede D-1',
        'D-9',
        'D-2',
      ],
      ...[
        '/decisions object D-2 We have no numbers',
        '/decisions split status:objected',
        '/decisions export D-1',
        '/decisions',
      ],
      ...['/record', 'x', '/cancel', '/decisions edit D-1', '/decisions due'],
    ];
    const { output, status } = await archcheck(['start'], { input: typed(script) });
    expect(status).toBe(0);
    await expect(output).toMatchFileSnapshot(golden('decisions'));
  });

  it('do not offer again what was refused, nor take a command for a title', async () => {
    const script = [
      '/arch-check',
      '3',
      's',
      '/record',
      '/help',
      '/api stays',
      '',
      '',
      '',
      'next week',
      '/done',
      '',
      '',
    ];
    const { output } = await archcheck(['start'], { input: typed(script) });
    expect(output).toMatch(/That is a command, and this a form: \/done sends it, \/cancel leaves it\./);
    expect(output).toContain('An empty line leaves it empty. Type a day as 2027-03-31.');
    expect(output).not.toContain('next week');
    expect(output).toMatch(/D-1: \/api stays[\s\S]*Review: no date set/);
  });

  it('opens a team check, which one person alone gives no result', async () => {
    const script = ['/arch-check team', 'Billing', '', '', 'a', ...'33112222222'.split(''), 'c'];
    const { output } = await archcheck(['start'], { input: typed(script) });
    expect(output).toMatch(/Team check: Billing[\s\S]*You have answered 11 of 11 questions/);
    expect(output).toMatch(/closed with the answers of one\s+person/);
  });
});

test('an answer in the chat names what its help names', async () => {
  const script = ['/decisions show D-9', '/decisions nowhere', 'what did we decide about billing?', '/help'];
  const { output } = await archcheck(['start'], { input: typed(script) });
  expect(output).toMatch(/may see\. Look for it\s+with \/decisions/);
  expect(output).toMatch(/or\s+\/decisions\s+alone/);
  expect(output).not.toContain('/arch-decisions');
});

describe('decisions on the command line', () => {
  async function recorded() {
    const cwd = freshFolder();
    await archcheck(['start'], { cwd, input: typed(['/arch-check', '3', 's', '/record', 'Billing', '/done']) });
    return cwd;
  }

  it('are listed, searched, shown and exported', async () => {
    const cwd = await recorded();
    expect((await archcheck(['decisions'], { cwd })).output).toMatch(/D-1 Billing: Monolith[\s\S]*Saved checks/);
    expect((await archcheck(['decisions', 'list', 'bill', 'status:proposed'], { cwd })).output).toMatch(
      /Decisions found[\s\S]*D-1 Billing/,
    );
    expect((await archcheck(['decisions', 'list', 'nowhere'], { cwd })).output).toMatch(
      /No decision or check that you may see has these\s+words/,
    );
    expect((await archcheck(['decisions', 'show', 'D-1'], { cwd })).output).toMatch(/^D-1: Billing\n/);
    expect(JSON.parse((await archcheck(['decisions', 'show', 'd1', '--json'], { cwd })).output)).toMatchObject({
      id: 'D-1',
      title: 'Billing',
    });
    expect(JSON.parse((await archcheck(['decisions', '--json'], { cwd })).output)).toMatchObject([
      { id: 'D-1' },
      { form: 'quick' },
    ]);
    const { output, status } = await archcheck(['decisions', 'export', 'D-1'], { cwd });
    expect(status).toBe(0);
    expect(output).toMatch(
      /^---\nstatus: proposed\ndate: '2026-11-23'\ndecision-makers:\n {2}- you\n---\n\n# D-1: Billing\n/,
    );
  });

  it('are done with what one person can do', async () => {
    const cwd = await recorded();
    expect((await archcheck(['decisions', 'object', 'D-1', 'no', 'numbers'], { cwd })).output).toMatch(
      /Objection to D-1 by you: no numbers/,
    );
    expect((await archcheck(['decisions', 'accept', 'D-1'], { cwd })).output).toMatch(/D-1 was accepted by you/);
    expect((await archcheck(['decisions', 'record'], { cwd, input: typed(['Next', '/done']) })).output).toMatch(
      /D-2: Next/,
    );
    expect((await archcheck(['decisions', 'supersede', 'D-1', 'D-2'], { cwd })).output).toMatch(
      /D-1 was superseded by D-2/,
    );
    expect((await archcheck(['decisions', 'recheck', 'D-2'], { cwd, input: typed(['/done']) })).output).toMatch(
      /D-2 re-checked/,
    );
    expect((await archcheck(['decisions', 'due'], { cwd })).output).toMatch(/No review is due/);
  });

  it('say by their status that nothing was done, and why', async () => {
    const cwd = await recorded();
    const refused = async (args: readonly string[], input = '') => {
      const { status, errors } = await archcheck(['decisions', ...args], { cwd, input });
      expect(status, args.join(' ')).toBe(1);
      return errors;
    };
    expect(await refused(['snooze', 'D-1', '0'])).toBe('Say for how many days, for example snooze D-12 30.\n');
    expect(await refused(['supersede', 'D-1', 'D-1'])).toBe('A decision cannot take its own place.\n');
    expect(await refused(['supersede', 'D-1', 'D-9'])).toMatch(/^There is no decision “D-9” that you may see/);
    for (const input of ['', '/cancel\n'])
      expect(await refused(['record'], input)).toBe('Nothing was done: the form was not sent.\n');
    expect((await archcheck(['decisions', '--json'], { cwd })).output).not.toContain('D-2');
  });

  it('ask for a reason, or for the one that takes its place, where it is left out', async () => {
    const cwd = await recorded();
    const objected = await archcheck(['decisions', 'object', 'D-1'], { cwd, input: typed(['', 'No numbers']) });
    expect(objected.output).toMatch(/Say why[\s\S]*Objection to D-1 by you: No numbers/);
    expect(objected.status).toBe(0);
    await archcheck(['decisions', 'record'], { cwd, input: typed(['Next', '/done']) });
    const superseded = await archcheck(['decisions', 'supersede', 'D-1'], { cwd, input: typed(['D-2']) });
    expect(superseded.output).toMatch(/D-1 was superseded by D-2/);
  });

  it('offer nothing to press where nothing can be pressed', async () => {
    const cwd = await recorded();
    const { output } = await archcheck(['decisions', 'show', 'D-1'], { cwd });
    expect(output).not.toMatch(/\[a\] Accept/);
  });

  it.each([
    [['export', 'nope'], /There is no saved check "nope"/],
    [['export', 'D-7'], /no such decision/],
    [['list', 'x', '--json'], /--json goes with list without words/],
    [['accept', 'nope'], /"nope" is no decision\. Expected an id such as D-12; "archcheck decisions" lists them/],
    [['accept', 'D-7'], /no such decision that you may see\. Look for it with archcheck decisions list/],
    [['list', 'status:done'], /status: takes proposed, accepted/],
    [['list', 'in:#shop'], /in: takes a channel that you can see/],
    [['record', 'c9'], /no finished check here to record/],
    [['object', 'D-7'], /no such decision/],
  ])('says what is wrong with %j', async (args, message) => {
    const { status, output, errors } = await archcheck(['decisions', ...args]);
    expect({ status, output }).toEqual({ status: 1, output: '' });
    expect(errors).toMatch(message);
  });
});
