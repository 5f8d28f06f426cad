import { z } from 'zod';
import { type DataFile, lineOfPath, parseDataFile } from '../../data-file.ts';
import { DataError } from '../../errors.ts';
import { commonWords } from '../../text/common-words.ts';
import { indexPatterns, type PatternIndex } from '../../text/pattern-index.ts';
import { createPatternCompiler, literalWords, matchPattern, type Pattern } from '../../text/patterns.ts';
import { readAs, type Token } from '../../text/sentences.ts';
import { createSpeller } from '../../text/spelling.ts';
import { stemOf } from '../../text/tokens.ts';
import { createGlosses, type Glosses } from './glosses.ts';

const styleNames = ['monolith', 'evolve', 'microservices', 'other', 'rest', 'extraction', 'split', 'apart'] as const;
/**
 * What a sentence names: an architecture, that the rest stays, that one part leaves (`extraction`), that something is split, whatever it is, or that a
 * part is a service of its own (`apart`).
 */
export type StyleName = (typeof styleNames)[number];

const cueNames = [
  'decided',
  'going',
  'urge',
  'closing',
  'invitation',
  'hedge',
  'conditional',
  'undecided',
  'defer',
  'retract',
  'suspend',
  'revise',
  'others',
  'past',
  'joke',
  'laugh',
  'request',
  'accept',
  'decline',
  'shrug',
  'elsewhere',
  'technical',
  'causal',
  'worry',
] as const;
/** What a sentence does; knowledge/threads.yaml says of each what it means. */
export type CueName = (typeof cueNames)[number];

const signNames = ['agree', 'disagree', 'joke', 'laugh'] as const;
export type SignName = (typeof signNames)[number];

const phrases = z
  .string()
  .regex(/\S/, { message: 'expected at least one phrase' })
  .meta({ examples: ['going with'] })
  .transform((block) => block.split('\n').map((line) => line.trim()));
const words = z
  .string()
  .meta({ examples: ['monolith, one app'] })
  .transform((list) => list.split(',').flatMap((word) => word.trim() || []));
const signs = z
  .string()
  .meta({ examples: ['👍 :+1:'] })
  .transform((list) => list.split(/\s+/).filter((sign) => sign !== ''));

const glosses = z
  .string()
  .regex(/^(?:[^:\n]+:[^:\n]+\n?)+$/, { message: 'expected lines such as "bleibt, bleiben: stays"' })
  .meta({ examples: ['bleibt, bleiben: stays'] })
  .transform((block) => block.split('\n'));

const threadsFile = z.strictObject({
  classes: z.record(z.string(), words).meta({ examples: [{ mono: 'monolith, one app' }] }),
  styles: z.strictObject(fields(styleNames, phrases)),
  cues: z.strictObject(fields(cueNames, phrases)),
  signs: z.strictObject(fields(signNames, signs)),
  languages: z.strictObject({ english: words, other: words }),
  glosses: z.record(z.string(), glosses).meta({ examples: [{ german: 'bleibt, bleiben: stays' }] }),
});

/** Where a phrase stands in a sentence: token indices, end exclusive. */
export interface Found<Name extends string> {
  readonly name: Name;
  readonly from: number;
  readonly to: number;
}

/** The compiled contents of knowledge/threads.yaml. */
export interface ThreadCues {
  /** Every style named, the longest where several overlap. */
  styles(tokens: readonly Token[]): Found<StyleName>[];
  /** Every cue, with those inside of others. */
  cues(tokens: readonly Token[]): Found<CueName>[];
  /** A typed word as the known word that was meant. */
  spell(token: Token): Token;
  /** Whether a text holds a sign, or a reaction's name is one. */
  hasSign(name: SignName, text: string): boolean;
  isSign(name: SignName, reaction: string): boolean;
  readonly glosses: Glosses;
  readonly english: ReadonlySet<string>;
  readonly otherLanguages: ReadonlySet<string>;
  readonly negators: ReadonlySet<string>;
}

/**
 * Reads the file that says how people argue and decide in a thread.
 *
 * @throws {DataError} for a file that does not fit or a phrase that cannot be read, naming file and line
 */
