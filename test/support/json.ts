/** A JSON object of which nothing more is known. */
export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of an array; nothing for anything else. */
export function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The value at a path of keys, undefined where it leaves the objects. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

/** Every object inside a value, itself included, outermost first. */
export function* everyObject(value: unknown): Generator<JsonObject> {
  if (Array.isArray(value)) {
    for (const each of value) yield* everyObject(each);
  } else if (isObject(value)) {
    yield value;
    for (const each of Object.values(value)) yield* everyObject(each);
  }
}
