/** A rendered part with what it takes of each kind of room: components, characters … */
export interface Part<T> {
  readonly value: T;
  readonly size: readonly number[];
  /** True for a heading: it never ends a message that goes on. */
  readonly leads: boolean;
}

/**
 * Fills messages in order, each as far as it goes. `room` is what one message holds, in the order of the parts' sizes; a part that is
 * too large by itself must have been split before.
 */
export function pack<T>(parts: readonly Part<T>[], room: readonly number[]): readonly (readonly T[])[] {
  const messages: Part<T>[][] = [];
  let open: Part<T>[] = [];
  for (const part of parts) {
    if (!fits([...open, part], room)) {
      const kept = open.length - (open.at(-1)?.leads && fits([...open.slice(-1), part], room) ? 1 : 0);
      if (kept > 0) messages.push(open.slice(0, kept));
      open = open.slice(kept);
    }
    open.push(part);
  }
  if (open.length > 0) messages.push(open);
  return messages.map((message) => message.map((part) => part.value));
}

function fits<T>(parts: readonly Part<T>[], room: readonly number[]): boolean {
  return room.every((limit, kind) => parts.reduce((sum, part) => sum + (part.size[kind] ?? 0), 0) <= limit);
}
