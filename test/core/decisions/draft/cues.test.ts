import { expect, test } from 'vitest';
import { loadThreadCues } from '../../../../src/core/decisions/draft/cues.ts';
import { loadThreadReader } from '../../../../src/core/decisions/draft/reader.ts';
import { files } from './support.ts';

const threadsText = files.threads.text;

const load = (from: string, to: string) => () =>
  loadThreadCues({ file: 'threads.yaml', text: threadsText.replace(from, to) });

test('a phrase that cannot be read names file and line', () => {
  const line = threadsText.split('\n').indexOf('    motion carried|passed|carries') + 1;
  expect(load('    motion carried|passed|carries', '    <motion> carried')).toThrow(
    new RegExp(`^threads\\.yaml:${line}: "<motion> carried": expected one of the classes`),
  );
});

test('a cue that is missing or unknown is named', () => {
  expect(load('  retract: |', '  retracts: |')).toThrow(
    /threads\.yaml:\d+: cues\.retract: expected string, for example/,
  );
});

test('an act without sentences and a clue that weighs no number are named', () => {
  const utterances = { file: 'utterances.yaml', text: files.utterances.text.replace('withdraw: |', 'withdrawn: |') };
  expect(() => loadThreadReader({ ...files, utterances })).toThrow(/utterances\.yaml:\d+: withdraw: expected string/);
  const weights = {
    file: 'thread-weights.yaml',
    text: files.weights.text.replace(/decision: [\d.]+,/, 'decision: much,'),
  };
  expect(() => loadThreadReader({ ...files, weights })).toThrow(
    /thread-weights\.yaml:\d+: least\.decision: expected number/,
  );
});
