import { ButtonStyle, ComponentType } from 'discord.js';
import { everyObject, isObject, type JsonObject, objects, textOf } from '../../json.ts';
import { LIMITS } from '../limits.ts';
import {
  address,
  all,
  anything,
  array,
  boolean,
  byType,
  integer,
  object,
  oneOf,
  type Path,
  type Rule,
  string,
} from './rules.ts';

export const customId = string(LIMITS.customId);
const component = { id: integer(0, 2_147_483_647) };
const emoji = object({}, { id: anything, name: string(100), animated: boolean });

const buttonOf: Rule = (value, path, report) => {
  if (!isObject(value)) return;
  const has = (name: string) => value[name] !== undefined && value[name] !== null;
  const required = (name: string) => {
    if (!has(name)) report('BASE_TYPE_REQUIRED', 'This field is required', [...path, name]);
  };
  const { style } = value;
  if (style === ButtonStyle.Link) {
    required('url');
    if (has('custom_id')) {
      report('BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE', 'A custom id and url cannot both be specified', path);
    }
  } else if (style === ButtonStyle.Premium) required('sku_id');
  else {
    if (!has('custom_id')) {
      report('BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required', [...path, 'custom_id']);
    }
    if (has('url')) report('BUTTON_COMPONENT_URL_NOT_ALLOWED', 'A url is only for a link button', [...path, 'url']);
  }
  if (style !== ButtonStyle.Premium && !has('label') && !has('emoji')) {
    report('BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'A label or emoji is required', path);
  }
};
const button = all(
  object(
    { type: oneOf(ComponentType.Button), style: integer(1, 6) },
    {
      ...component,
      label: string(LIMITS.buttonLabel),
      custom_id: customId,
      url: address(LIMITS.url, 'http', 'https', 'discord'),
      emoji,
      disabled: boolean,
    },
  ),
  buttonOf,
);

const option = object(
  { label: string(LIMITS.optionText), value: string(LIMITS.optionText) },
  { description: string(LIMITS.optionText), emoji, default: boolean },
);

/** Each value once, and no more chosen from the start than may be. */
export const choices =
  (most: (value: JsonObject) => number): Rule =>
  (value, path, report) => {
    if (!isObject(value)) return;
    const options = objects(value['options']);
    const seen = new Set<string>();
    for (const [index, { value: each }] of options.entries()) {
      if (seen.has(textOf(each))) {
        const place = [...path, 'options', index, 'value'];
        report('SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The specified option value is already used', place);
      }
      seen.add(textOf(each));
    }
    if (options.filter((each) => each['default'] === true).length > most(value)) {
      report('SELECT_COMPONENT_DEFAULT_OPTIONS_TOO_MANY', 'Too many default options', [...path, 'options']);
    }
  };

/** No more asked for than offered, and no less than allowed. */
export const bounds =
  (offered: (value: JsonObject) => number): Rule =>
  (value, path, report) => {
    if (!isObject(value)) return;
    const least = numberOf(value['min_values'], 1);
    const most = numberOf(value['max_values'], least > 1 ? least : 1);
    if (least > most) {
      report('SELECT_COMPONENT_MIN_VALUES_TOO_LARGE', 'min_values must be no more than max_values', [
        ...path,
        'min_values',
      ]);
    }
    if (value['max_values'] != null && most > offered(value)) {
      const message = `max_values must be no more than the number of options: ${offered(value)}`;
      report('SELECT_COMPONENT_MAX_VALUES_TOO_LARGE', message, [...path, 'max_values']);
    }
  };

export const numberOf = (value: unknown, fallback: number): number => (typeof value === 'number' ? value : fallback);

const selectFields = {
  ...component,
  placeholder: string(LIMITS.placeholder, 0),
  min_values: integer(0, LIMITS.selectOptions),
  max_values: integer(1, LIMITS.selectOptions),
  disabled: boolean,
  required: boolean,
};
const stringSelect = all(
  object({ custom_id: customId, options: array(option, 1, LIMITS.selectOptions) }, selectFields),
  choices((value) => numberOf(value['max_values'], 1)),
  bounds((value) => objects(value['options']).length),
);
const entitySelect = all(
  object({ custom_id: customId }, { ...selectFields, default_values: array(anything, 0, LIMITS.selectOptions) }),
  bounds(() => LIMITS.selectOptions),
);

const SELECTS = {
  [ComponentType.StringSelect]: stringSelect,
  [ComponentType.UserSelect]: entitySelect,
  [ComponentType.RoleSelect]: entitySelect,
  [ComponentType.MentionableSelect]: entitySelect,
  [ComponentType.ChannelSelect]: entitySelect,
};
export const selects: Readonly<Record<number, Rule>> = SELECTS;
const isSelect = (value: JsonObject) => typeof value['type'] === 'number' && Object.hasOwn(SELECTS, value['type']);

/** Five buttons, or one menu. */
const rowWidth: Rule = (value, path, report) => {
  if (!isObject(value)) return;
  const inside = objects(value['components']);
  if (inside.some(isSelect) && inside.length > 1) {
    const message = 'The specified component exceeds the maximum width';
    report('COMPONENT_LAYOUT_WIDTH_EXCEEDED', message, [...path, 'components', inside.findIndex(isSelect)]);
  }
};
const row = all(
  object(
    { components: array(byType({ [ComponentType.Button]: button, ...SELECTS }), 1, LIMITS.buttonsPerRow) },
    component,
  ),
  rowWidth,
);

export const textDisplay = object({ content: string(LIMITS.componentText) }, component);
const media = object({ url: address(2_048, 'http', 'https', 'attachment') });
const thumbnail = object({ media }, { ...component, description: string(LIMITS.altText), spoiler: boolean });
const inContainer: Readonly<Record<number, Rule>> = {
  [ComponentType.ActionRow]: row,
  [ComponentType.Section]: object(
    {
      components: array(byType({ [ComponentType.TextDisplay]: textDisplay }), 1, LIMITS.sectionTexts),
      accessory: byType({ [ComponentType.Button]: button, [ComponentType.Thumbnail]: thumbnail }),
    },
    component,
  ),
  [ComponentType.TextDisplay]: textDisplay,
  [ComponentType.MediaGallery]: object(
    {
      items: array(
        object({ media }, { description: string(LIMITS.altText), spoiler: boolean }),
        1,
        LIMITS.galleryItems,
      ),
    },
    component,
  ),
  [ComponentType.File]: object(
    { file: object({ url: address(2_048, 'attachment') }) },
    { ...component, spoiler: boolean },
  ),
  [ComponentType.Separator]: object({}, { ...component, divider: boolean, spacing: integer(1, 2) }),
};
const container = object(
  { components: array(byType(inContainer), 1, LIMITS.components) },
  { ...component, accent_color: integer(0, 0xffffff), spoiler: boolean },
);

/** Each `custom_id`, and each `id`, once. */
export const onceEach: Rule = (value, path, report) => {
  const seen = new Set<string>();
  for (const [inner, place] of withPaths(value, path)) {
    const id = inner['custom_id'];
    if (typeof id === 'string') {
      if (seen.has(id)) {
        report('COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated', [...place, 'custom_id']);
      }
      seen.add(id);
    }
    const number = inner['id'];
    if (typeof number === 'number' && number !== 0 && inner['type'] !== undefined) {
      if (seen.has(`#${number}`))
        report('COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated', [...place, 'id']);
      seen.add(`#${number}`);
    }
  }
};

function* withPaths(value: unknown, path: Path): Generator<[JsonObject, Path]> {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) yield* withPaths(each, [...path, index]);
  } else if (isObject(value)) {
    yield [value, path];
    for (const [name, inner] of Object.entries(value)) yield* withPaths(inner, [...path, name]);
  }
}

const totals: Rule = (value, path, report) => {
  const inside = [...everyObject(value)].filter((each) => typeof each['type'] === 'number');
  if (inside.length > LIMITS.components) {
    const message = `The total number of components in the message exceeds ${LIMITS.components}.`;
    report('COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message, path);
  }
  const text = inside
    .filter((each) => each['type'] === ComponentType.TextDisplay)
    .reduce((sum, each) => sum + textOf(each['content']).length, 0);
  if (text > LIMITS.componentText) {
    const message = `The total displayable text size exceeds the maximum size of ${LIMITS.componentText}.`;
    report('COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message, path);
  }
};

/** The components of a message without `IsComponentsV2`: rows only. */
export const classicComponents = all(array(byType({ [ComponentType.ActionRow]: row }), 0, LIMITS.rows), onceEach);
/** The components of a message with it. */
export const layoutComponents = all(
  array(byType({ ...inContainer, [ComponentType.Container]: container }), 0, LIMITS.components),
  totals,
  onceEach,
);
