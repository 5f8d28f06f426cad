import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createSituationReader } from '../../../src/core/check/from-text.ts';
import { loadSituationSignals } from '../../../src/core/check/from-text-signals.ts';
import { scoreSituations } from '../../../src/core/evaluation/score-situations.ts';
import { knownOptions } from './from-text-options.ts';

const situation = z.object({
  id: z.string(),
  description: z.string(),
  answers: z.record(z.string(), z.string()),
  verdict: z.string(),
  clear: z.boolean(),
});

test.each(['tune', 'check'])('the situations of %s stay read', (part) => {
  const file = 'knowledge/situations.yaml';
  const reader = createSituationReader(loadSituationSignals({ file, text: readFileSync(file, 'utf8') }, knownOptions));
  const items = readFileSync(`test/evaluation/situations/${part}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => situation.parse(JSON.parse(line)));
  const results = items.map(({ description, verdict }) => ({ ...reader.read(description), verdict }));
  const { precision, recall } = scoreSituations(items, results);
  expect(precision).toBeGreaterThanOrEqual(0.97);
  expect(recall).toBeGreaterThanOrEqual(0.94);
});
