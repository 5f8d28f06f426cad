import type { Answers } from '../../src/core/check/verdict.ts';
import { capped } from '../core/check/support.ts';

/** Answers whose pictures are kept as golden files, with the title that each is drawn with. */
export const pictured: Readonly<Record<string, { readonly title: string; readonly answers: Answers }>> = {
  capped: { title: 'Order platform, third year', answers: capped },
  monolith: {
    title: 'Booking app',
    answers: {
      stage: 'first-version',
      team: 'small-team',
      scaling: 'even',
      ai: 'none',
      operations: 'by-hand',
      requirements: 'simple',
      speed: 'critical',
      codebase: 'small',
      isolation: 'nice',
      chatter: 'tight',
      releases: 'together',
    },
  },
  microservices: {
    title: 'Fleet tracking: split routing and billing?',
    answers: { ...capped, scaling: 'several-parts', releases: 'blocked', chatter: 'loose' },
  },
  unknowns: {
    title: 'Search <b>&amp; “recommendations” 🚀 für Ærø',
    answers: { team: 'few-teams', scaling: 'unknown', stage: 'established', ai: 'pipeline', releases: 'together' },
  },
  group: {
    title: 'What the platform guild said',
    answers: {
      stage: ['finding-out', 'established'],
      team: ['small-team', 'few-teams', 'many-teams'],
      scaling: ['someday', 'several-parts'],
      ai: 'none',
      operations: ['basic', 'mature'],
      requirements: 'complex',
      speed: 'normal',
      codebase: 'growing',
      isolation: 'must',
      chatter: 'loose',
      releases: 'waiting',
    },
  },
  'long-title': {
    title:
      'Should the reconciliation engine, the settlement scheduler and the partner notification gateway remain a part of the core banking application for the coming three years, given the new regulation?',
    answers: {
      stage: 'finding-out',
      team: 'one-larger-team',
      operations: 'basic',
      codebase: 'large-painful',
      releases: 'waiting',
    },
  },
  nothing: { title: '', answers: {} },
};
