import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { z } from 'zod';
import { DataError } from './errors.ts';

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
  const counter = new LineCounter();
  const document = parseDocument(data.text, { lineCounter: counter, prettyErrors: false });
  const [broken] = document.errors;
  if (broken) {
    const { line } = counter.linePos(broken.pos[0]);
    throw new DataError(`${data.file}:${line}: expected YAML, for example "key: value"; ${firstLine(broken.message)}`);
  }
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap(leaves).slice(0, 10);
  throw new DataError(
    problems
      .map(({ path, message }) => {
        const line = lineAt(document.contents, path, counter);
        return `${data.file}:${line}: ${describe(path)}: ${message}${exampleAt(schema, path)}, got ${shown(document.getIn(path, true))}`;
      })
      .join('\n'),
  );
}

/**
 * The line in a data file at which a path stands, for problems that only show once the file's parts are held against something else
 * (a quote against the documents, an aspect against the lexicon).
 */
export function lineOfPath(data: DataFile, path: readonly (string | number)[]): number {
  const counter = new LineCounter();
  return lineAt(parseDocument(data.text, { lineCounter: counter }).contents, path, counter);
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
  const expected = /expected (.+?)(?:, received .*)?$/.exec(issue.message)?.[1];
  return [{ path, message: expected ? `expected ${expected}` : lowerFirst(issue.message) }];
}

function lineAt(root: unknown, path: readonly (string | number)[], counter: LineCounter): number {
  let node: unknown = root;
  let offset = startOf(root);
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      offset = startOf(pair?.key) ?? offset;
      node = pair?.value;
    } else if (node && typeof node === 'object' && 'items' in node && Array.isArray(node.items)) {
      node = node.items[Number(key)];
      offset = startOf(node) ?? offset;
    } else break;
  }
  return offset === undefined ? 1 : counter.linePos(offset).line;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
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
  if (path.length === 0) return 'the whole file';
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join('');
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const plain: unknown = isScalar(value)
    ? value.value
    : isNode(value) && 'toJSON' in value
      ? JSON.parse(JSON.stringify(value))
      : value;
  const text = JSON.stringify(plain) ?? String(plain);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function firstLine(message: string): string {
  return lowerFirst(message.split('\n')[0] ?? message);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
