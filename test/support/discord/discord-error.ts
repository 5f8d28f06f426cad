import type { JsonObject } from '../json.ts';

/** Each code with its status and text, as https://docs.discord.com/developers/topics/opcodes-and-status-codes lists them. */
const KNOWN: Readonly<Record<number, readonly [status: number, message: string]>> = {
  0: [401, '401: Unauthorized'],
  10002: [404, 'Unknown Application'],
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  30032: [400, 'Maximum number of application commands reached (100)'],
  40005: [413, 'Request entity too large'],
  40060: [400, 'Interaction has already been acknowledged.'],
  50001: [403, 'Missing Access'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50008: [403, 'Cannot send messages in a non-text channel'],
  50013: [403, 'Missing Permissions'],
  50021: [403, 'Cannot execute action on a system message'],
  50024: [403, 'Cannot execute action on this channel type'],
  50027: [401, 'Invalid Webhook Token'],
  50035: [400, 'Invalid Form Body'],
  50083: [400, 'Thread is archived'],
  50109: [400, 'The request body contains invalid JSON.'],
  160002: [400, 'Cannot reply without permission to read message history'],
  160004: [400, 'A thread has already been created for this message'],
  160005: [400, 'Thread is locked'],
};

/** What Discord answers when it refuses a call: `{ message, code, errors? }`. */
export class DiscordError extends Error {
  readonly code: number;
  readonly status: number;
  readonly errors: JsonObject | null;

  constructor(
    code: number,
    more: { readonly status?: number; readonly message?: string; readonly errors?: JsonObject } = {},
  ) {
    const [status, message] = KNOWN[code] ?? [400, 'Bad Request'];
    super(more.message ?? message);
    this.name = 'DiscordError';
    this.code = code;
    this.status = more.status ?? status;
    this.errors = more.errors ?? null;
  }

  get body(): JsonObject {
    return { message: this.message, code: this.code, ...(this.errors === null ? {} : { errors: this.errors }) };
  }
}
