import fc from 'fast-check';
import { anyText } from '../support/cards.ts';

/** Now and then very long and all alike: what makes a careless expression take for ever. */
const longText: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(
      '<',
      '<@',
      '&',
      ' ',
      '\n',
      '>',
      '|',
      '*',
      '`',
      '-',
      '#',
      'a',
      'ä',
      '1',
      '.',
      ':',
      '"',
      '{"a":',
      '[',
      '- a: ',
      'and ',
      'no ',
    ),
    fc.integer({ min: 1, max: 20_000 }),
    fc.constantFrom('', 'x', '>', '\n', '"', '\ud800'),
  )
  .map(([piece, count, end]) => piece.repeat(count).slice(0, 40_000) + end);

/** What people say to the bot, and what nobody says. */
export const typedText: fc.Arbitrary<string> = fc.oneof(
  { weight: 30, arbitrary: anyText },
  { weight: 1, arbitrary: longText },
  {
    weight: 10,
    arbitrary: fc
      .array(
        fc.constantFrom(
          ...'what is a monolith microservices scale check arch-check /arch-check team we are 5 developers no not never MVP evil.com <@U1> @here ? ! , when should legacy 12 teams'.split(
            ' ',
          ),
        ),
        { maxLength: 30 },
      )
      .map((words) => words.join(' ')),
  },
);

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

const anyJson: fc.Arbitrary<Json> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.double(),
  anyText,
  fc.constant([]),
  fc.constant({}),
  fc.constant({ __proto__: null, constructor: 'x', toString: 1 }),
);

/** A value of this shape in which any part may be gone, be something else, or hold any text. */
export function damaged(value: Json): fc.Arbitrary<Json> {
  const whole = inner(value);
  return fc.oneof({ weight: 30, arbitrary: whole }, { weight: 1, arbitrary: anyJson });
}

function inner(value: Json | undefined): fc.Arbitrary<Json> {
  if (typeof value === 'string')
    return fc.oneof({ weight: 8, arbitrary: fc.constant(value) }, { weight: 2, arbitrary: typedText }, rare(anyJson));
  if (Array.isArray(value)) return fc.oneof({ weight: 12, arbitrary: fc.tuple(...value.map(inner)) }, rare(anyJson));
  if (typeof value === 'object' && value !== null) {
    const parts = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inner(part)]));
    const some = fc.record(parts, { requiredKeys: [] });
    return fc.oneof({ weight: 12, arbitrary: fc.record(parts) }, { weight: 1, arbitrary: some }, rare(anyJson));
  }
  return fc.oneof({ weight: 8, arbitrary: fc.constant(value ?? null) }, rare(anyJson));
}

function rare<Value>(arbitrary: fc.Arbitrary<Value>): fc.WeightedArbitrary<Value> {
  return { weight: 1, arbitrary };
}

/** A text file in which some lines are gone, twice there, moved in or out, or hold something else. */
export function damagedText(text: string): fc.Arbitrary<string> {
  const lines = text.split('\n');
  const edit = fc.record({
    at: fc.nat(Math.max(0, lines.length - 1)),
    how: fc.constantFrom('drop', 'double', 'indent', 'outdent', 'replace', 'cut', 'append'),
    with: fc.oneof(
      anyText,
      longText,
      fc.constantFrom('---', '- ', '{', '&a [*a]', '? ', '!!js x', '<<: *x', '"', "'", ': :', '\t', '```', '# x'),
    ),
  });
  return fc.array(edit, { minLength: 1, maxLength: 6 }).map((edits) => {
    const damagedLines: (string | null)[] = [...lines];
    for (const { at, how, with: other } of edits) {
      const line = damagedLines[at] ?? '';
      damagedLines[at] = edited(line, how, other);
    }
    return damagedLines.filter((line) => line !== null).join('\n');
  });
}

function edited(line: string, how: string, other: string): string | null {
  switch (how) {
    case 'drop':
      return null;
    case 'double':
      return `${line}\n${line}`;
    case 'indent':
      return `  ${line}`;
    case 'outdent':
      return line.replace(/^ {1,2}/, '');
    case 'cut':
      return line.slice(0, Math.floor(line.length / 2));
    case 'append':
      return line + other;
    default:
      return other;
  }
}
