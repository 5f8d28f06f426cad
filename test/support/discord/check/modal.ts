import { ComponentType } from 'discord.js';
import { isObject, objects } from '../../json.ts';
import { LIMITS } from '../limits.ts';
import { bounds, choices, customId, numberOf, onceEach, selects, textDisplay } from './components.ts';
import { all, array, boolean, byType, integer, object, type Rule, string } from './rules.ts';

const option = object(
  { label: string(LIMITS.optionText), value: string(LIMITS.optionText) },
  { description: string(LIMITS.optionText), default: boolean },
);
const [radioLeast, radioMost] = LIMITS.radioOptions;
const [boxesLeast, boxesMost] = LIMITS.checkboxOptions;

const input = {
  placeholder: string(LIMITS.inputPlaceholder, 0),
  value: string(LIMITS.inputText, 0),
  min_length: integer(0, LIMITS.inputText),
  max_length: integer(1, LIMITS.inputText),
  required: boolean,
};
const lengths: Rule = (value, path, report) => {
  if (!isObject(value)) return;
  const least = numberOf(value['min_length'], 0);
  const most = numberOf(value['max_length'], LIMITS.inputText);
  if (least > most) {
    report('TEXT_INPUT_COMPONENT_MIN_LENGTH_TOO_LARGE', 'min_length must be no more than max_length', [
      ...path,
      'min_length',
    ]);
  }
  if (typeof value['value'] === 'string' && value['value'].length > most) {
    report('BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`, [...path, 'value']);
  }
};
const typedIn = (label: Readonly<Record<string, Rule>>) =>
  all(object({ custom_id: customId, style: integer(1, 2), ...label }, input), lengths);

/** Nothing may be chosen only where an answer may be left out. */
const leastWhenRequired: Rule = (value, path, report) => {
  if (!isObject(value) || value['min_values'] !== 0 || value['required'] === false) return;
  report('COMPONENT_REQUIRED_MIN_VALUES', 'min_values must be at least 1 when required', [...path, 'min_values']);
};
const noLabelOfItsOwn: Rule = (value, path, report) => {
  if (isObject(value) && value['label'] != null) {
    report('TEXT_INPUT_LABEL_NOT_ALLOWED', 'A text input inside of a label has no label of its own', [
      ...path,
      'label',
    ]);
  }
};
const enabled: Rule = (value, path, report) => {
  if (isObject(value) && value['disabled'] === true) {
    report('COMPONENT_DISABLED_NOT_ALLOWED', 'Components in a modal cannot be disabled', [...path, 'disabled']);
  }
};

const inLabel: Readonly<Record<number, Rule>> = {
  [ComponentType.TextInput]: all(typedIn({}), noLabelOfItsOwn),
  ...Object.fromEntries(Object.entries(selects).map(([type, rule]) => [type, all(rule, leastWhenRequired, enabled)])),
  [ComponentType.FileUpload]: all(
    object(
      { custom_id: customId },
      { min_values: integer(0, LIMITS.uploads), max_values: integer(1, LIMITS.uploads), required: boolean },
    ),
    leastWhenRequired,
  ),
  [ComponentType.RadioGroup]: all(
    object({ custom_id: customId, options: array(option, radioLeast, radioMost) }, { required: boolean }),
    choices(() => 1),
  ),
  [ComponentType.CheckboxGroup]: all(
    object(
      { custom_id: customId, options: array(option, boxesLeast, boxesMost) },
      { min_values: integer(0, boxesMost), max_values: integer(1, boxesMost), required: boolean },
    ),
    choices((value) => numberOf(value['max_values'], boxesMost)),
    leastWhenRequired,
    bounds((value) => objects(value['options']).length),
  ),
  [ComponentType.Checkbox]: object({ custom_id: customId }, { default: boolean }),
};

const top = byType({
  [ComponentType.ActionRow]: object({
    components: array(byType({ [ComponentType.TextInput]: typedIn({ label: string(LIMITS.label) }) }), 1, 1),
  }),
  [ComponentType.TextDisplay]: textDisplay,
  [ComponentType.Label]: object(
    { label: string(LIMITS.label), component: byType(inLabel) },
    { description: string(LIMITS.labelDescription) },
  ),
});

/** The `data` of a callback that opens a modal. */
export const modal: Rule = object({
  custom_id: customId,
  title: string(LIMITS.modalTitle),
  components: all(array(top, 1, LIMITS.modalComponents), onceEach),
});
