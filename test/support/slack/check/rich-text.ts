import { LIMITS } from '../limits.ts';
import { all, array, boolean, byType, integer, object, oneOf, type Rule, string } from './rules.ts';

const style = object(
  {},
  {
    bold: boolean,
    italic: boolean,
    strike: boolean,
    underline: boolean,
    code: boolean,
    highlight: boolean,
    client_highlight: boolean,
    unlink: boolean,
  },
);
const LONG = 40_000;

const text = object({ type: oneOf('text'), text: string(LONG) }, { style });
const link = object({ type: oneOf('link'), url: string(LIMITS.url) }, { text: string(LONG), unsafe: boolean, style });

const inline = byType(
  {
    text,
    link,
    user: object({ type: oneOf('user'), user_id: string(LIMITS.id) }, { style }),
    usergroup: object({ type: oneOf('usergroup'), usergroup_id: string(LIMITS.id) }, { style }),
    channel: object({ type: oneOf('channel'), channel_id: string(LIMITS.id) }, { style }),
    broadcast: object({ type: oneOf('broadcast'), range: oneOf('here', 'channel', 'everyone') }, { style }),
    emoji: object(
      { type: oneOf('emoji'), name: string(LIMITS.id) },
      { unicode: string(LIMITS.id), skin_tone: integer(1, 6), style },
    ),
    color: object({ type: oneOf('color'), value: string(7) }, { style }),
    date: object(
      { type: oneOf('date'), timestamp: integer(0, 9_999_999_999), format: string(LIMITS.id) },
      { url: string(LIMITS.url), fallback: string(LIMITS.id), style },
    ),
  },
  (type) => `unsupported type: ${type}`,
);

const MANY = 10_000;
const section = object({ type: oneOf('rich_text_section'), elements: array(inline, 1, MANY) });
const border = integer(0, 1);

const part = byType(
  {
    rich_text_section: section,
    rich_text_list: object(
      { type: oneOf('rich_text_list'), style: oneOf('bullet', 'ordered'), elements: array(section, 1, MANY) },
      { indent: integer(0, 8), offset: integer(0, MANY), border },
    ),
    rich_text_quote: object({ type: oneOf('rich_text_quote'), elements: array(inline, 1, MANY) }, { border }),
    rich_text_preformatted: object(
      {
        type: oneOf('rich_text_preformatted'),
        elements: array(
          byType({ text, link }, (type) => `unsupported type: ${type}`),
          1,
          MANY,
        ),
      },
      { border, language: string(LIMITS.id) },
    ),
  },
  (type) => `unsupported type: ${type}`,
);

/** A `rich_text` block. */
export const richText: Rule = all(
  object({ type: oneOf('rich_text'), elements: array(part, 1, MANY) }, { block_id: string(LIMITS.id) }),
);
