import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { createApp } from '../../src/app.ts';
import { run } from '../../src/cli.ts';
import { parseConfig } from '../../src/config.ts';
import { loadWording } from '../../src/core/answers/verify/wording.ts';
import { actionId, parseActionId } from '../../src/core/check/action-ids.ts';
import { loadSituationSignals } from '../../src/core/check/from-text-signals.ts';
import { loadQuestionnaire } from '../../src/core/check/load.ts';
import { decisionActionId, parseDecisionActionId } from '../../src/core/decisions/action-ids.ts';
import { loadThreadReader } from '../../src/core/decisions/draft/reader.ts';
import { UserError } from '../../src/core/errors.ts';
import type { Form } from '../../src/core/form.ts';
import { loadExamples } from '../../src/core/knowledge/examples.ts';
import { createKnowledge } from '../../src/core/knowledge/knowledge.ts';
import { loadLexicon } from '../../src/core/knowledge/load-lexicon.ts';
import { parseDocument } from '../../src/core/knowledge/parse.ts';
import { parsePrompt } from '../../src/core/model/prompt.ts';
import { parseRating } from '../../src/core/rating.ts';
import { changeId, parseChange, parseChangeId } from '../../src/core/settings-change.ts';
import { parseTeamActionId, teamActionId } from '../../src/core/team/action-ids.ts';
import { aimedId, parseAimed } from '../../src/platforms/discord/flow-ids.ts';
import { formStepId, pagesOf, parseFormStep } from '../../src/platforms/discord/form-ids.ts';
import { formModal as discordForm } from '../../src/platforms/discord/form-modal.ts';
import { sittingOf } from '../../src/platforms/discord/form-sitting.ts';
import { messageSchema as discordSchema } from '../../src/platforms/discord/limits.ts';
import { modalSchema } from '../../src/platforms/discord/modal-limits.ts';
import { posted as discordPosted } from '../../src/platforms/discord/posted.ts';
import { toMessages as toDiscord } from '../../src/platforms/discord/render.ts';
import { formModal as slackForm } from '../../src/platforms/slack/form-modal.ts';
import { messageSchema as slackSchema } from '../../src/platforms/slack/limits.ts';
import { parseStepId } from '../../src/platforms/slack/modal.ts';
import { notesOf, readNotes } from '../../src/platforms/slack/notes.ts';
import { posted as slackPosted } from '../../src/platforms/slack/posted.ts';
import { toMessages as toSlack } from '../../src/platforms/slack/render.ts';
import { toText } from '../../src/platforms/terminal/render.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { builtIn } from '../support/built-in.ts';
import { actionsOf, at, type Event, live, seesAll } from '../support/living.ts';
import { expectHarmless } from '../support/shown.ts';
import { checkedView } from '../support/slack/check/view.ts';
import { createWorld, freshFolder } from '../support/world.ts';
import { type Entrance, entrance } from './entrance.ts';
import { platformEntrances } from './from-platforms.ts';
import { damaged, damagedText, typedText } from './inputs.ts';

const wordsOf = (text: string) => text.trim().split(/\s+/);
const idParts = [
  '',
  ...wordsOf(`check answer start quick full ask why back finish confirm discard restart form change breakdown summary leave
    unknown rate up down team few-teams id1 decision record accept object edit supersede show export snooze end draft D-1 1 30
    choose close mine settings answers model budget on off all discord slack share __proto__ constructor toString`),
];
const commands = ['arch-check', 'check', 'decisions', 'arch-decisions', 'record', 'arch-settings', 'title', 'help'];
const commandWords =
  wordsOf(`show history export accept object because supersede edit recheck snooze end due record D-1 D-2 D-99
  30 -1 status:accepted status:x since:2026-01 until:2026-13-40 in:#general team answers off on model budget 200000 everywhere billing`);
const fieldNames = wordsOf('title chosen reason deciders confirmation context review reviewAt question:team where');
const people = fc.array(fc.record({ id: fc.string(), name: typedText }), { maxLength: 3 });
const discussion = fc.record({
  thread: fc.record({
    title: typedText,
    messages: fc.array(
      fc.record({
        id: fc.string({ minLength: 1 }),
        user: fc.option(fc.constantFrom('ann', 'bob', '__proto__')),
        ts: fc.option(fc.oneof(typedText, fc.nat().map(String))),
        text: fc.oneof(
          typedText,
          typedText.map((words) => `decided: we keep ${words}`),
          typedText.map((words) => `I object, ${words}`),
        ),
        replyTo: fc.constant(null),
        reactions: fc.constant([]),
        deleted: fc.boolean(),
        bot: fc.boolean(),
      }),
      { maxLength: 6 },
    ),
  }),
  links: fc.constant({}),
  people,
});
const prompt = readFileSync(join(import.meta.dirname, '../../prompts/answer.md'), 'utf8');
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

