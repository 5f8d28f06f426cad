import type { Decision } from '../../src/core/decisions/decision.ts';
import type { TeamCheck } from '../../src/core/team/team-check.ts';

const ann = { id: 'ann', name: 'Ann' };

/** A decision, with what a test is about. */
export function decisionOf(some: Partial<Decision>): Decision {
  return {
    workspace: 'acme',
    id: '',
    key: 'k1',
    platform: 'terminal',
    conversation: 'general',
    channel: 'general',
    privacy: 'open',
    recorder: ann,
    createdAt: 17,
    version: 1,
    status: 'proposed',
    title: 'Billing stays one unit',
    context: 'Forty messages about invoices.',
    chosen: 'evolve',
    chosenName: 'Monolith for now',
    reason: '',
    deciders: [ann],
    confirmation: '',
    considered: ['Monolith', 'Monolith for now', 'Microservices'],
    reviewAt: null,
    check: {
      id: 'c1',
      answers: { team: 'solo' },
      verdict: 'evolve',
      rules: { version: '1', hash: 'abc' },
      createdAt: 16,
      grounds: {
        verdict: 'Monolith for now',
        headline: 'Keep one unit, move a part out when its need is real.',
        backing: 'our reading',
        reading: 'The direction is the document’s.',
        standing: 'The score, −3, says Monolith for now.',
        pulls: ['One person builds and runs it (−3): “working solo or small team”'],
        blocks: [],
        against: [],
        costs: [],
        unknown: [],
        spread: [],
        flip: null,
        review: ['Scaling'],
        numbers: 'The numbers are our reading.',
      },
    },
    points: [],
    posted: null,
    predecessor: null,
    successor: null,
    history: [{ at: 17, by: ann, version: 1, what: { kind: 'recorded' } }],
    ...some,
  };
}

/** A team check, with what a test is about. */
export function teamCheckOf(some: Partial<TeamCheck>): TeamCheck {
  return {
    workspace: 'acme',
    id: 't1',
    platform: 'terminal',
    conversation: 'general',
    channel: 'general',
    privacy: 'open',
    title: 'Shop',
    opener: ann,
    openedAt: 17,
    closesWith: null,
    closesAt: null,
    rules: { version: '1', hash: 'abc' },
    posted: null,
    closed: null,
    ...some,
  };
}
