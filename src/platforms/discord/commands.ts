import { checked, commandSchema, type DiscordCommand } from './limits.ts';

/** The message command. */
export const checkHere = 'Run arch-check here';

const option = 3;
const everywhere = { integration_types: [0], contexts: [0, 1] } as const;

/** What is registered with Discord. */
export const commands: readonly DiscordCommand[] = [
  command('arch-ask', 'Ask about monoliths and microservices; only you see the answer', [
    {
      type: option,
      name: 'question',
      description: 'For example: when do microservices pay off?',
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
  ]),
  command('arch-decisions', 'The saved checks that you may see', [
    {
      type: option,
      name: 'words',
      description: 'Words of a title or a verdict',
      autocomplete: true,
      max_length: 200,
    },
  ]),
  checked(commandSchema, {
    type: 3,
    name: checkHere,
    integration_types: [...everywhere.integration_types],
    contexts: [...everywhere.contexts],
  }),
];

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
