import { load, YAMLException } from 'js-yaml';
import { z } from 'zod';
import { DataError } from './errors.ts';
import { lineOfPathIn } from './yaml-lines.ts';

/** A file that a team edits: its name as it is shown in errors, and its text. */
export interface DataFile {
  readonly file: string;
  readonly text: string;
}

/**
 * Reads a YAML (or JSON) file against a schema. Give fields an example with `.meta({ examples: [...] })`; errors quote it.
 *
 * @throws {DataError} naming file, line, what was expected, an example and what came; every problem on a line of its own, at most ten
 */
export function parseDataFile<Schema extends z.ZodType>(data: DataFile, schema: Schema): z.output<Schema> {
  const value = readYaml(data);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new DataError(
    problemsOf(schema, value, parsed.error, 'the whole file')
      .map(({ path, text }) => `${data.file}:${lineOfPathIn(data.text, path)}: ${text}`)
      .join('\n'),
  );
}

/**
 * What is wrong with a value, at most ten things: where, what was expected, an example and what came.
 *
 * @param whole what the value as a whole is called: "the line"
 */
export function problemsOf(
  schema: z.ZodType,
  value: unknown,
  error: z.ZodError,
  whole: string,
): { readonly path: readonly (string | number)[]; readonly text: string }[] {
  return error.issues
    .flatMap(leaves)
    .slice(0, 10)
    .map(({ path, message }) => ({
      path,
      text: `${path.length === 0 ? whole : describe(path)}: ${message}${exampleAt(schema, path)}, got ${shown(valueAt(value, path))}`,
    }));
}

/**
 * The line in a data file at which a path stands, for problems that only show once the file's parts are held against something else
 * (a quote against the documents, an aspect against the lexicon).
 */
export function lineOfPath(data: DataFile, path: readonly (string | number)[]): number {
  return lineOfPathIn(data.text, path);
}

// js-yaml rather than the package yaml: it reads our largest file in a third of the time, which is most of a cold start.
function readYaml({ file, text }: DataFile): unknown {
  try {
    return text.trim() === '' ? null : load(text, { maxAliases: 100 });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const line = (error.mark?.line ?? 0) + 1;
    throw new DataError(`${file}:${line}: expected YAML, for example "key: value"; ${lowerFirst(error.reason)}`);
  }
}

interface Problem {
  path: (string | number)[];
  message: string;
}

function leaves(issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: 'expected no such key' }));
  }
  if (issue.code === 'invalid_value') {
    return [{ path, message: `expected one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}` }];
  }
  if (issue.code === 'invalid_union') return [{ path, message: `expected ${kindsOf(issue)}` }];
  const expected = /expected (.+?)(?:, received .*)?$/.exec(issue.message)?.[1];
  return [{ path, message: expected ? `expected ${expected}` : lowerFirst(issue.message) }];
}

/** "string, array or null": what each way of a union would have taken. */
function kindsOf({ errors }: z.core.$ZodIssueInvalidUnion): string {
  const kinds = errors.flatMap((issues) => /expected (\w+)/.exec(issues[0]?.message ?? '')?.[1] ?? []);
  const distinct = [...new Set(kinds)];
  return distinct.length < 2
    ? (distinct[0] ?? 'another form')
    : `${distinct.slice(0, -1).join(', ')} or ${distinct.at(-1)}`;
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Object.getOwnPropertyDescriptor(at, key)?.value : undefined),
    value,
  );
}

function exampleAt(schema: z.ZodType, path: readonly (string | number)[]): string {
  let current: unknown = schema;
  for (const key of path) {
    current = inner(unwrap(current), key);
    if (current === undefined) return '';
  }
  for (let at: unknown = current; at instanceof z.ZodType; at = peel(at)) {
    const examples = at.meta()?.['examples'];
    const example: unknown = Array.isArray(examples) ? examples[0] : undefined;
    if (example !== undefined) return `, for example ${JSON.stringify(example)}`;
  }
  return '';
}

function peel(schema: z.ZodType): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return schema.unwrap();
  return schema instanceof z.ZodPipe ? schema.in : undefined;
}

function unwrap(schema: unknown): unknown {
  let current = schema;
  while (current instanceof z.ZodType) {
    const under = peel(current);
    if (under === undefined) return current;
    current = under;
  }
  return current;
}

function inner(schema: unknown, key: string | number): unknown {
  if (schema instanceof z.ZodObject) return schema.shape[String(key)];
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return undefined;
}

function describe(path: readonly (string | number)[]): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join('');
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
