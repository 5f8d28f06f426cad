import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { createApp } from '../../src/app.ts';
import { run } from '../../src/cli.ts';
import { parseConfig } from '../../src/config.ts';
import { loadWording } from '../../src/core/answers/verify/wording.ts';
import type { Incoming } from '../../src/core/bot-events.ts';
import { actionId, parseActionId } from '../../src/core/check/action-ids.ts';
import { loadSituationSignals } from '../../src/core/check/from-text-signals.ts';
import { loadQuestionnaire } from '../../src/core/check/load.ts';
import { UserError } from '../../src/core/errors.ts';
import { loadExamples } from '../../src/core/knowledge/examples.ts';
import { createKnowledge } from '../../src/core/knowledge/knowledge.ts';
import { loadLexicon } from '../../src/core/knowledge/lexicon.ts';
import { parseDocument } from '../../src/core/knowledge/parse.ts';
import { parseRating } from '../../src/core/rating.ts';
import { messageSchema as discordSchema } from '../../src/platforms/discord/limits.ts';
import { posted as discordPosted } from '../../src/platforms/discord/posted.ts';
import { toMessages as toDiscord } from '../../src/platforms/discord/render.ts';
import { deedSchema } from '../../src/platforms/slack/deed.ts';
import { departureSchema, readDeparture } from '../../src/platforms/slack/departure.ts';
import { messageSchema as slackSchema } from '../../src/platforms/slack/limits.ts';
import { parseStepId } from '../../src/platforms/slack/modal.ts';
import { readNotes } from '../../src/platforms/slack/notes.ts';
import { readOrigin } from '../../src/platforms/slack/origin.ts';
import { posted as slackPosted } from '../../src/platforms/slack/posted.ts';
import { readDeed } from '../../src/platforms/slack/read-deed.ts';
import { toMessages as toSlack } from '../../src/platforms/slack/render.ts';
import { toText } from '../../src/platforms/terminal/render.ts';
import { builtIn } from '../support/built-in.ts';
import { expectHarmless } from '../support/shown.ts';
import { createWorld, freshFolder } from '../support/world.ts';
import { slackBodies } from './bodies.ts';
import { damaged, damagedText, typedText } from './inputs.ts';

/** A way in, and what must hold whatever comes in by it. */
export interface Entrance {
  readonly name: string;
  /** How many inputs a benchmark tries; the tests try a share of it. */
  readonly inputs: number;
  /** Tries so many inputs. @param watch to be called around the work on each */
  assert(inputs: number, watch: Watch): Promise<void>;
}

export type Watch = (work: () => void | Promise<void>) => Promise<void>;

function entrance<Input>(
  name: string,
  inputs: number,
  arbitrary: fc.Arbitrary<Input>,
  check: (input: Input) => void | Promise<void>,
): Entrance {
  return {
    name,
    inputs,
    assert: (numRuns, watch) =>
      fc.assert(
        fc.asyncProperty(arbitrary, async (input) => watch(() => check(input))),
        { numRuns, endOnFailure: true },
      ),
  };
}

const knowledgeFolder = join(import.meta.dirname, '../../knowledge');
const textOf = (file: string) => readFileSync(join(knowledgeFolder, file), 'utf8');
const knowledge = createKnowledge([parseDocument('microservices-vs-monolith', textOf('microservices-vs-monolith.md'))]);

/** A file may be refused, in words for whoever edits it; everything else would be a crash. */
function refusesInWords(load: () => unknown): void {
  try {
    load();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.message).not.toMatch(/\bat .*\.ts:\d|undefined|\[object/);
  }
}

const self = { workspace: 'T1', user: 'B1' };

