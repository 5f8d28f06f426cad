import { everyObject, isObject } from '../../json.ts';
import { LIMITS } from '../limits.ts';
import {
  accessory,
  actionsElement,
  contextActionsElement,
  contextElement,
  inputElement,
  type Surface,
} from './elements.ts';
import { richText } from './rich-text.ts';
import { all, anything, array, boolean, byType, type Fields, object, oneOf, type Rule, string } from './rules.ts';
import { anyText, plainText } from './texts.ts';
import { lengthOfTexts } from './total-text.ts';
import { uniqueInMessage, uniqueInView } from './unique-ids.ts';

const block = (type: string, required: Fields, optional: Fields = {}): Rule =>
  object({ type: oneOf(type), ...required }, { block_id: string(LIMITS.id), ...optional });

const textOrFields: Rule = (value, pointer, report) => {
  if (isObject(value) && value['text'] === undefined && value['fields'] === undefined) {
    report('missing required field: text', pointer);
  }
};

const cell = byType(
  {
    raw_text: object({ type: oneOf('raw_text'), text: string(LIMITS.tableText) }),
    raw_number: object({ type: oneOf('raw_number'), value: anything }, { text: string(LIMITS.tableText) }),
    rich_text: richText,
  },
  (type) => `unsupported type: ${type}`,
);
const table: Rule = all(
  block(
    'table',
    { rows: array(array(cell, 1, LIMITS.tableColumns), 1, LIMITS.tableRows) },
    {
      column_settings: array(
        object({}, { align: oneOf('left', 'center', 'right'), is_wrapped: boolean }),
        0,
        LIMITS.tableColumns,
      ),
    },
  ),
  (value, pointer, report) => {
    if (lengthOfTexts(value) > LIMITS.tableText)
      report(`must be less than ${LIMITS.tableText + 1} characters`, pointer);
  },
);

const everywhere = (surface: Surface): Fields => ({
  section: all(
    block(
      'section',
      {},
      {
        text: anyText(LIMITS.sectionText),
        fields: array(anyText(LIMITS.sectionField), 1, LIMITS.sectionFields),
        accessory,
        expand: boolean,
      },
    ),
    textOrFields,
  ),
  divider: block('divider', {}),
  header: block('header', { text: plainText(LIMITS.header) }),
  context: block('context', { elements: array(contextElement, 1, LIMITS.contextElements) }),
  actions: block('actions', { elements: array(actionsElement(surface), 1, LIMITS.actionsElements) }),
  image: block(
    'image',
    { alt_text: string(LIMITS.imageAlt) },
    { image_url: string(LIMITS.url), slack_file: anything, title: plainText(LIMITS.imageTitle) },
  ),
  input: block(
    'input',
    { label: plainText(LIMITS.inputLabel), element: inputElement },
    { hint: plainText(LIMITS.inputHint), optional: boolean, dispatch_action: boolean },
  ),
  rich_text: richText,
});

const messagesOnly: Fields = {
  // Its length counts over all markdown blocks of the message, and has an error of its own.
  markdown: block('markdown', { text: string(Number.MAX_SAFE_INTEGER) }),
  table,
  context_actions: block('context_actions', {
    elements: array(contextActionsElement, 1, LIMITS.contextActionsElements),
  }),
};

const refused = (type: string) => `unsupported type: ${type}`;
const blockRules: Readonly<Record<Surface, Rule>> = {
  message: byType({ ...everywhere('message'), ...messagesOnly }, refused),
  modal: byType(everywhere('modal'), refused),
  home: byType(everywhere('home'), refused),
};

const oneTable: Rule = (value, pointer, report) => {
  const tables = [...everyObject(value)].filter((each) => each['type'] === 'table').length;
  if (tables > LIMITS.tablesPerMessage) report('only one table allowed', pointer);
};

/** The blocks of a message. */
export const messageBlocks: Rule = all(array(blockRules.message, 0, LIMITS.messageBlocks), uniqueInMessage, oneTable);

/** The blocks of a modal or of the App Home. */
export const viewBlocks = (surface: 'modal' | 'home'): Rule =>
  all(array(blockRules[surface], 0, LIMITS.viewBlocks), uniqueInView);
