import type { Card, Text } from './card.ts';

const command = (name: string, text: string): Text => [{ text: name, style: 'code' }, { text: `: ${text}` }];

/** What one can type. */
export const helpCard: Card = {
  summary: 'What you can type',
  blocks: [
    { kind: 'heading', text: 'What you can type' },
    {
      kind: 'list',
      items: [
        'A question about monoliths and microservices, in plain words. Follow-ups work: "and for AI?", "why?"',
        command('/arch-check', 'a few questions, then a verdict with its reasons; goes on where you left off'),
        command('/arch-check 3 devs, an MVP …', 'the same, starting from your own words'),
        command('/title Billing service', 'names the check that is under way, or the last one'),
        command('/record', 'records your last check here as a decision'),
        command(
          '/decisions',
          'the decisions and the saved checks; words behind it search, as do status: since: until: in:',
        ),
        command(
          '/decisions show D-12',
          'one of them; also history, export, accept, object, supersede, edit, recheck, snooze, end',
        ),
        command('/decisions due', 'whose review is due'),
        command('/help', 'this list'),
      ],
    },
    {
      kind: 'note',
      text: 'Within a check type the number of an answer, or the letter of a button. You can ask something in between; the check waits.',
    },
  ],
};
