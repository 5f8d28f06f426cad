import { isObject } from '../../json.ts';

/** Notes a problem at a JSON pointer. */
export type Report = (problem: string, pointer: string) => void;
/** Says what is wrong with a value. */
export type Rule = (value: unknown, pointer: string, report: Report) => void;

export const anything: Rule = () => undefined;

export const string =
  (max: number, min = 1): Rule =>
  (value, pointer, report) => {
    if (typeof value !== 'string') report('must be a string', pointer);
    else if (value.length < min) report(`must be more than ${min - 1} characters`, pointer);
    else if (value.length > max) report(`must be less than ${max + 1} characters`, pointer);
  };

export const matching =
  (pattern: RegExp, what: string): Rule =>
  (value, pointer, report) => {
    if (typeof value !== 'string' || !pattern.test(value)) report(`must be ${what}`, pointer);
  };

export const boolean: Rule = (value, pointer, report) => {
  if (typeof value !== 'boolean') report('must be a boolean', pointer);
};

export const integer =
  (min: number, max: number): Rule =>
  (value, pointer, report) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) report('must be an integer', pointer);
    else if (value < min || value > max) report(`must be between ${min} and ${max}`, pointer);
  };

export const oneOf =
  (...allowed: readonly string[]): Rule =>
  (value, pointer, report) => {
    if (typeof value !== 'string' || !allowed.includes(value)) {
      report(`must be one of the following values: ${allowed.join(', ')}`, pointer);
    }
  };

export const array =
  (item: Rule, min: number, max: number): Rule =>
  (value, pointer, report) => {
    if (!Array.isArray(value)) return report('must be an array', pointer);
    if (value.length < min) report(`no fewer than ${min} items allowed`, pointer);
    if (value.length > max) report(`no more than ${max} items allowed`, pointer);
    for (const [index, each] of value.entries()) item(each, `${pointer}/${index}`, report);
  };

export type Fields = Readonly<Record<string, Rule>>;

/** Only these fields; Slack refuses the ones that it does not know. */
export const object =
  (required: Fields, optional: Fields = {}): Rule =>
  (value, pointer, report) => {
    if (!isObject(value)) return report('must be an object', pointer);
    for (const name of Object.keys(required)) {
      if (value[name] === undefined) report(`missing required field: ${name}`, pointer);
    }
    for (const [name, inner] of Object.entries(value)) {
      const rule = required[name] ?? optional[name];
      if (rule === undefined) report(`invalid additional property: ${name}`, pointer);
      else if (inner !== undefined) rule(inner, `${pointer}/${name}`, report);
    }
  };

/** A rule for each `type`; the message for a type that is not there names it. */
export const byType =
  (kinds: Fields, refused: (type: string) => string): Rule =>
  (value, pointer, report) => {
    if (!isObject(value)) return report('must be an object', pointer);
    const { type } = value;
    if (typeof type !== 'string') return report('missing required field: type', pointer);
    const rule = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
    if (rule === undefined) report(refused(type), `${pointer}/type`);
    else rule(value, pointer, report);
  };

export const all =
  (...rules: readonly Rule[]): Rule =>
  (value, pointer, report) => {
    for (const rule of rules) rule(value, pointer, report);
  };

/** Slack's own texts for what is wrong, each with where it is. */
export function problemsOf(rule: Rule, value: unknown, pointer: string): string[] {
  const problems: string[] = [];
  rule(value, pointer, (problem, place) => problems.push(`${problem} [json-pointer:${place}]`));
  return problems;
}
