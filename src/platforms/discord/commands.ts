import { checked, commandSchema, type DiscordCommand } from './limits.ts';

/** The message command that begins a check. */
export const checkHere = 'Run arch-check here';
/** The message command that puts down what a thread says. */
export const recordHere = 'Record decision here';

const option = 3;
const everywhere = { integration_types: [0], contexts: [0, 1] } as const;

/** What is registered with Discord. */
export const commands: readonly DiscordCommand[] = [
  command('arch-ask', 'Ask about monoliths and microservices; only you see the answer', [
    {
      type: option,
      name: 'question',
      description: 'For example: when do microservices make sense?',
      required: true,
      max_length: 2_000,
    },
  ]),
  command('arch-check', 'A few questions about your team, then a verdict', [
    { type: option, name: 'title', description: 'What it is about, for example: Billing service', max_length: 120 },
    {
      type: option,
      name: 'about',
      description: 'Your situation in your words; what it states is filled in: 3 devs, an MVP, one pipeline',
      max_length: 2_000,
    },
    {
      type: option,
      name: 'form',
      description: 'How much to ask; only what tells most, unless you choose',
      choices: [
        { name: 'Only what tells most', value: 'quick' },
        { name: 'Everything', value: 'full' },
      ],
    },
    {
      type: option,
      name: 'who',
      description: 'Who answers; you, unless you choose',
      choices: [
        { name: 'Only me', value: 'me' },
        { name: 'The team, each on their own, without seeing the others', value: 'team' },
      ],
    },
  ]),
  command('arch-decisions', 'The decisions and checks that you may see', [
    {
      type: option,
      name: 'words',
      description: 'Words, D-12, status:accepted, in:#channel, since:2026-01-01; or due, for what is to be reviewed',
      autocomplete: true,
      max_length: 200,
    },
  ]),
  command('arch-settings', 'What is switched on in this channel', [
    {
      type: option,
      name: 'change',
      description: 'For whoever manages the server: answers off, model off everywhere, budget 200000 …',
      max_length: 100,
    },
  ]),
  onMessage(checkHere),
  onMessage(recordHere),
];

function onMessage(name: string): DiscordCommand {
  return checked(commandSchema, {
    type: 3,
    name,
    integration_types: [...everywhere.integration_types],
    contexts: [...everywhere.contexts],
  });
}

function command(
  name: string,
  description: string,
  options: Extract<DiscordCommand, { type: 1 }>['options'],
): DiscordCommand {
  return checked(commandSchema, {
    type: 1,
    name,
    description,
    options,
    integration_types: [...everywhere.integration_types],
    contexts: [...everywhere.contexts],
  });
}
