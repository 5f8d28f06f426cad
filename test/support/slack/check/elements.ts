import { isObject } from '../../json.ts';
import { LIMITS } from '../limits.ts';
import {
  all,
  anything,
  array,
  boolean,
  byType,
  type Fields,
  integer,
  matching,
  object,
  oneOf,
  type Rule,
  string,
} from './rules.ts';
import { anyText, confirm, initialAmongOptions, plainOption, plainText, richOption } from './texts.ts';

/** Where blocks are shown: not everything is allowed everywhere. */
export type Surface = 'message' | 'modal' | 'home';

const element = (type: string, required: Fields, optional: Fields = {}): Rule =>
  object(
    { type: oneOf(type), ...required },
    { action_id: string(LIMITS.id), confirm, focus_on_load: boolean, ...optional },
  );

const button = object(
  { type: oneOf('button'), text: plainText(LIMITS.buttonText) },
  {
    action_id: string(LIMITS.id),
    url: string(LIMITS.url),
    value: string(LIMITS.buttonValue),
    style: oneOf('primary', 'danger'),
    confirm,
    accessibility_label: string(LIMITS.buttonText),
  },
);

const placeholder = plainText(LIMITS.placeholder);
const exactlyOneList: Rule = (value, pointer, report) => {
  if (!isObject(value)) return;
  const has = ['options', 'option_groups'].filter((name) => value[name] !== undefined).length;
  if (has === 0) report('missing required field: options', pointer);
  if (has === 2) report('must not have both options and option_groups', pointer);
};
const offered: Fields = {
  options: array(plainOption, 1, LIMITS.selectOptions),
  option_groups: array(
    object({ label: plainText(LIMITS.optionText), options: array(plainOption, 1, LIMITS.selectOptions) }),
    1,
    LIMITS.optionGroups,
  ),
};
const many: Fields = { max_selected_items: integer(1, LIMITS.selectOptions) };
const staticSelect = all(
  element('static_select', {}, { ...offered, placeholder, initial_option: plainOption }),
  exactlyOneList,
  initialAmongOptions,
);
const multiStaticSelect = all(
  element(
    'multi_static_select',
    {},
    { ...offered, ...many, placeholder, initial_options: array(plainOption, 0, LIMITS.selectOptions) },
  ),
  exactlyOneList,
  initialAmongOptions,
);
const conversationFields: Fields = {
  default_to_current_conversation: boolean,
  filter: anything,
  response_url_enabled: boolean,
};
const ids = array(string(LIMITS.id), 0, LIMITS.selectOptions);

const choice = (type: string, initial: Fields): Rule =>
  all(element(type, { options: array(richOption, 1, LIMITS.choiceOptions) }, initial), initialAmongOptions);

/** Elements that act at once when they are used. */
const interactive: Fields = {
  button,
  checkboxes: choice('checkboxes', { initial_options: array(richOption, 1, LIMITS.choiceOptions) }),
  radio_buttons: choice('radio_buttons', { initial_option: richOption }),
  overflow: element('overflow', { options: array(plainOption, 1, LIMITS.overflowOptions) }),
  static_select: staticSelect,
  external_select: element(
    'external_select',
    {},
    { placeholder, initial_option: plainOption, min_query_length: integer(0, 100) },
  ),
  users_select: element('users_select', {}, { placeholder, initial_user: string(LIMITS.id) }),
  channels_select: element(
    'channels_select',
    {},
    { placeholder, initial_channel: string(LIMITS.id), response_url_enabled: boolean },
  ),
  conversations_select: element(
    'conversations_select',
    {},
    { placeholder, initial_conversation: string(LIMITS.id), ...conversationFields },
  ),
  datepicker: element(
    'datepicker',
    {},
    { placeholder, initial_date: matching(/^\d{4}-\d\d-\d\d$/, 'a date (YYYY-MM-DD)') },
  ),
  timepicker: element(
    'timepicker',
    {},
    { placeholder, initial_time: matching(/^\d\d:\d\d$/, 'a time (HH:mm)'), timezone: string(LIMITS.id) },
  ),
  datetimepicker: element('datetimepicker', {}, { initial_date_time: integer(1_000_000_000, 9_999_999_999) }),
};

