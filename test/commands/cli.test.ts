import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { archcheck, freshFolder } from '../support/world.ts';

const lines = (output: string): Record<string, unknown>[] =>
  output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('the command line', () => {
  it('exits 0 with help on every command', async () => {
    for (const command of ['start', 'ask', 'check', 'verify', 'decisions', 'evaluate', 'doctor']) {
      const { status, output } = await archcheck([command, '--help']);
      expect(status, command).toBe(0);
      expect(output).toContain(`Usage: archcheck ${command}`);
    }
  });

  it.each([
    [['frobnicate']],
    [['ask']],
    [['ask', '--wrong']],
    [['ask', '--jsonl', 'a question']],
    [['check', '--from-text']],
    [['check', '--json']],
    [['verify']],
    [['decisions', 'burn']],
    [['decisions', 'show']],
    [['start', '--data', '']],
  ])('exits 2 with the usage for %j, and prints no result', async (args) => {
    const { status, output, errors } = await archcheck(args);
    expect(status).toBe(2);
    expect(output).toBe('');
    expect(errors).toMatch(/error: .+[\s\S]*Usage: archcheck/);
  });

  it('exits 1 with one clear sentence where a setting is wrong', async () => {
    const { status, output, errors } = await archcheck(['ask', 'why?'], { env: { ARCHCHECK_KNOWLEDG: 'x' } });
    expect(status).toBe(1);
    expect(output).toBe('');
    expect(errors).toMatch(/^ARCHCHECK_KNOWLEDG: there is no such setting; did you mean ARCHCHECK_KNOWLEDGE\?/);
  });

  it('reads a .env file, and lets the environment overrule it', async () => {
    const cwd = freshFolder();
    writeFileSync(join(cwd, '.env'), 'LOG_LEVEL=shout\n');
    expect((await archcheck(['doctor'], { cwd })).errors + (await archcheck(['doctor'], { cwd })).output).toContain(
      'got "shout"',
    );
    expect((await archcheck(['doctor'], { cwd, env: { LOG_LEVEL: 'warn' } })).status).toBe(0);
  });
});

describe('ask', () => {
  it('answers in text, and as JSON with verbatim citations', async () => {
    const { status, output } = await archcheck(['ask', 'how does a monolith scale?']);
    expect(status).toBe(0);
    expect(output).toMatch(/entire\s+application/);
    const json = JSON.parse((await archcheck(['ask', '--json', 'how does a monolith scale?'])).output);
    expect(json).toMatchObject({ status: 'answered', mode: 'offline' });
    expect(json.citations.length).toBeGreaterThan(0);
  });

  it('answers a line with a line, in order, and goes on after a bad one', async () => {
    const input = [
      '{"id":"a","question":"how do microservices communicate?","extra":true}',
      'not json',
      '{"id":"b"}',
      '',
      '{"id":7,"question":"what is the weather?"}',
    ].join('\n');
    const { status, output } = await archcheck(['ask', '--jsonl', '--offline'], { input });
    expect(status).toBe(0);
    const results = lines(output);
    expect(results.map(({ id }) => id)).toEqual(['a', null, 'b', null, 7]);
    expect(results.map(({ status: each, error }) => each ?? typeof error)).toEqual([
      'answered',
      'string',
      'string',
      'string',
      'declined',
    ]);
    expect(Object.keys(results[0] ?? {})).toEqual([
      'id',
      'status',
      'mode',
      'answer',
      'citations',
      'ranked',
      'notCovered',
      'posted',
      'ms',
    ]);
  });

  it('goes on in a conversation, and keeps two of them apart', async () => {
    const input = [
      '{"id":1,"conversation":"x","question":"how do microservices scale?"}',
      '{"id":2,"conversation":"y","question":"how is a monolith deployed?"}',
      '{"id":3,"conversation":"x","question":"and monoliths?"}',
      '{"id":4,"conversation":"y","question":"and microservices?"}',
    ].join('\n');
    const results = lines((await archcheck(['ask', '--jsonl'], { input })).output);
    expect(JSON.stringify(results[2]?.['citations'])).toContain('Scale entire application');
    expect(JSON.stringify(results[3]?.['citations'])).toContain('Complex deployment');
  });

  it('answers a question of 100,000 characters, control characters and lone surrogates with a sentence', async () => {
    const questions = ['why '.repeat(25_000), '\u0000\u202e\u200b', '\ud800 monolith?', ' '];
    const input = questions.map((question, id) => JSON.stringify({ id, question })).join('\n');
    const results = lines((await archcheck(['ask', '--jsonl'], { input })).output);
    expect(results).toHaveLength(4);
    for (const result of results) expect(String(result['answer']).length).toBeGreaterThan(10);
  });
});

