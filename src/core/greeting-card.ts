import type { Card } from './card.ts';

/** What a person sees first in a terminal. */
export const greetingCard: Card = {
  summary: 'archcheck: monolith or microservices, answered from one document',
  blocks: [
    { kind: 'heading', text: 'archcheck' },
    {
      kind: 'text',
      text: 'Ask me about monoliths and microservices. I answer only from the documents I was given, with the line behind each sentence, and say so where they are silent.',
    },
    {
      kind: 'list',
      items: [
        [{ text: 'A question in plain words: ' }, { text: 'when do microservices make sense?', style: 'code' }],
        [
          { text: '/arch-check', style: 'code' },
          { text: ': a few questions about your team, then a verdict with its reasons' },
        ],
        [{ text: '/help', style: 'code' }, { text: ': everything else; Ctrl-D leaves' }],
      ],
    },
  ],
};
