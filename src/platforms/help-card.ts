import type { Card, Text } from '../core/card.ts';

/** What one can do with the bot. @param items the ways, as a platform has them */
export function helpCard(items: readonly Text[]): Card {
  return {
    summary: 'Ask me about monoliths and microservices',
    blocks: [
      { kind: 'heading', text: 'Ask me about monoliths and microservices' },
      {
        kind: 'text',
        text: 'I answer only from the documents I was given, with the line behind each sentence, and say so where they are silent.',
      },
      { kind: 'list', items },
    ],
  };
}

/** What a command does. @param name with its slash */
export function commandLine(name: string, does: string): Text {
  return [{ text: name, style: 'code' }, { text: `: ${does}` }];
}

export const askLine = commandLine('/arch-ask', 'a question, answered for you alone');
export const checkLine = commandLine('/arch-check', 'a few questions about your team, then a verdict with its reasons');
export const decisionsLine = commandLine(
  '/arch-decisions',
  'the decisions and checks that you may see; words behind it search them',
);
export const dueLine = commandLine('/arch-decisions due', 'what is to be reviewed');
export const recordLine: Text = [
  { text: 'Under a verdict, ' },
  { text: 'Record decision', style: 'strong' },
  { text: ' keeps what you decided. Later, ask me “what did we decide about …?”.' },
];
