import { expect, it } from 'vitest';
import { describeOnPostgres } from '../support/postgres/database.ts';
import { endure } from './endure.ts';
import { broken, summaryOf } from './report.ts';

// Three processes start, are killed and start again: seconds on two free cores, more where others work.
const timeout = 120_000;

describeOnPostgres('three copies under load, of which one after another is killed while the database restarts', () => {
  it('answer once whatever was acknowledged, and take over within half a minute', { timeout }, async () => {
    const options = {
      seconds: 8,
      rate: 8,
      copies: 3,
      slack: 'http',
      seed: 20_261_126,
      faults: false,
      killEverySeconds: 3,
      restartDatabaseEverySeconds: 5,
      latencyMs: 100,
      patienceSeconds: 60,
      hurry: true,
      model: false,
      watch: () => undefined,
    } as const;
    const report = await endure(options);
    // The machine of whoever runs the tests may be too busy for the rate.
    const failures = broken(report, { ...options, rate: 0 });
    expect(failures, summaryOf(report, failures)).toEqual([]);
    expect(report.trouble).toMatchObject({
      'killed copy': expect.any(Number),
      'restarted database': expect.any(Number),
    });
    expect(report.total.answered).toBeGreaterThan(20);
  });
});
