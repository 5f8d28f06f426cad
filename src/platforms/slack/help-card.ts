import type { Card, Text } from '../../core/card.ts';

const command = (name: string, text: string): Text => [{ text: name, style: 'code' }, { text: `: ${text}` }];

/** What one can do in Slack. @param name the bot's */
export function slackHelpCard(name: string): Card {
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
          command(`@${name} when do microservices pay off?`, 'a question, answered in a thread'),
          command('/arch-ask', 'a question, answered for you alone'),
          command('/arch-check', 'a few questions about your team, then a verdict with its reasons'),
          command(`@${name} check`, 'the same in a thread, where slash commands do not work'),
          command('/arch-decisions', 'the saved checks that you may see; words behind it search them'),
        ],
      },
    ],
  };
}
