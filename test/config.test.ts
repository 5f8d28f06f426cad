import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseConfig, settingsTable } from '../src/config.ts';

describe('the settings', () => {
  it('have defaults, and count an empty value as not set', () => {
    expect(parseConfig({ SLACK_BOT_TOKEN: '', PATH: '/bin' })).toEqual({
      ARCHCHECK_CHANNEL_PER_MINUTE: 6000,
      ARCHCHECK_KEEP_ANSWERS_DAYS: 365,
      ARCHCHECK_KEEP_DEPARTED_DAYS: 30,
      ARCHCHECK_KEEP_DRAFTS_DAYS: 90,
      ARCHCHECK_KEEP_EVENTS_DAYS: 7,
      ARCHCHECK_DATA: '.archcheck',
      DISCORD_MESSAGE_CONTENT: false,
      ARCHCHECK_OPERATIONS_HOST: '127.0.0.1',
      ARCHCHECK_PERSON_PER_MINUTE: 3000,
      ARCHCHECK_WORKSPACE_PER_MINUTE: 30000,
      LOG_LEVEL: 'info',
      OPENAI_DAILY_TOKENS: 500_000,
      OPENAI_TIMEOUT_MS: 20_000,
      PORT: 3000,
      SLACK_FILES: false,
      SLACK_FOLLOW_UPS: false,
    });
  });

  it('suggest the nearest name for one that does not exist', () => {
    expect(() => parseConfig({ ARCHCHECK_KNOWLEGE: 'x' })).toThrow(
      'ARCHCHECK_KNOWLEGE: there is no such setting; did you mean ARCHCHECK_KNOWLEDGE?',
    );
  });

  it('say what was expected, an example and what came', () => {
    expect(() => parseConfig({ PORT: 'http' })).toThrow(/^PORT: .*expected number.*, for example 3000; got "http"/);
    expect(() => parseConfig({ LOG_LEVEL: 'loud' })).toThrow(/LOG_LEVEL: .*"warn".*got "loud"/);
  });

  it('never show a secret, not even a broken one', () => {
    const secret = 'xoxp-this-is-secret';
    expect(() => parseConfig({ SLACK_BOT_TOKEN: secret })).toThrow(
      /^(?!.*this-is-secret).*for example xoxb-…; got something else/s,
    );
  });

  it('stand in the README as the schema has them', () => {
    expect(readFileSync('README.md', 'utf8')).toContain(settingsTable());
  });
});
