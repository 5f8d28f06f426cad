/** The questionnaire's questions and options, rules version 1, as the reader's data may name them. */
export const knownOptions: Readonly<Record<string, readonly string[]>> = {
  stage: ['first-version', 'finding-out', 'established'],
  team: ['solo', 'small-team', 'one-larger-team', 'few-teams', 'many-teams'],
  scaling: ['even', 'someday', 'one-part', 'several-parts'],
  ai: ['small-feature', 'none', 'pipeline', 'several-models'],
  operations: ['by-hand', 'basic', 'mature'],
  requirements: ['simple', 'moderate', 'complex'],
  speed: ['critical', 'normal'],
  codebase: ['small', 'growing', 'large-painful'],
  isolation: ['nice', 'must'],
  chatter: ['tight', 'loose'],
  releases: ['together', 'waiting', 'blocked'],
};
