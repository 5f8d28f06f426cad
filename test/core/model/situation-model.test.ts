import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createSituationReader } from '../../../src/core/check/from-text.ts';
import { loadSituationSignals } from '../../../src/core/check/from-text-signals.ts';
import { ModelError } from '../../../src/core/model/model.ts';
import { createSituationModel } from '../../../src/core/model/situation-model.ts';
import { readPrompt } from '../../../src/prompts-folder.ts';
import { questionnaire } from '../check/support.ts';
import { createScriptedModel, type Script } from './support.ts';

const signals = loadSituationSignals(
  { file: 'knowledge/situations.yaml', text: readFileSync('knowledge/situations.yaml', 'utf8') },
  Object.fromEntries(questionnaire.questions.map(({ id, options }) => [id, options.map((option) => option.id)])),
);
const reader = createSituationReader(signals);

function reading(script: Script) {
  const model = createScriptedModel(script);
  const situations = createSituationModel({ model, prompt: readPrompt('situation.md'), reader, questionnaire });
  return { model, read: (description: string) => situations.read(description, { workspace: 'acme', channel: 'c' }) };
}

const answers = (...found: readonly (readonly [string, string, string])[]): Script => {
  const all = found.map(([question, option, because]) => ({ question, option, because }));
  return () => [JSON.stringify({ answers: all })];
};

const description =
  'We are two teams. The ops folks are comfy with clusters by now. Next year we hope to split billing off.';
const plain = reader.read(description);
const isOpen = questionnaire.questions.map(({ id }) => id).filter((id) => plain.answers[id] === undefined);

describe('a situation that a model reads as well', () => {
  it('keeps what the rules of reading found, and adds what stands in the person’s own words', async () => {
    const { read, model } = reading(answers(['operations', 'mature', 'comfy with clusters by now']));
    const { answers: found, because } = await read(description);
    expect(isOpen).toContain('operations');
    expect(found).toEqual({ ...plain.answers, operations: 'mature' });
    expect(because).toEqual({ ...plain.because, operations: 'comfy with clusters by now' });
    const [request] = model.requests;
    expect(request).toMatchObject({ workspace: 'acme', deadlineMs: 2_000 });
    expect(isOpen.every((id) => request?.instructions.includes(`"question":"${id}"`))).toBe(true);
    expect(request?.instructions).not.toContain('"question":"team"');
  });

  it.each<[string, readonly [string, string, string]]>([
    ['words that do not stand there', ['operations', 'mature', 'comfy with Kubernetes']],
    ['half a word', ['operations', 'mature', 'omfy with clusters']],
    ['a single word', ['operations', 'mature', 'clusters']],
    ['no words', ['operations', 'mature', '']],
    ['a plan', ['scaling', 'now', 'hope to split billing off']],
    ['an option that does not exist', ['operations', 'excellent', 'comfy with clusters']],
    ['a question that does not exist', ['budget', 'high', 'comfy with clusters']],
    ['a question that is answered', ['team', 'many-teams', 'comfy with clusters']],
    ['words that say another option', ['team', 'solo', 'We are two teams']],
  ])('takes no answer with %s', async (_, found) => {
    expect(await reading(answers(found)).read(description)).toEqual(plain);
  });

  it('takes none of two that contradict each other', async () => {
    const script = answers(['operations', 'mature', 'comfy with clusters'], ['operations', 'basic', 'The ops folks']);
    expect(await reading(script).read(description)).toEqual(plain);
  });

  it.each<[string, Script]>([
    ['is slow', () => [new ModelError('slow')]],
    ['writes something else', () => ['Sure!']],
    ['writes another form', () => ['{"answers":[{"question":1}]}']],
    ['is cut off', () => ['{"answers":[']],
    [
      'never stops',
      function* () {
        for (;;) yield ' '.repeat(1_000);
      },
    ],
  ])('is what the rules of reading found when the model %s', async (_, script) => {
    expect(await reading(script).read(description)).toEqual(plain);
  });

  it('is not put to it where there are no words', async () => {
    const { read, model } = reading(answers());
    await read('  ');
    expect(model.requests).toEqual([]);
  });
});
