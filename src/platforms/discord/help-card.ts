import type { Card } from '../../core/card.ts';
import { askLine, checkLine, decisionsLine, dueLine, helpCard, recordLine } from '../help-card.ts';
import { checkHere, recordHere } from './commands.ts';

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
    recordLine,
    [
      { text: 'On a message, under Apps, ' },
      { text: recordHere, style: 'code' },
      { text: ', or “summarise” said to me in a thread: I draft what the thread decided, and you confirm it' },
    ],
    decisionsLine,
    dueLine,
  ]);
}
