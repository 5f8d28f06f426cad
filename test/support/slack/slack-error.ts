import type { JsonObject } from '../json.ts';

/** What Slack answers when it refuses a call: `{ ok: false, error, ... }`. */
export class SlackError extends Error {
  readonly code: string;
  readonly extra: JsonObject;

  constructor(code: string, extra: JsonObject = {}) {
    super(code);
    this.name = 'SlackError';
    this.code = code;
    this.extra = extra;
  }
}

/** With the texts that Slack gives for each problem, as its clients log them. */
export function refusal(code: string, problems: readonly string[]): SlackError {
  return new SlackError(code, {
    errors: [...problems],
    response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
  });
}
