import { z } from 'zod';
import { UserError } from './core/errors.ts';
import { nearest } from './core/text/nearest.ts';

const text = z.string().min(1);

const perMinute = (most: number) => z.coerce.number().int().min(0).max(1_000_000).default(most);
const days = (fallback: number) => z.coerce.number().int().min(0).max(36_500).default(fallback);
/** The model that is asked at OpenAI unless another is named. */
export const defaultModel = 'gpt-5.4-mini';

/** Every setting, read from the environment. The README's table is made from these descriptions. */
export const settings = z.object({
  SLACK_BOT_TOKEN: text.startsWith('xoxb-').optional().describe('The Slack bot token. Set it to run on Slack.'),
  SLACK_APP_TOKEN: text.startsWith('xapp-').optional().describe('The Slack app token, for Socket Mode.'),
  SLACK_SIGNING_SECRET: text
    .optional()
    .describe('The Slack signing secret. Set it to receive events over HTTP instead of Socket Mode.'),
  SLACK_CLIENT_ID: text
    .optional()
    .describe('The client id of the Slack app. Set it in place of SLACK_BOT_TOKEN to let many workspaces install it.'),
  SLACK_CLIENT_SECRET: text.optional().describe('The client secret that goes with it.'),
  SLACK_FOLLOW_UPS: z
    .stringbool()
    .default(false)
    .describe('Asks whoever installs it for the scopes of follow-ups, too, as `slack manifest --follow-ups` does.'),
  SLACK_FILES: z
    .stringbool()
    .default(false)
    .describe('The same for pictures and files, as `slack manifest --files` does.'),
  SLACK_API_URL: z.url().optional().describe("Another address for Slack's Web API."),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3000)
    .describe('The port for Slack events over HTTP, and for whoever installs it.'),
  DISCORD_TOKEN: text.optional().describe('The Discord bot token. Set it to run on Discord.'),
  DISCORD_APPLICATION_ID: text
    .regex(/^\d+$/)
    .optional()
    .describe('The Discord application that the commands are registered for.'),
  DISCORD_MESSAGE_CONTENT: z
    .stringbool()
    .default(false)
    .describe('Hears replies in its own Discord threads that do not mention it. Needs the Message Content intent.'),
  DISCORD_SHARDS: text
    .regex(/^(?:\d+-\d+\/)?\d+$/)
    .optional()
    .describe(
      'How many Discord shards, `4`; or which of them this process runs, `0-1/4`. Without it as many as Discord recommends.',
    ),
  DISCORD_API_URL: z.url().optional().describe("Another address for Discord's API."),
  OPENAI_API_KEY: text.optional().describe('A model key. Without one every answer is composed offline.'),
  OPENAI_BASE_URL: z.url().optional().describe('Another server that speaks the OpenAI protocol.'),
  OPENAI_MODEL: text
    .optional()
    .describe(`The model to ask: \`${defaultModel}\` at OpenAI unless named; with OPENAI_BASE_URL it must be.`),
  OPENAI_DAILY_TOKENS: z.coerce
    .number()
    .int()
    .min(0)
    .default(500_000)
    .describe('Tokens that each workspace may use a day (UTC); past them answers are composed offline.'),
  OPENAI_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(1_000)
    .max(600_000)
    .default(20_000)
    .describe('The whole of a request to the model, in milliseconds; past it the answer is composed offline.'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(?:ql)?$/ })
    .optional()
    .describe('A PostgreSQL database in place of the embedded store.'),
  ARCHCHECK_DATA: text.default('.archcheck').describe('The folder of the embedded store.'),
  ARCHCHECK_ENCRYPTION_KEYS: text
    .optional()
    .describe(
      'Keys for the tokens of many workspaces, base64 of 32 bytes, separated by commas: the first encrypts, all decrypt.',
    ),
  ARCHCHECK_KEEP_ANSWERS_DAYS: days(365).describe('How long answers and their ratings are kept; 0 for ever.'),
  ARCHCHECK_KEEP_DRAFTS_DAYS: days(90).describe(
    'How long an unfinished questionnaire, or an unconfirmed draft of a decision, is kept; 0 for ever.',
  ),
  ARCHCHECK_KEEP_EVENTS_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(7)
    .default(7)
    .describe('How long it is remembered that an event was dealt with; platforms repeat one for an hour.'),
  ARCHCHECK_KEEP_DEPARTED_DAYS: days(30).describe(
    'How long the data of a workspace is kept that has taken the bot out; 0 until it is erased by hand.',
  ),
  ARCHCHECK_KNOWLEDGE: text.optional().describe('Another folder of documents, lexicon, questionnaire and `prompts/`.'),
  ARCHCHECK_OPERATIONS_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('A port for `/healthz`, `/readyz` and `/metrics`. Without one nothing listens.'),
  ARCHCHECK_OPERATIONS_HOST: text.default('127.0.0.1').describe('Where that port is bound to: who can reach it.'),
  ARCHCHECK_PERSON_PER_MINUTE: perMinute(3_000).describe(
    'Messages of one person that are answered a minute; 0 for no limit.',
  ),
  ARCHCHECK_CHANNEL_PER_MINUTE: perMinute(6_000).describe('The same in one channel, its threads included.'),
  ARCHCHECK_WORKSPACE_PER_MINUTE: perMinute(30_000).describe('The same in one workspace.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('How much is logged, to standard error.'),
});