const multiSelects: Fields = {
  multi_static_select: multiStaticSelect,
  multi_external_select: element(
    'multi_external_select',
    {},
    { ...many, placeholder, min_query_length: integer(0, 100) },
  ),
  multi_users_select: element('multi_users_select', {}, { ...many, placeholder, initial_users: ids }),
  multi_channels_select: element('multi_channels_select', {}, { ...many, placeholder, initial_channels: ids }),
  multi_conversations_select: element(
    'multi_conversations_select',
    {},
    { ...many, ...conversationFields, placeholder, initial_conversations: ids },
  ),
};

const dispatch_action_config = object(
  {},
  { trigger_actions_on: array(oneOf('on_enter_pressed', 'on_character_entered'), 1, 2) },
);
const typed: Fields = {
  plain_text_input: element(
    'plain_text_input',
    {},
    {
      placeholder,
      initial_value: string(LIMITS.inputText, 0),
      multiline: boolean,
      min_length: integer(0, LIMITS.inputText),
      max_length: integer(1, LIMITS.inputText),
      dispatch_action_config,
    },
  ),
  number_input: element(
    'number_input',
    { is_decimal_allowed: boolean },
    {
      placeholder,
      initial_value: string(LIMITS.id),
      min_value: string(LIMITS.id),
      max_value: string(LIMITS.id),
      dispatch_action_config,
    },
  ),
  url_text_input: element(
    'url_text_input',
    {},
    { placeholder, initial_value: string(LIMITS.url), dispatch_action_config },
  ),
  email_text_input: element(
    'email_text_input',
    {},
    { placeholder, initial_value: string(LIMITS.id), dispatch_action_config },
  ),
  rich_text_input: element('rich_text_input', {}, { placeholder, initial_value: anything, dispatch_action_config }),
};

const image = object(
  { type: oneOf('image'), alt_text: string(LIMITS.imageAlt) },
  { image_url: string(LIMITS.url), slack_file: anything },
);

const unsupported = (type: string) => `unsupported element: ${type}`;

const without = (fields: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** In an `actions` block: a message takes no multi-selects there, and nothing takes typed inputs. */
export const actionsElement = (surface: Surface): Rule =>
  byType(surface === 'message' ? interactive : { ...interactive, ...multiSelects }, unsupported);

/** Beside the text of a `section`. */
export const accessory: Rule = byType(
  { ...without(interactive, 'datetimepicker'), ...multiSelects, image },
  unsupported,
);

/** In an `input` block. */
export const inputElement: Rule = byType(
  { ...without(interactive, 'button', 'overflow'), ...multiSelects, ...typed },
  unsupported,
);

/** In a `context` block. */
export const contextElement: Rule = byType(
  { image, plain_text: anyText(LIMITS.anyText), mrkdwn: anyText(LIMITS.anyText) },
  unsupported,
);

const feedbackButton = object(
  { text: plainText(LIMITS.buttonText), value: string(LIMITS.buttonValue) },
  { accessibility_label: string(LIMITS.buttonText) },
);

/** In a `context_actions` block. */
export const contextActionsElement: Rule = byType(
  {
    feedback_buttons: object(
      { type: oneOf('feedback_buttons'), positive_button: feedbackButton, negative_button: feedbackButton },
      { action_id: string(LIMITS.id) },
    ),
    icon_button: object(
      { type: oneOf('icon_button'), icon: oneOf('trash'), text: plainText(LIMITS.buttonText) },
      {
        action_id: string(LIMITS.id),
        value: string(LIMITS.buttonValue),
        confirm,
        accessibility_label: string(LIMITS.buttonText),
        visible_to_user_ids: array(string(LIMITS.id), 0, LIMITS.selectOptions),
      },
    ),
  },
  unsupported,
);