describe('check', () => {
  it('prints the questionnaire', async () => {
    const { questions, rules } = JSON.parse((await archcheck(['check', '--questions'])).output);
    expect(questions).toHaveLength(11);
    expect(rules.version).toBe('1');
  });

  it('takes answers from a YAML or a JSON file', async () => {
    const cwd = freshFolder();
    writeFileSync(join(cwd, 'a.yaml'), 'team: solo\nstage: first-version\n');
    writeFileSync(join(cwd, 'a.json'), '{"team": "solo", "stage": "first-version"}');
    const yaml = await archcheck(['check', '--answers', 'a.yaml', '--json'], { cwd });
    const json = await archcheck(['check', '--answers', 'a.json', '--json'], { cwd });
    expect(yaml.status).toBe(0);
    expect(JSON.parse(yaml.output)).toMatchObject({ verdict: 'monolith', reachable: ['monolith'] });
    expect({ ...JSON.parse(json.output), ms: 0 }).toEqual({ ...JSON.parse(yaml.output), ms: 0 });
    expect((await archcheck(['check', '--answers', 'a.yaml'], { cwd })).output).toMatch(
      /^Monolith\n(?![\s\S]*Change answers)/,
    );
    expect(readdirSync(cwd)).toEqual(['a.json', 'a.yaml']);
  });

  it.each([
    ['missing.yaml', undefined, /missing\.yaml: cannot be read/],
    ['bad.yaml', 'team: [solo', /bad\.yaml:1: expected YAML/],
    ['list.yaml', '- solo', /list\.yaml:1: the whole file: expected record/],
    ['number.yaml', 'team: 1', /number\.yaml:1: team: expected string, array or null, for example "small-team", got 1/],
    ['typo.yaml', 'team: smal-team', /team.*small-team/s],
    ['typo2.yaml', 'taem: solo', /taem.*team/s],
  ])('says what is wrong with %s', async (file, content, message) => {
    const cwd = freshFolder();
    if (content !== undefined) writeFileSync(join(cwd, file), content);
    const { status, output, errors } = await archcheck(['check', '--answers', file], { cwd });
    expect(status).toBe(1);
    expect(output).toBe('');
    expect(errors).toMatch(message);
  });

  it('gives the verdict line by line in the terms of the contract', async () => {
    const input =
      '{"id":"c1","answers":{"team":"few-teams","operations":"basic","scaling":["one-part","even"],"ai":"unknown"}}\n{"id":2,"answers":{"team":"nobody"}}';
    const [first, second] = lines((await archcheck(['check', '--jsonl'], { input })).output);
    expect(
      Object.keys(first ?? {})
        .filter((key) => key !== 'disagreements')
        .sort(),
    ).toEqual(
      [
        'id',
        'verdict',
        'side',
        'reachable',
        'settles',
        'score',
        'scoreRange',
        'scale',
        'contributions',
        'blocks',
        'possibleBlocks',
        'flips',
        'flipsTotal',
        'nextSteps',
        'against',
        'costs',
        'beyondDocument',
        'rules',
        'posted',
        'ms',
      ].sort(),
    );
    expect(second).toMatchObject({ id: 2, error: expect.stringContaining('nobody') });
  });

  it('takes from a text only what it states, with the words that state it', async () => {
    const description = 'We are three developers. One day we may need Kubernetes.';
    const [result] = lines(
      (await archcheck(['check', '--jsonl', '--from-text'], { input: JSON.stringify({ id: 1, description }) })).output,
    );
    expect(result?.['answers']).toEqual({ team: 'small-team' });
    expect(description).toContain(String(Object.values(result?.['because'] ?? {})[0]));
  });
});

