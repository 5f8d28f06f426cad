/** What Ana and Ben say of a shop, by turns: an option, an objection, a secret, a question, and what they decide. */
const lines = [
  'I think we should split the shop into microservices',
  'disagree: three people cannot look after twelve services',
  'my key is AKIAIOSFODNN7EXAMPLE by the way',
  'what happens to the search team?',
  'decided: we keep the monolith',
  'agreed, monolith it is',
] as const;

/**
 * Two people argue in a thread.
 *
 * @param says says the first line; resolves the thread by it
 * @returns the first message of it
 */
export function argueInThread<Speaker>(
  [ana, ben]: readonly [Speaker, Speaker],
  says: (who: Speaker, line: string) => string,
  replies: (who: Speaker, thread: string, line: string) => unknown,
  said: readonly string[] = lines,
): string {
  const [first = '', ...rest] = said;
  const thread = says(ana, first);
  for (const [at, line] of rest.entries()) replies(at % 2 === 0 ? ben : ana, thread, line);
  return thread;
}
