import { EVENT_ID, type Event, getScalarValue, parseEvents } from 'js-yaml';

/** Where the parts of a YAML text begin, as offsets into it. */
type Located =
  | { readonly kind: 'leaf'; readonly start: number; readonly text: string | null }
  | { readonly kind: 'sequence'; readonly start: number; readonly items: readonly Located[] }
  | {
      readonly kind: 'mapping';
      readonly start: number;
      readonly items: readonly (readonly [key: Located, value: Located])[];
    };

/** The line at which a path stands in a YAML text; that of its nearest ancestor where the path itself is not there. */
export function lineOfPathIn(text: string, path: readonly (string | number)[]): number {
  const events = parseEvents(text, {}).values();
  const first = events.next();
  let node: Located | undefined = first.done ? undefined : (readNode(text, events) ?? undefined);
  let offset = node?.start ?? 0;
  for (const key of path) {
    if (node?.kind === 'mapping') {
      const pair = node.items.find(([name]) => name.kind === 'leaf' && name.text === String(key));
      offset = pair?.[0].start ?? offset;
      node = pair?.[1];
    } else if (node?.kind === 'sequence') {
      node = node.items[Number(key)];
      offset = node?.start ?? offset;
    } else break;
  }
  return text.slice(0, offset).split('\n').length;
}

/** The next node of the stream; null at the end of what holds it. */
function readNode(text: string, events: Iterator<Event>): Located | null {
  const { value: event, done } = events.next();
  if (done) return null;
  switch (event.type) {
    case EVENT_ID.SCALAR:
      return { kind: 'leaf', start: event.valueStart, text: getScalarValue(text, event) };
    case EVENT_ID.ALIAS:
      return { kind: 'leaf', start: event.anchorStart, text: null };
    case EVENT_ID.SEQUENCE:
      return { kind: 'sequence', start: event.start, items: readItems(text, events) };
    case EVENT_ID.MAPPING: {
      const items = readItems(text, events);
      const pairs = items.flatMap((key, at): [Located, Located][] => {
        const value = items[at + 1];
        return at % 2 === 0 && value ? [[key, value]] : [];
      });
      return { kind: 'mapping', start: event.start, items: pairs };
    }
    default:
      return null;
  }
}

function readItems(text: string, events: Iterator<Event>): Located[] {
  const items: Located[] = [];
  for (let item = readNode(text, events); item; item = readNode(text, events)) items.push(item);
  return items;
}
