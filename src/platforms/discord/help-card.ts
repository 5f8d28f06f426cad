import type { Card } from '../../core/card.ts';
import { askLine, checkLine, decisionsLine, helpCard } from '../help-card.ts';
import { checkHere } from './commands.ts';

/** What one can do on Discord. @param name the bot's */
export function discordHelpCard(name: string): Card {
  return helpCard([
    `Mention ${name} with a question, and I answer in a thread. In a direct message just ask.`,
    askLine,
    checkLine,
    [
      { text: 'On a message, under Apps, ' },
      { text: checkHere, style: 'code' },
      { text: ': the same, and the verdict goes to a thread on that message' },
    ],
    decisionsLine,
  ]);
}
