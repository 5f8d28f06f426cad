import type { Card } from '../core/card.ts';
import { posted as discordPosted } from '../platforms/discord/posted.ts';
import { toMessages as toDiscordMessages } from '../platforms/discord/render.ts';
import { posted as slackPosted } from '../platforms/slack/posted.ts';
import { toMessages as toSlackMessages } from '../platforms/slack/render.ts';
import { posted as terminalPosted } from '../platforms/terminal/posted.ts';
import { toText } from '../platforms/terminal/render.ts';

/** Every character that would reach each platform for this card, after escaping. */
export interface Posted {
  readonly slack: string;
  readonly discord: string;
  readonly terminal: string;
}

export function postedEverywhere(card: Card): Posted {
  return {
    slack: slackPosted(toSlackMessages(card)),
    discord: discordPosted(toDiscordMessages(card)),
    terminal: terminalPosted(toText(card, { width: 80, colour: false })),
  };
}
