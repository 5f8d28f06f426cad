import { isObject, type JsonObject } from '../../json.ts';
import { DiscordError } from '../discord-error.ts';

export type Path = readonly (string | number)[];
/** Notes a problem, by Discord's own code and text, at the field with this path. */
export type Report = (code: string, message: string, path: Path) => void;
/** Says what is wrong with a value. */
export type Rule = (value: unknown, path: Path, report: Report) => void;

export const anything: Rule = () => undefined;

export const string =
  (max: number, min = 1): Rule =>
  (value, path, report) => {
    if (typeof value !== 'string')
      report('STRING_TYPE_CONVERT', `Could not interpret "${String(value)}" as string.`, path);
    else if (value.length >= min && value.length <= max) return;
    else if (value.length === 0) report('BASE_TYPE_REQUIRED', 'This field is required', path);
    else if (min <= 1) report('BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`, path);
    else report('BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`, path);
  };

export const matching =
  (pattern: RegExp): Rule =>
  (value, path, report) => {
    if (typeof value !== 'string' || !pattern.test(value)) {
      report('STRING_TYPE_REGEX', 'String value did not match validation regex.', path);
    }
  };

export const address =
  (max: number, ...schemes: readonly string[]): Rule =>
  (value, path, report) => {
    string(max)(value, path, report);
    if (typeof value !== 'string' || schemes.some((scheme) => value.startsWith(`${scheme}://`))) return;
    report(
      'URL_TYPE_INVALID_SCHEME',
      `Scheme "${value.split(':')[0]}" is not supported. Scheme must be one of (${schemes.map((each) => `'${each}'`).join(', ')}).`,
      path,
    );
  };

export const boolean: Rule = (value, path, report) => {
  if (typeof value !== 'boolean') report('BOOLEAN_TYPE_CHOICES', 'Must be either true or false.', path);
};

export const integer =
  (min: number, max: number): Rule =>
  (value, path, report) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      report('NUMBER_TYPE_COERCE', `Value "${String(value)}" is not int.`, path);
    } else if (value < min) report('NUMBER_TYPE_MIN', `int value should be greater than or equal to ${min}.`, path);
    else if (value > max) report('NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`, path);
  };

export const oneOf =
  (...allowed: readonly (string | number)[]): Rule =>
  (value, path, report) => {
    if ((typeof value === 'string' || typeof value === 'number') && allowed.includes(value)) return;
    report('BASE_TYPE_CHOICES', `Value must be one of {${allowed.join(', ')}}.`, path);
  };

export const array =
  (item: Rule, min: number, max: number): Rule =>
  (value, path, report) => {
    if (!Array.isArray(value)) return report('LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType', path);
    if (value.length < min && min === 1) report('BASE_TYPE_REQUIRED', 'This field is required', path);
    else if (value.length > max && min === 0)
      report('BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`, path);
    else if (value.length < min || value.length > max) {
      report('BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`, path);
    }
    for (const [index, each] of value.entries()) item(each, [...path, index], report);
  };

export type Fields = Readonly<Record<string, Rule>>;

/** Discord takes no notice of fields that it does not know, and null is as good as nothing for one that may be left out. */
export const object =
  (required: Fields, optional: Fields = {}): Rule =>
  (value, path, report) => {
    if (!isObject(value)) return report('MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType', path);
    for (const [name, rule] of Object.entries(required)) {
      if (value[name] === undefined || value[name] === null) {
        report('BASE_TYPE_REQUIRED', 'This field is required', [...path, name]);
      } else rule(value[name], [...path, name], report);
    }
    for (const [name, rule] of Object.entries(optional)) {
      if (value[name] !== undefined && value[name] !== null) rule(value[name], [...path, name], report);
    }
  };

/** By the number in `type`; a kind that is not there is refused in Discord's words. */
export const byType =
  (kinds: Readonly<Record<number, Rule>>): Rule =>
  (value, path, report) => {
    if (!isObject(value)) return report('MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType', path);
    const { type } = value;
    if (type === undefined) return report('BASE_TYPE_REQUIRED', 'This field is required', [...path, 'type']);
    const rule = typeof type === 'number' ? kinds[type] : undefined;
    if (rule !== undefined) return rule(value, path, report);
    const choices = Object.keys(kinds).join(', ');
    report('UNION_TYPE_CHOICES', `Value of field "type" must be one of (${choices}).`, [...path, 'type']);
  };

export const all =
  (...rules: readonly Rule[]): Rule =>
  (value, path, report) => {
    for (const rule of rules) rule(value, path, report);
  };

/** @throws DiscordError 50035 with every problem under the path of its field */
export function check(rule: Rule, value: unknown): void {
  const errors: Tree = {};
  rule(value, [], (code, message, path) => note(errors, path, { code, message }));
  if (Object.keys(errors).length > 0) throw new DiscordError(50035, { errors });
}

/** 50035 for one field that only the place could judge. */
export function refusal(path: Path, code: string, message: string): DiscordError {
  const errors: Tree = {};
  note(errors, path, { code, message });
  return new DiscordError(50035, { errors });
}

interface Tree extends JsonObject {
  _errors?: JsonObject[];
}

function note(tree: Tree, path: Path, problem: JsonObject): void {
  const [first, ...rest] = path;
  if (first === undefined) {
    tree._errors = [...(tree._errors ?? []), problem];
    return;
  }
  const inner = tree[first];
  const branch: Tree = isObject(inner) ? inner : {};
  tree[first] = branch;
  note(branch, rest, problem);
}
