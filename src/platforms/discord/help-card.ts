import type { Card, Text } from '../../core/card.ts';

const command = (name: string, text: string): Text => [{ text: name, style: 'code' }, { text: `: ${text}` }];

/** What one can do on Discord. @param name the bot's */
export function discordHelpCard(name: string): Card {
  return {
    summary: 'Ask me about monoliths and microservices',
    blocks: [
      { kind: 'heading', text: 'Ask me about monoliths and microservices' },
      {
        kind: 'text',
        text: 'I answer only from the documents I was given, with the line behind each sentence, and say so where they are silent.',
      },
      {
        kind: 'list',
        items: [
          `Mention ${name} with a question, and I answer in a thread. In a direct message just ask.`,
          command('/arch-ask', 'a question, answered for you alone'),
          command('/arch-check', 'a few questions about your team, then a verdict with its reasons'),
          [
            { text: 'On a message, under Apps, ' },
            { text: 'Run arch-check here', style: 'code' },
            { text: ': the same, and the verdict goes to a thread on that message' },
          ],
          command('/arch-decisions', 'the saved checks that you may see; words behind it search them'),
        ],
      },
    ],
  };
}