/** The whole bot, over a store in memory. */
export async function createEntrances(): Promise<readonly Entrance[]> {
  const app = createApp(createWorld(), { data: ':memory:', builtIn });
  const [bot, lexicon, { questionnaire }] = await Promise.all([app.bot(), app.lexicon(), app.check()]);
  const options = Object.fromEntries(
    questionnaire.questions.map((each) => [each.id, each.options.map(({ id }) => id)]),
  );

  const ids = fc.oneof(
    typedText,
    fc
      .array(
        fc.constantFrom(
          ...[
            'check',
            'answer',
            'start',
            'quick',
            'full',
            'ask',
            'why',
            'back',
            'finish',
            'confirm',
            'discard',
            'restart',
          ],
          ...[
            'form',
            'change',
            'breakdown',
            'summary',
            'leave',
            'unknown',
            'rate',
            'up',
            'down',
            '',
            'team',
            'few-teams',
            'id1',
          ],
          ...['__proto__', 'constructor', 'toString'],
        ),
        { minLength: 1, maxLength: 5 },
      )
      .map((parts) => parts.join(':')),
  );
  const events: fc.Arbitrary<Incoming['event']> = fc.oneof(
    fc.record({ kind: fc.constant('message'), text: typedText }),
    fc.record({ kind: fc.constant('message'), text: typedText, id: fc.string({ minLength: 1 }) }),
    fc.record({
      kind: fc.constant('command'),
      name: fc.oneof(fc.constantFrom('arch-check', 'check', 'decisions', 'title', 'help'), typedText),
      words: typedText,
    }),
    fc.record({ kind: fc.constant('action'), id: ids }),
    fc.record({
      kind: fc.constant('form'),
      answers: fc.dictionary(
        fc.oneof(fc.constantFrom(...Object.keys(options)), typedText),
        fc.oneof(fc.constantFrom('unknown', 'few-teams'), typedText),
      ),
      title: typedText,
      ask: fc.oneof(fc.constantFrom(...Object.keys(options)), typedText),
    }),
  );
  let conversations = 0;

  async function talk(talked: readonly Incoming['event'][]): Promise<void> {
    conversations += 1;
    for (const event of talked) {
      const replies = await bot.handle({ workspace: 'T1', conversation: `C${conversations}`, person: 'U1', event });
      for (const reply of replies) {
        const slack = toSlack(reply);
        for (const message of slack) slackSchema.parse(message);
        const discord = toDiscord(reply);
        for (const message of discord) discordSchema.parse(message);
        expectHarmless(slackPosted(slack));
        expectHarmless(discordPosted(discord).replace(/\\(?=[^\p{L}\p{N}\s])/gu, '·'));
        expectHarmless(toText(reply, { width: 60, colour: false }).replaceAll('│', ''));
      }
    }
  }

  const yaml = (file: string, inputs: number, load: (text: string) => unknown) =>
    entrance(file, inputs, damagedText(textOf(file)), (text) => refusesInWords(() => load(text)));

  return [
    entrance('bodies and frames from Slack', 35_000, fc.oneof(...slackBodies.map(damaged)), (body) => {
      const deed = readDeed(body, self);
      // What is written down must be readable after a crash, as it was.
      if (deed !== null)
        expect(deedSchema.parse(JSON.parse(JSON.stringify(deed)))).toEqual(JSON.parse(JSON.stringify(deed)));
      const departure = readDeparture(body);
      if (departure !== null) expect(departureSchema.parse(JSON.parse(JSON.stringify(departure)))).toEqual(departure);
      expect(readOrigin(body)?.workspace).not.toBe('');
    }),
    entrance('ids of buttons and steps, and notes of modals', 40_000, fc.oneof(ids, typedText), (text) => {
      const action = parseActionId(text);
      if (action !== null) expect(actionId(action)).toBe(text);
      const rating = parseRating(text);
      if (rating !== null) expect(`rate:${rating.rating}:${rating.answer}`).toBe(text);
      const step = parseStepId(text);
      if (step !== null) expect(Number.isInteger(step) && step >= 0).toBe(true);
      expect(readNotes(text)).toBeNull();
    }),
    entrance(
      'what people do, through the whole bot onto every platform',
      9_000,
      fc.array(events, { minLength: 1, maxLength: 4 }),
      talk,
    ),
    entrance(
      'settings',
      10_000,
      fc.record(
        Object.fromEntries(
          [
            'SLACK_BOT_TOKEN',
            'PORT',
            'LOG_LEVEL',
            'DATABASE_URL',
            'ARCHCHECK_DATA',
            'ARCHCHECK_PERSON_PER_MINUTE',
            'ARCHCHECK_X',
          ].map((name) => [name, fc.oneof(typedText, fc.constantFrom('', '0', '-1', '65536', '1e3', 'info'))]),
        ),
        { requiredKeys: [] },
      ),
      (env) => refusesInWords(() => parseConfig(env)),
    ),
    entrance(
      'Markdown of one’s own',
      10_000,
      fc.oneof(damagedText(textOf('microservices-vs-monolith.md')), typedText),
      (text) =>
        refusesInWords(() => {
          const document = parseDocument('own', text);
          const lines = document.text.split('\n');
          for (const { facts } of document.sections)
            for (const { line } of facts) expect(lines[line - 1]).toBeDefined();
        }),
    ),
    yaml('lexicon.yaml', 700, (text) => loadLexicon({ file: 'lexicon.yaml', text }, knowledge)),
    yaml('questionnaire.yaml', 2_000, (text) => loadQuestionnaire({ file: 'questionnaire.yaml', text }, knowledge)),
    yaml('situations.yaml', 300, (text) => loadSituationSignals({ file: 'situations.yaml', text }, options)),
    yaml('wording.yaml', 2_000, (text) => loadWording({ file: 'wording.yaml', text })),
    yaml('examples.jsonl', 300, (text) =>
      loadExamples({ file: 'examples.jsonl', text }, knowledge, lexicon.abbreviations),
    ),
    entrance('the command line', 400, commandLines(), async (args) => {
      const cwd = freshFolder();
      const status = await run(args, createWorld({ cwd }), builtIn);
      rmSync(cwd, { recursive: true });
      expect([0, 1, 2]).toContain(status);
    }),
    entrance(
      'answers in a file',
      300,
      fc.oneof(typedText, damagedText('team: few-teams\nscaling: [a, b]\nstage: mvp')),
      async (text) => {
        const cwd = freshFolder();
        writeFileSync(join(cwd, 'answers.yaml'), text);
        const status = await run(['check', '--answers', 'answers.yaml'], createWorld({ cwd }), builtIn);
        rmSync(cwd, { recursive: true });
        expect([0, 1]).toContain(status);
      },
    ),
    ...(['ask', 'check', 'check --from-text', 'verify'] as const).map((command) =>
      entrance(`lines of ${command} --jsonl`, 60, fc.array(jsonLine(), { minLength: 30, maxLength: 60 }), (lines) =>
        expectLineForLine(command, lines),
      ),
    ),
  ];
}

