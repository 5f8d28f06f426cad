/** What people ask of the document. */
export const asked: readonly string[] = [
  'what is a monolith?',
  'when do microservices pay off?',
  'is a monolith easy to deploy?',
  'how do microservices scale?',
  'what about AI pipelines?',
  'do we need DevOps for microservices?',
  'what are the downsides of a monolith?',
  'is a small team better off with a monolith?',
  'what happens if one part fails?',
  'which one is faster to build?',
];