/** The whole bot, over a store in memory. */
export async function createEntrances(): Promise<readonly Entrance[]> {
  const world = createWorld();
  const app = createApp(world, { builtIn });
  const store = await openStore({ folder: ':memory:', clock: world.now });
  const [bot, lexicon, { questionnaire }] = await Promise.all([app.bot(store), app.lexicon(), app.check()]);
  const options = Object.fromEntries(
    questionnaire.questions.map((each) => [each.id, each.options.map(({ id }) => id)]),
  );

  const lived = await live(bot);
  const known = fc.constantFrom(...new Set(actionsOf(lived.replies).map(({ id }) => id)));
  const forms = fc.constantFrom(...new Set(lived.replies.flatMap(({ form }) => form?.id ?? [])));
  const ids = fc.oneof(
    typedText,
    known,
    // With parts of another one in the place of one of its own.
    fc.tuple(known, fc.nat(4), fc.oneof(typedText, known)).map(([id, part, other]) =>
      id
        .split(':')
        .toSpliced(part, 1, ...other.split(':').slice(0, 2))
        .join(':'),
    ),
    fc.array(fc.constantFrom(...idParts), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(':')),
  );
  const events: fc.Arbitrary<Event> = fc.oneof(
    fc.record({ kind: fc.constant('message'), text: typedText }),
    fc.record({ kind: fc.constant('message'), text: typedText, id: fc.string({ minLength: 1 }) }),
    fc.record({
      kind: fc.constant('command'),
      name: fc.oneof(fc.constantFrom(...commands), typedText),
      words: fc.oneof(
        typedText,
        fc.array(fc.constantFrom(...commandWords), { maxLength: 4 }).map((all) => all.join(' ')),
      ),
    }),
    fc.record({ kind: fc.constant('action'), id: ids }),
    fc.record({
      kind: fc.constant('submit'),
      form: fc.oneof({ weight: 4, arbitrary: forms }, ids),
      values: fc.dictionary(fc.oneof(fc.constantFrom(...fieldNames), typedText), fc.oneof(typedText, people)),
    }),
    fc.record({ kind: fc.constant('discussion'), discussion }),
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

  async function talk(talked: readonly Event[]): Promise<void> {
    conversations += 1;
    for (const event of talked) {
      const replies = await bot.handle({ ...at, workspace: 'acme', conversation: `C${conversations}`, event }, seesAll);
      for (const reply of replies) {
        if (reply.form !== undefined) expectShownForm(reply.form);
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
    ...platformEntrances,
    entrance(
      'ids of buttons and steps, notes of modals and changes of settings',
      40_000,
      fc.oneof(ids, typedText),
      (text) => {
        const action = parseActionId(text);
        if (action !== null) expect(actionId(action)).toBe(text);
        const rating = parseRating(text);
        if (rating !== null) expect(`rate:${rating.rating}:${rating.answer}`).toBe(text);
        const decision = parseDecisionActionId(text);
        if (decision !== null) expect(parseDecisionActionId(decisionActionId(decision))).toEqual(decision);
        const team = parseTeamActionId(text);
        if (team !== null) expect(teamActionId(team)).toBe(text);
        const change = parseChangeId(text);
        if (change !== null) expect(parseChangeId(changeId(change.channel, change.settings))).toEqual(change);
        const aimed = parseAimed(text);
        expect(aimedId(aimed.id, aimed.message)).toBe(text);
        const filled = parseFormStep(text);
        if (filled !== null) expect(parseFormStep(formStepId(filled))).toEqual(filled);
        const typed = parseChange(text, 'C1');
        if (typed !== null) expect(typed.channel).toBe(typed.everywhere ? '' : 'C1');
        const step = parseStepId(text);
        if (step !== null) expect(Number.isInteger(step) && step >= 0).toBe(true);
        expect(readNotes(text)).toBeNull();
      },
    ),
    entrance(
      'what people do, through the whole bot onto every platform',
      6_000,
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
    ...(['threads.yaml', 'utterances.yaml', 'choices.yaml', 'thread-weights.yaml'] as const).map((file) =>
      yaml(file, 120, (text) => {
        const fileOf = (name: string) => ({ file: name, text: name === file ? text : textOf(name) });
        loadThreadReader({
          threads: fileOf('threads.yaml'),
          utterances: fileOf('utterances.yaml'),
          choices: fileOf('choices.yaml'),
          weights: fileOf('thread-weights.yaml'),
        });
      }),
    ),
    entrance('prompts', 3_000, fc.oneof(damagedText(prompt), typedText), (text) =>
      refusesInWords(() => parsePrompt({ file: 'answer.md', text }, ['facts'])),
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
    ...(['ask', 'check', 'check --from-text', 'verify', 'decisions draft'] as const).map((command) =>
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
    { id: 't1', title: 'Shop', messages: [{ id: 'm1', user: 'U1', ts: '1.0', text: 'decided: we keep the monolith' }] },
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

/** A form as each platform shows it. */
function expectShownForm(form: Form): void {
  const notes = notesOf({ channel: 'C1', thread: null }, false);
  checkedView(slackForm(form, notes), 'modal');
  const sitting = sittingOf(form, { channel: '1', message: null });
  for (const page of pagesOf(form.fields).keys()) modalSchema.parse(discordForm('1'.repeat(18), sitting, page));
}
