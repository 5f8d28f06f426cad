import type { z } from 'zod';

/**
 * A JSON column's text.
 *
 * @throws {TypeError} for what JSON has no text for (undefined, a function)
 */
export function toJson(value: unknown): string {
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`expected plain JSON to store, got ${typeof value}`);
  return text;
}

/** What a JSON column holds, or null if it is not what the schema reads. */
export function fromJson<T>(text: string, schema: z.ZodType<T>): { readonly value: T } | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = schema.safeParse(json);
  return parsed.success ? { value: parsed.data } : null;
}
