import { z } from 'zod';
import { oneLine } from '../text/one-line.ts';

const terms = z
  .string()
  .transform((text) => listed(text, /,/))
  .meta({ examples: ['blast radius, take … down, goes down'] });

const words = z
  .string()
  .transform((text) => listed(text, /\s/))
  .meta({ examples: ['the a an of'] });

const cues = z
  .strictObject({ sure: terms.optional(), likely: terms.optional(), hint: terms.optional() })
  .meta({ examples: [{ sure: 'fault isolation, FAIL + SPREAD' }] });

/** Where a sentence comes from: quotes by section, each verbatim in the documents. */
const from = z.record(z.string(), z.array(z.string())).meta({ examples: [{ 'Core Differences': ['Weak', 'Strong'] }] });

const line = z.strictObject({
  say: z.string().meta({ examples: ['The fault isolation of a monolith is weak.'] }),
  from,
});

const side = z.strictObject({
  cues: cues.optional(),
  /** What is rightly said of this style under this aspect, and what is wrongly said of it. */
  true: terms.optional(),
  false: terms.optional(),
  say: z.array(line).optional(),
});

const aspect = z.strictObject({
  label: z.string().meta({ examples: ['fault isolation'] }),
  /** Added to its score where several aspects are asked about; below 0 for a broad one that gives way to a narrow one. */
  priority: z.number().optional(),
  cues,
  monolith: side.optional(),
  microservices: side.optional(),
  say: z.array(line).optional(),
  /** Asked of one style in doubt, the other one's lines help as well. */
  contrast: z.boolean().optional(),
  /** The style that is meant where none is named. */
  leans: z.enum(['monolith', 'microservices']).optional(),
  /** Both styles' lines belong together, whichever is asked about. */
  together: z.boolean().optional(),
  /** The aspects whose rows make up the comparison. */
  rows: z.array(z.string()).optional(),
  /** The section that those rows are taken from. */
  section: z.string().optional(),
});

const message = z.strictObject({ terms, reply: z.string().meta({ examples: ['Glad it helped.'] }) });

/** The form of `knowledge/lexicon.yaml`; the file itself tells how to write its terms and cues. */
export const lexiconSchema = z.strictObject({
  abbreviations: z.record(z.string(), z.string()),
  styles: z.strictObject({
    monolith: z.strictObject({ terms, weak: terms }),
    microservices: z.strictObject({ terms, weak: terms }),
  }),
  concepts: z.record(z.string().regex(/^[A-Z]+$/, 'expected a name in capitals'), terms),
  aspects: z.record(z.string(), aspect),
  signals: z.array(
    z.strictObject({
      style: z.enum(['monolith', 'microservices']),
      cues: terms,
      from: z.record(z.string(), z.string()).meta({ examples: [{ 'Core Differences': 'Weak' }] }),
    }),
  ),
  outside: z.record(z.string(), z.strictObject({ label: z.string(), terms })),
  named: z.strictObject({ label: z.string(), terms }),
  forms: z.strictObject({
    compare: terms,
    choose: terms,
    why: terms,
    further: terms,
    instructions: terms,
    handson: terms,
    answerable: terms,
    artefact: terms,
    define: terms,
    ask: terms,
    premise: terms,
  }),
  filler: words,
  messages: z.strictObject({
    greeting: message,
    thanks: message,
    goodbye: message,
    feeling: message,
    about: message,
    capabilities: message,
  }),
  injection: z.strictObject({ terms, marks: terms, earnest: terms, reply: z.string() }),
  code: z.strictObject({ reply: z.string() }),
  unreadable: z.strictObject({ reply: z.string() }),
  'off-topic': z.strictObject({ reply: z.string() }),
  languages: z.strictObject({
    and: z.string(),
    known: z.record(z.string(), z.strictObject({ words, reply: z.string() })),
    scripts: z.record(z.string(), z.strictObject({ letters: z.string(), reply: z.string() })),
  }),
  wording: z.strictObject({
    declined: z.string(),
    'declined-unnamed': z.string(),
    partly: z.string(),
    nearest: z.string(),
    correction: z.string(),
    yes: z.string(),
    no: z.string(),
    offer: z.string(),
    'no-such-line': z.string(),
    hearsay: z.string(),
    'no-reason': z.string(),
  }),
});

export type LexiconData = z.output<typeof lexiconSchema>;
export type AspectData = LexiconData['aspects'][string];
export type LineData = z.output<typeof line>;

function listed(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map(oneLine)
    .filter((term) => term !== '');
}