export function loadThreadCues(file: DataFile): ThreadCues {
  const parsed = parseDataFile(file, threadsFile);
  const compile = createPatternCompiler(parsed.classes);
  const compileAll = (sources: readonly string[], path: readonly string[]): Pattern[] =>
    sources.flatMap((source, row) => {
      if (source === '') return [];
      try {
        return compile(source);
      } catch (error) {
        const line = lineOfPath(file, path) + row + 1;
        throw new DataError(`${file.file}:${line}: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
  const named = <Name extends string>(names: readonly Name[], from: Readonly<Record<Name, string[]>>, key: string) =>
    names.flatMap((name) => compileAll(from[name], [key, name]).map((pattern) => ({ name, pattern })));
  const styles = indexPatterns(named(styleNames, parsed.styles, 'styles'));
  const cues = indexPatterns(named(cueNames, parsed.cues, 'cues'));
  const { negators = [] } = { negators: parsed.classes['no'] };
  return {
    styles: (tokens) => longest(find(styles, tokens)),
    cues: (tokens) => find(cues, tokens),
    spell: createTokenSpeller(new Set(parsed.languages.other), [
      ...Object.values(parsed.classes).flat(),
      ...Object.values(parsed.styles).flat(),
      ...Object.values(parsed.cues).flat(),
    ]),
    hasSign: (name, text) => parsed.signs[name].some((sign) => /^\W/.test(sign) && text.includes(sign)),
    isSign: (name, reaction) => {
      const bare = reaction.replace(/:?:skin-tone-\d:?$|[\u{1f3fb}-\u{1f3ff}]/gu, '').replace(/^:|:$/g, '');
      return parsed.signs[name].some((sign) => sign === bare || sign === reaction || sign === `:${bare}:`);
    },
    glosses: createGlosses(parsed.glosses, new Set(parsed.languages.english)),
    english: new Set(parsed.languages.english),
    otherLanguages: new Set(parsed.languages.other),
    negators: new Set(negators),
  };
}

function fields<Name extends string, Schema extends z.ZodType>(
  names: readonly Name[],
  schema: Schema,
): Record<Name, Schema> {
  const empty: Partial<Record<Name, Schema>> = {};
  for (const name of names) empty[name] = schema;
  return complete(names, empty);
}

function complete<Name extends string, Value>(
  names: readonly Name[],
  record: Partial<Record<Name, Value>>,
): Record<Name, Value> {
  const isComplete = (given: Partial<Record<Name, Value>>): given is Record<Name, Value> =>
    names.every((name) => given[name] !== undefined);
  if (!isComplete(record)) throw new RangeError('a name has no value');
  return record;
}

function find<Name extends string>(
  index: PatternIndex<{ readonly name: Name; readonly pattern: Pattern }>,
  tokens: readonly Token[],
): Found<Name>[] {
  const candidates = index.within(tokens);
  return tokens.flatMap((token, from) =>
    candidates(token).flatMap(({ name, pattern }) => {
      const to = matchPattern(pattern, tokens, from);
      return to < 0 ? [] : [{ name, from, to }];
    }),
  );
}

function longest<Name extends string>(found: readonly Found<Name>[]): Found<Name>[] {
  const kept: Found<Name>[] = [];
  for (const each of [...found].sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)) {
    if (!kept.some(({ from, to }) => each.from < to && from < each.to)) kept.push(each);
  }
  return kept.sort((a, b) => a.from - b.from);
}

// Shorter words have too many genuine neighbours.
const leastLetters = 5;

function createTokenSpeller(foreign: ReadonlySet<string>, sources: readonly string[]): (token: Token) => Token {
  const vocabulary = new Set(sources.flatMap(literalWords));
  const speller = createSpeller(
    [...vocabulary].filter((word) => word.length >= leastLetters),
    [],
  );
  const remembered = new Map<string, string | null>();
  return (token) => {
    const { text, kind } = token;
    if (kind === 'mark' || text.length < leastLetters - 1 || vocabulary.has(text)) return token;
    let meant = remembered.get(text);
    if (meant === undefined) {
      const isKnown =
        foreign.has(text) ||
        commonWords.has(text) ||
        commonWords.has(stemOf(text)) ||
        commonWords.has(text.replace(/(?:e?s|ed|ing)$/, ''));
      meant = isKnown ? null : speller.correct(text);
      if (remembered.size > 5_000) remembered.clear();
      remembered.set(text, meant);
    }
    return meant === null ? token : readAs(token, meant);
  };
}
