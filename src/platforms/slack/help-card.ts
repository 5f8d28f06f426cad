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
          [{ text: `Mention ${name} with a question, and I answer in a thread. In a direct message just ask.` }],
          command('/arch-ask', 'a question, answered for you alone'),
          command('/arch-check', 'a few questions about your team, then a verdict with its reasons'),
          [
            { text: `In a thread, where slash commands do not work, mention ${name} with the word ` },
            { text: 'check', style: 'code' },
          ],
          command('/arch-check team', 'the same for a team: everybody answers alone, then all see what comes of it'),
          [
            { text: `In a thread, mention ${name} with the word ` },
            { text: 'summarise', style: 'code' },
            { text: ', and I draft what was decided there, for you to edit and confirm' },
          ],
          command('/arch-decisions', 'the decisions and checks that you may see; words behind it search them'),
          command('/arch-decisions due', 'what is to be reviewed'),
          [
            { text: 'Under a verdict, ' },
            { text: 'Record decision', style: 'strong' },
            { text: ' keeps what you decided. Later, ask me “what did we decide about …?”.' },
          ],
        ],
      },
    ],
  };
}
