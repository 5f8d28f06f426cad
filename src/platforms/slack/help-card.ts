import type { Card } from '../../core/card.ts';
import { askLine, checkLine, decidingLines, decisionsLine, helpCard } from '../help-card.ts';

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
    decisionsLine,
    ...decidingLines(name),
  ]);
}
