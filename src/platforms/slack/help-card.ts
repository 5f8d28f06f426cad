import type { Card } from '../../core/card.ts';
import { askLine, checkLine, commandLine, decisionsLine, dueLine, helpCard, recordLine } from '../help-card.ts';

/** What one can do in Slack. @param name the bot's */
export function slackHelpCard(name: string): Card {
  return helpCard([
    `Mention ${name} with a question, and I answer in a thread. In a direct message just ask.`,
    askLine,
    checkLine,
    [
      { text: `In a thread, where slash commands do not work, mention ${name} with the word ` },
      { text: 'check', style: 'code' },
    ],
    commandLine('/arch-check team', 'the same for a team: everybody answers alone, then all see what comes of it'),
    [
      { text: `In a thread, mention ${name} with the word ` },
      { text: 'summarise', style: 'code' },
      { text: ', and I draft what was decided there, for you to edit and confirm' },
    ],
    decisionsLine,
    dueLine,
    recordLine,
  ]);
}