describe('verify', () => {
  it('accepts what its quotes support and says why it refuses the rest', async () => {
    const quotes = [{ section: 'Deployment & DevOps > Microservices', text: 'Requires mature DevOps' }];
    const input = [
      JSON.stringify({ id: 1, claim: 'Microservices require mature DevOps.', quotes }),
      JSON.stringify({ id: 2, claim: 'A monolith requires mature DevOps.', quotes }),
      JSON.stringify({ id: 3, claim: 'x' }),
    ].join('\n');
    const [right, wrong, bad] = lines((await archcheck(['verify', '--jsonl'], { input })).output);
    expect(right).toMatchObject({ id: 1, accepted: true, failed: null });
    expect(wrong).toMatchObject({ id: 2, accepted: false, failed: 'subject' });
    expect(bad).toMatchObject({ id: 3, error: expect.stringContaining('quotes') });
  });
});

describe('doctor', () => {
  it('finds everything in place in an empty folder, and leaves it empty', async () => {
    const cwd = freshFolder();
    const { status, output } = await archcheck(['doctor'], { cwd });
    expect(output).toMatch(/ok +knowledge +1 document, 18 sections/);
    expect(output).toMatch(/Everything that is set up works/);
    expect(status).toBe(0);
    expect(readdirSync(cwd)).toEqual([]);
    // As a volume is at first.
    mkdirSync(join(cwd, '.archcheck'));
    expect((await archcheck(['doctor'], { cwd })).output).toMatch(/ok +store +none yet/);
    expect(readdirSync(join(cwd, '.archcheck'))).toEqual([]);
  });

  it('exits 1, names the part and says what to do about it', async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'd.md'), 'no heading');
    const { status, output } = await archcheck(['doctor'], {
      env: {
        ...{ ARCHCHECK_KNOWLEDGE: folder, SLACK_BOT_TOKEN: 'xoxb-1', DISCORD_TOKEN: 'x', DISCORD_SHARDS: '3-1/2' },
        ...{ ARCHCHECK_OPERATIONS_PORT: '9464', ARCHCHECK_OPERATIONS_HOST: '192.0.2.1', ARCHCHECK_DATA: 'a/b/c' },
      },
    });
    expect(status).toBe(1);
    expect(output).toMatch(/fail +knowledge +d\.md: expected at least one heading/);
    expect(output).toMatch(/fail +slack +SLACK_BOT_TOKEN is set, but neither/);
    expect(output).toMatch(/fail +discord +DISCORD_SHARDS: expected a number from 1/);
    expect(output).toMatch(/fail +operations +The operations port 9464 on 192\.0\.2\.1 cannot be listened on/);
    expect(output).toMatch(/ok +store +none yet/);
    expect(output).not.toContain('xoxb-1');
  });
});

describe('a lexicon that says what its quotes do not', () => {
  const lying = () => {
    const folder = freshFolder();
    cpSync('knowledge', folder, { recursive: true });
    const file = join(folder, 'lexicon.yaml');
    const lie = 'A monolith always guarantees ten times faster delivery.';
    const text = readFileSync(file, 'utf8').replace('The fault isolation of a monolith is weak.', lie);
    expect(text).toContain(lie);
    rmSync(file, { force: true });
    writeFileSync(file, text);
    return { ARCHCHECK_KNOWLEDGE: folder };
  };

  it('is found by doctor, which names the sentence and why', async () => {
    const { status, output } = await archcheck(['doctor'], { env: lying() });
    expect(status).toBe(1);
    expect(output).toMatch(/fail +lexicon +aspects\.fault-isolation: “A monolith always guarantees/);
  });

  it('never gets to say it', async () => {
    const question = 'how good is the fault isolation of a monolith?';
    const { output } = await archcheck(['ask', question], { env: lying() });
    expect(output).not.toContain('guarantees');
    expect((await archcheck(['ask', question])).output).toContain('weak');
  });
});

describe('decisions', () => {
  it('says that there are none, and what a wrong id is', async () => {
    expect((await archcheck(['decisions'])).output).toMatch(/Nothing is recorded yet/);
    const { status, errors } = await archcheck(['decisions', 'show', 'nope']);
    expect(status).toBe(1);
    expect(errors).toMatch(/There is no saved check "nope"/);
  });

  it('keeps its data where --data says', async () => {
    const cwd = freshFolder();
    mkdirSync(join(cwd, 'elsewhere'));
    await archcheck(['decisions', '--data', 'elsewhere'], { cwd });
    expect(readdirSync(cwd)).toEqual(['elsewhere']);
  });
});
