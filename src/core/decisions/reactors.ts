import type { Person } from '../form.ts';
import type { ThreadCues } from './draft/cues.ts';
import type { Message, Thread } from './draft/thread.ts';

/** Who reacted to a message with what is called so. */
export type Reactors = (message: string, reaction: string) => Promise<readonly Person[]>;

interface Counted {
  readonly thread: Thread;
  readonly people: readonly Person[];
  readonly reactors?: Reactors;
}

/** Each is a question to the platform; what was decided stands at the end, where the asking begins. */
const mostAsked = 20;

/** A thread with those who agreed or disagreed by a sign, where the platform only counts them. */
export async function withReactors({ thread, people, reactors }: Counted, cues: ThreadCues): Promise<Counted> {
  if (reactors === undefined) return { thread, people };
  const isSign = (name: string) => cues.isSign('agree', name) || cues.isSign('disagree', name);
  const signs = thread.messages
    .toReversed()
    .flatMap(({ id, bot, deleted, reactions }) =>
      bot || deleted
        ? []
        : reactions.flatMap(({ name, users }) => (users.length === 0 && isSign(name) ? { id, name } : [])),
    )
    .slice(0, mostAsked);
  const asked = await Promise.all(signs.map(async ({ id, name }) => ({ id, name, people: await reactors(id, name) })));
  const withUsers = (message: Message): Message => ({
    ...message,
    reactions: message.reactions.map((reaction) => {
      const found = asked.find(({ id, name }) => id === message.id && name === reaction.name);
      return found === undefined ? reaction : { ...reaction, users: found.people.map(({ id }) => id) };
    }),
  });
  return {
    thread: { ...thread, messages: thread.messages.map(withUsers) },
    people: [...people, ...asked.flatMap((each) => each.people)],
  };
}
