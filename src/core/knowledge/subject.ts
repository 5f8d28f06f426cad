import type { Subject } from './document.ts';

/** What a piece of text speaks of, from the styles that it names. */
export function subjectOf(text: string): Subject {
  const monolith = /\bmonolith(?:s|ic)?\b/i.test(text);
  const microservices = /\bmicro-?services?\b/i.test(text);
  if (monolith && microservices) return 'both';
  if (monolith) return 'monolith';
  return microservices ? 'microservices' : null;
}
