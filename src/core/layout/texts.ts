/** A payload is plain JSON: what a renderer builds and a platform receives. */
type Json = string | number | boolean | null | undefined | object;

/**
 * Every text of a payload, in order: the strings under all keys but those given, so that a text nobody thought of is counted too.
 * `whole` may turn an object into one text, where its parts are read as one line.
 */
export function textsOf(
  payload: Json,
  notText: ReadonlySet<string>,
  whole?: (value: object) => string | undefined,
): string[] {
  if (typeof payload === 'string') return [payload];
  if (typeof payload !== 'object' || payload === null) return [];
  const text = whole?.(payload);
  if (text !== undefined) return [text];
  if (Array.isArray(payload)) return payload.flatMap((each: Json) => textsOf(each, notText, whole));
  return Object.entries(payload).flatMap(([key, value]: [string, Json]) =>
    notText.has(key) ? [] : textsOf(value, notText, whole),
  );
}
