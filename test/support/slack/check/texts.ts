import { at, isObject } from '../../json.ts';
import { LIMITS } from '../limits.ts';
import { boolean, byType, object, oneOf, type Rule, string } from './rules.ts';

/** A `plain_text` object. */
export const plainText = (max: number): Rule =>
  object({ type: oneOf('plain_text'), text: string(max) }, { emoji: boolean });

const mrkdwn = (max: number): Rule => object({ type: oneOf('mrkdwn'), text: string(max) }, { verbatim: boolean });

/** A text object of either kind. */
export const anyText = (max: number): Rule =>
  byType({ plain_text: plainText(max), mrkdwn: mrkdwn(max) }, (type) => `unsupported type: ${type}`);

export const confirm: Rule = object(
  {
    title: plainText(LIMITS.confirmTitle),
    text: anyText(LIMITS.confirmText),
    confirm: plainText(LIMITS.confirmButton),
    deny: plainText(LIMITS.confirmButton),
  },
  { style: oneOf('primary', 'danger') },
);

const optionWith = (label: Rule): Rule =>
  object(
    { text: label, value: string(LIMITS.optionValue) },
    { description: anyText(LIMITS.optionDescription), url: string(LIMITS.url) },
  );

/** An option of a select menu. */
export const plainOption = optionWith(plainText(LIMITS.optionText));
/** An option of radio buttons and checkboxes, where markup is allowed. */
export const richOption = optionWith(anyText(LIMITS.optionText));

/** What is chosen at first must be one of what is offered, to the letter. */
export const initialAmongOptions: Rule = (value, pointer, report) => {
  if (!isObject(value)) return;
  const groups = Array.isArray(value['option_groups']) ? value['option_groups'] : [value];
  const offered = new Set(
    groups.flatMap((group) => {
      const options = at(group, 'options');
      return Array.isArray(options) ? options.map(optionKey) : [];
    }),
  );
  const chosen = value['initial_option'] === undefined ? value['initial_options'] : [value['initial_option']];
  if (!Array.isArray(chosen)) return;
  for (const each of chosen) {
    if (!offered.has(optionKey(each))) report('initial option must match one of the options', pointer);
  }
};

function optionKey(option: unknown): string {
  return JSON.stringify([at(option, 'value'), at(option, 'text', 'text'), at(option, 'text', 'type')]);
}