async function expectLineForLine(command: string, lines: readonly string[]): Promise<void> {
  const world = createWorld({ input: `${lines.join('\n')}\n` });
  expect(await run([...command.split(' '), '--jsonl'], world, builtIn)).toBe(0);
  const answers = world.output().trimEnd().split('\n');
  expect(answers).toHaveLength(lines.length);
  for (const answer of answers) {
    const parsed: { posted?: { slack: string; terminal: string } } = JSON.parse(answer);
    if (parsed.posted) expectHarmless(parsed.posted.slack);
  }
}

function jsonLine(): fc.Arbitrary<string> {
  const shapes = [
    { id: 'q1', question: 'what is a monolith?', conversation: 'c1' },
    { id: 1, answers: { team: 'few-teams', stage: ['mvp', 'live'] } },
    { id: 'd1', description: 'five developers build an MVP' },
    { id: 'v1', claim: 'A monolith is one unit.', quotes: [{ section: 'Core Differences', text: 'Single unit' }] },
  ];
  const json = fc.oneof(...shapes.map(damaged)).map((value) => JSON.stringify(value));
  const broken = typedText.map((text) => text.replaceAll('\n', ' '));
  return fc.oneof({ weight: 9, arbitrary: json }, { weight: 1, arbitrary: broken.map((text) => text || ' ') });
}

/** Nothing that starts a chat or reaches out of its folder. */
function commandLines(): fc.Arbitrary<string[]> {
  const words = fc.constantFrom(
    ...['ask', 'check', 'verify', 'decisions', 'list', 'show', 'slack', 'manifest', 'store', 'backup', 'copy.db'],
    ...[
      '--json',
      '--jsonl',
      '--offline',
      '--from-text',
      '--questions',
      '--help',
      '--version',
      '--url',
      '--',
      '-x',
      '--data=d',
      '',
    ],
  );
  const harmless = typedText.filter((text) => !/[/\\\0]|^-/.test(text) && Buffer.byteLength(text) < 200);
  return fc.array(fc.oneof({ weight: 3, arbitrary: words }, { weight: 1, arbitrary: harmless }), {
    minLength: 1,
    maxLength: 6,
  });
}
