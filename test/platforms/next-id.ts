const ids = new Map<string, number>();

/** Ids that are easy to read, and new in their store after a restart, too. */
export function nextId(data: string): string {
  const count = (ids.get(data) ?? 0) + 1;
  ids.set(data, count);
  return `id${count}`;
}
