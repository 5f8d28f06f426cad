/** A day in milliseconds. */
export const dayMs = 86_400_000;

/** The day, in UTC: the same for everybody who reads it. */
export function dateOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}

/** A day as epoch milliseconds, at the start of it in UTC; null where the text names none. */
export function parseDate(text: string): number | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim()) ?? [];
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day));
  return year !== undefined && new Date(time).toISOString().startsWith(text.trim()) ? time : null;
}