export type Config = z.output<typeof settings>;

const examples: Partial<Record<keyof Config, string>> = {
  SLACK_BOT_TOKEN: 'xoxb-…',
  SLACK_APP_TOKEN: 'xapp-…',
  SLACK_API_URL: 'https://slack.com/api/',
  PORT: '3000',
  DISCORD_APPLICATION_ID: '112233445566778899',
  DISCORD_MESSAGE_CONTENT: 'true',
  DISCORD_SHARDS: '4, or 0-1/4 for the first two of four',
  DISCORD_API_URL: 'https://discord.com/api',
  OPENAI_BASE_URL: 'http://localhost:11434/v1',
  OPENAI_DAILY_TOKENS: '500000',
  OPENAI_TIMEOUT_MS: '20000',
  DATABASE_URL: 'postgres://archcheck@localhost/archcheck',
  ARCHCHECK_OPERATIONS_PORT: '9464',
  ARCHCHECK_PERSON_PER_MINUTE: '3000',
  ARCHCHECK_CHANNEL_PER_MINUTE: '6000',
  ARCHCHECK_WORKSPACE_PER_MINUTE: '30000',
  SLACK_FOLLOW_UPS: 'true',
  SLACK_FILES: 'true',
  ARCHCHECK_KEEP_ANSWERS_DAYS: '365',
  ARCHCHECK_KEEP_DRAFTS_DAYS: '90',
  ARCHCHECK_KEEP_EVENTS_DAYS: '7',
  ARCHCHECK_KEEP_DEPARTED_DAYS: '30',
  LOG_LEVEL: 'info',
};

/** Settings whose values are secrets: never shown, not even in an error. */
const secrets: readonly (keyof Config)[] = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_CLIENT_SECRET',
  'ARCHCHECK_ENCRYPTION_KEYS',
  'DISCORD_TOKEN',
  'OPENAI_API_KEY',
  'DATABASE_URL',
];

/** The values that no log may show. */
export function secretsOf(config: Config): readonly string[] {
  // Of several in one setting each is one by itself, too.
  return secrets.flatMap((name) => config[name] ?? []).flatMap((value) => [String(value), ...String(value).split(',')]);
}

/**
 * The environment as settings. An empty value counts as not set.
 *
 * @throws {UserError} on a value of the wrong form, or an `ARCHCHECK_…` name that does not exist; one line for each
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const names = Object.keys(settings.shape);
  const strangers = Object.keys(env).filter((name) => name.startsWith('ARCHCHECK_') && !names.includes(name));
  const given = Object.fromEntries(Object.entries(env).filter(([name, value]) => names.includes(name) && value !== ''));
  const parsed = settings.safeParse(given);
  const problems = [
    ...strangers.map(
      (name) => `${name}: there is no such setting; did you mean ${nearest(name, names) ?? 'ARCHCHECK_DATA'}?`,
    ),
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => problem(String(issue.path[0]), issue.message, env))),
  ];
  if (!parsed.success || problems.length > 0) {
    throw new UserError(`${problems.join('\n')}\nSettings come from the environment or a .env file: yours to mend.`);
  }
  return parsed.data;
}

function problem(name: string, message: string, env: Readonly<Record<string, string | undefined>>): string {
  const example = Object.entries(examples).find(([key]) => key === name)?.[1];
  const got = secrets.some((secret) => secret === name)
    ? 'something else (not shown, it is a secret)'
    : JSON.stringify(env[name]);
  return `${name}: ${message.replace(/^Invalid (?:input|option): /, '')}${example ? `, for example ${example}` : ''}; got ${got}`;
}

/** The settings as a Markdown table, for the README. */
export function settingsTable(): string {
  const rows = Object.entries(settings.shape).map(([name, schema]) => {
    const fallback = schema instanceof z.ZodDefault ? `\`${String(schema.def.defaultValue)}\`` : '';
    return `| \`${name}\` | ${fallback} | ${schema.description ?? ''} |`;
  });
  return ['| setting | default | what it does |', '|---|---|---|', ...rows].join('\n');
}
