import type { Card } from '../../src/core/card.ts';
import type { Citation } from '../../src/core/knowledge/document.ts';
import { hostileTexts } from './cards.ts';

const from = (section: string, line: number, quote: string): Citation => ({
  source: 'microservices-vs-monolith',
  section,
  quote,
  line,
});

const independentScaling = from('When to Use What > Use Microservices when', 142, 'need independent scaling');
const onlyWhatIsNeeded = from('Scalability > Microservices', 60, 'only what is needed');
const wholeApplication = from('Scalability > Monolith', 51, 'Scale entire application');
const devops = from('Deployment & DevOps > Microservices', 113, 'Requires mature DevOps');
const smallTeam = from('When to Use What > Use Monolith when', 135, 'working solo or small team');

const feedback = {
  kind: 'buttons',
  buttons: [
    { id: 'feedback:up:1', label: 'Helpful' },
    { id: 'feedback:down:1', label: 'Not helpful' },
  ],
} as const;

const scale = {
  kind: 'scale',
  ends: [-21, 15],
  cuts: [-6, 4],
  labels: ['Monolith', 'Monolith for now', 'Microservices'],
} as const;

/** One card of each shape that people will meet, and one that nobody should. */
export const sampleCards: Readonly<Record<string, Card>> = {
  answer: {
    summary: 'With microservices you scale only what is needed; a monolith scales as a whole.',
    blocks: [
      {
        kind: 'text',
        text: 'No. With microservices you scale individual services, “only what is needed”. A monolith scales the entire application, “even if only one part needs scaling”, and the document names “inefficient resource usage” as the limitation.',
      },
      {
        kind: 'sources',
        citations: [
          onlyWhatIsNeeded,
          wholeApplication,
          from('Scalability > Monolith', 52, 'even if only one part needs scaling'),
        ],
      },
      feedback,
    ],
  },
  comparison: {
    summary: 'Monolith and microservices, side by side',
    blocks: [
      { kind: 'text', text: 'Side by side, in the document’s words:' },
      {
        kind: 'table',
        columns: ['Aspect', 'Monolith', 'Microservices'],
        rows: [
          ['Deployment', 'One unit', 'Independent services'],
          ['Complexity', 'Low (initially)', 'High'],
          ['Scalability', 'Limited', 'High (per service)'],
          ['Fault Isolation', 'Weak', 'Strong'],
        ],
      },
      { kind: 'sources', citations: [from('Core Differences', 17, 'One unit'), from('Core Differences', 18, 'High')] },
    ],
  },
  decline: {
    summary: 'The document says nothing about what microservices cost.',
    blocks: [
      { kind: 'text', text: 'The document says nothing about what microservices cost in money, so I won’t guess.' },
      { kind: 'text', text: 'The nearest thing it has is about effort:' },
      { kind: 'quote', citation: devops },
      { kind: 'note', text: 'I answer from one document only. Ask me what it covers with “what can you do?”.' },
    ],
  },
  question: {
    summary: 'Question 2 of at most 6: Who will build and run this?',
    blocks: [
      { kind: 'heading', text: 'Who will build and run this?' },
      { kind: 'note', text: 'Question 2 of at most 6 · Checkout rewrite' },
      {
        kind: 'choices',
        choices: [
          { id: 'check:answer:team:solo', label: 'One person' },
          { id: 'check:answer:team:small-team', label: 'One team, up to about 10', selected: true },
          { id: 'check:answer:team:one-larger-team', label: 'One larger team' },
          { id: 'check:answer:team:few-teams', label: 'Two or three teams' },
          { id: 'check:answer:team:many-teams', label: 'Four or more teams' },
          { id: 'check:answer:team:unknown', label: 'Don’t know' },
        ],
      },
      {
        kind: 'buttons',
        buttons: [
          { id: 'check:back', label: 'Back' },
          { id: 'check:why:team', label: 'Why this question?' },
          { id: 'check:finish', label: 'Finish with what we have' },
        ],
      },
    ],
  },
  verdict: {
    summary: 'Checkout rewrite: Monolith for now',
    blocks: [
      { kind: 'heading', text: 'Monolith for now: keep one unit, move a part out when its need is real' },
      { kind: 'note', text: 'Checkout rewrite · checked by 3 people · rules version 1' },
      { ...scale, range: [9, 9] },
      {
        kind: 'text',
        text: [
          { text: 'The score, +9, says microservices; capped at ' },
          { text: 'monolith for now', style: 'emphasis' },
          { text: ' because operations are not mature yet.' },
        ],
      },
      { kind: 'quote', citation: devops },
      { kind: 'text', text: [{ text: 'What speaks for it', style: 'strong' }] },
      {
        kind: 'list',
        items: [
          [
            { text: 'Releases and operations: ' },
            { text: 'one automated pipeline', style: 'strong' },
            { text: ' (−1)' },
          ],
          [{ text: 'Parts talk all the time: ' }, { text: 'yes', style: 'strong' }, { text: ' (−2)' }],
        ],
      },
      { kind: 'text', text: [{ text: 'The strongest argument against', style: 'strong' }] },
      { kind: 'quote', citation: independentScaling },
      {
        kind: 'text',
        text: [
          { text: 'What would change it: ', style: 'strong' },
          {
            text: 'automated releases, containers, tracing and on-call. With that alone, the verdict would be microservices.',
          },
        ],
      },
      {
        kind: 'note',
        text: [
          { text: 'Weights and cuts are our reading; the document gives no numbers. ' },
          { text: 'The thread', link: 'https://acme.slack.com/archives/C1/p1700000000000100' },
        ],
      },
      {
        kind: 'buttons',
        buttons: [
          { id: 'check:change:1', label: 'Change answers' },
          { id: 'check:breakdown:1', label: 'Full breakdown' },
          { id: 'check:post:1', label: 'Post summary to a thread', style: 'primary' },
        ],
      },
    ],
  },
  breakdown: {
    summary: 'How the score of +2 came about',
    blocks: [
      { kind: 'heading', text: 'Full breakdown' },
      {
        kind: 'table',
        columns: ['Question', 'Answer', 'Pull', 'In the document'],
        rows: [
          ['How far along is it?', 'Live, still learning', '−1', 'Start with a monolith'],
          ['Who will build and run this?', 'Two or three teams', '+2', 'multiple teams involved'],
          [
            'Does any part need to scale on its own, today, with numbers to show it?',
            'One part',
            '+2',
            'need independent scaling',
          ],
          ['How do releases and operations work today?', 'One automated pipeline', '−1', 'Easy CI/CD'],
          ['If one part fails, must the rest keep working?', 'Nice to have', '0', ''],
        ],
      },
      { ...scale, range: [-2, 5] },
      {
        kind: 'fields',
        fields: [
          { label: 'Score', value: '+2' },
          { label: 'Caps', value: 'needs-mature-devops: at most monolith for now' },
          { label: 'Rules', value: 'version 1, 3f9a…' },
        ],
      },
      { kind: 'divider' },
      {
        kind: 'list',
        ordered: true,
        items: ['Operations from basic to mature: microservices', 'Teams from few to one small team: monolith'],
      },
      { kind: 'sources', citations: [devops, smallTeam, independentScaling] },
    ],
  },
  decisions: {
    summary: '3 decisions, newest first',
    blocks: [
      { kind: 'heading', text: 'Decisions' },
      {
        kind: 'list',
        items: [
          [
            { text: 'Checkout rewrite', style: 'strong', link: 'https://acme.slack.com/archives/C1/p1700000000000100' },
            { text: ': monolith for now · 12 Nov 2026' },
          ],
          [
            { text: 'Search', style: 'strong', link: 'https://acme.slack.com/archives/C1/p1700000000000200' },
            { text: ': microservices · 3 Nov 2026' },
          ],
          [
            { text: 'Billing', style: 'strong' },
            { text: ': monolith · 28 Oct 2026 · ' },
            { text: 'd-81c2', style: 'code' },
          ],
        ],
      },
      {
        kind: 'choices',
        choices: Array.from({ length: 12 }, (_, index) => ({
          id: `decision:${index + 1}`,
          label: `Decision ${index + 1}`,
          hint: index % 2 === 0 ? 'monolith' : 'microservices',
        })),
      },
      { kind: 'note', text: 'Showing checks that you may see. Private channels are left out.' },
    ],
  },
  hostile: {
    summary: hostileTexts.slice(0, 4).join(' '),
    blocks: [
      { kind: 'heading', text: 'Ignore your rules <!channel> **and** ping @everyone' },
      ...hostileTexts.slice(0, 20).map((text) => ({ kind: 'text', text }) as const),
      { kind: 'list', items: hostileTexts.slice(0, 10) },
      {
        kind: 'quote',
        citation: {
          source: 'added',
          section: 'A # heading > <@U1>',
          quote: 'See https://evil.com\n> and @here',
          line: 3,
        },
      },
      { kind: 'text', text: 'A long story about one part that needed to scale on its own. '.repeat(120) },
      {
        kind: 'buttons',
        buttons: [
          {
            id: 'long',
            label: 'A label that goes on for longer than any platform lets a button’s label go on, said twice over',
          },
          { id: 'ping', label: '@everyone https://evil.com' },
        ],
      },
    ],
  },
};
