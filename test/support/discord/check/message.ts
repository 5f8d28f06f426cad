import { isObject, objects, textOf } from '../../json.ts';
import { textsOfEmbed } from '../effects.ts';
import { LIMITS } from '../limits.ts';
import { classicComponents, layoutComponents } from './components.ts';
import { address, anything, array, boolean, integer, object, type Rule, string } from './rules.ts';

const image = object({ url: address(2_048, 'http', 'https', 'attachment') });
const web = address(2_048, 'http', 'https');
const embedFields = object(
  {},
  {
    title: string(LIMITS.embedTitle),
    description: string(LIMITS.embedDescription),
    url: web,
    color: integer(0, 0xffffff),
    image,
    thumbnail: image,
    footer: object({ text: string(LIMITS.embedFooter) }),
    author: object({ name: string(LIMITS.embedAuthor) }, { url: web }),
    fields: array(
      object({ name: string(LIMITS.embedFieldName), value: string(LIMITS.embedFieldValue) }, { inline: boolean }),
      0,
      LIMITS.embedFields,
    ),
  },
);
const embed: Rule = (value, path, report) => {
  embedFields(value, path, report);
  if (!isObject(value)) return;
  const shown = textsOfEmbed(value).length > 0 || value['image'] != null || value['thumbnail'] != null;
  if (!shown) report('BASE_TYPE_REQUIRED', 'This field is required', [...path, 'description']);
};
const embeds: Rule = (value, path, report) => {
  array(embed, 0, LIMITS.embeds)(value, path, report);
  const total = objects(value)
    .flatMap(textsOfEmbed)
    .reduce((sum, text) => sum + text.length, 0);
  if (total > LIMITS.embedTotal) {
    report('MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${LIMITS.embedTotal}`, path);
  }
};

const allowedMentions: Rule = (value, path, report) => {
  object(
    {},
    {
      parse: array(anything, 0, 3),
      users: array(string(20), 0, 100),
      roles: array(string(20), 0, 100),
      replied_user: boolean,
    },
  )(value, path, report);
  if (!isObject(value) || !Array.isArray(value['parse'])) return;
  for (const [index, kind] of value['parse'].entries()) {
    if (!['users', 'roles', 'everyone'].includes(textOf(kind))) {
      report('BASE_TYPE_CHOICES', "Value must be one of ('users', 'roles', 'everyone').", [...path, 'parse', index]);
    }
    const listed = value[textOf(kind)];
    if (Array.isArray(listed) && listed.length > 0) {
      const message = `parse:["${textOf(kind)}"] and ${textOf(kind)}: [ids...] are mutually exclusive.`;
      report('MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message, path);
    }
  }
};

const LEGACY = ['content', 'embeds', 'poll', 'sticker_ids'];
const legacyFields: Rule = (value, path, report) => {
  if (!isObject(value)) return;
  for (const name of LEGACY) {
    const field = value[name];
    if (field === undefined || field === null || field === '' || (Array.isArray(field) && field.length === 0)) continue;
    const message = `The '${name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
    report('MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message, [...path, name]);
  }
};

const nonce: Rule = (value, path, report) => {
  if (typeof value !== 'number') string(LIMITS.nonce)(value, path, report);
};

const fields = {
  content: string(LIMITS.content, 0),
  embeds,
  allowed_mentions: allowedMentions,
  nonce,
  enforce_nonce: boolean,
  tts: boolean,
  attachments: array(
    object({ id: anything }, { description: string(LIMITS.attachmentDescription), filename: string(260) }),
    0,
    LIMITS.attachments,
  ),
};

/** The body of a message, new or changed; with `IsComponentsV2` or without. */
export const messageBody = (isLayout: boolean): Rule =>
  isLayout
    ? (value, path, report) => {
        object({}, { ...fields, components: layoutComponents })(value, path, report);
        legacyFields(value, path, report);
      }
    : object({}, { ...fields, components: classicComponents });
