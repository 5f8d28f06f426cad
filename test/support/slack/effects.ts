import { isObject, type JsonObject, textOf } from '../json.ts';
import { topLevelDomains } from './top-level-domains.ts';

/** What a text does besides being read: whom it notifies and where it leads. */
export interface Effects {
  /** `U…`, `S…` (a user group), `here`, `channel`, `everyone`; in the order in which they occur, repeated if they are. */
  readonly pings: readonly string[];
  /** Addresses that somebody could click, in the same order; `#C…` for a channel. */
  readonly links: readonly string[];
}

const NONE: Effects = { pings: [], links: [] };

/**
 * What Slack makes of a posted message, on the strictest reading of its documentation: a fallback text beside blocks is not shown but
 * may still notify; a bare `@channel` counts in markup that is not `verbatim`; a bare domain becomes a link.
 */
export function effectsOf(text: string, blocks: readonly JsonObject[], args: JsonObject = {}): Effects {
  const names = args['link_names'] === true || args['parse'] === 'full';
  const ofText = ofMarkup(text, { bareBroadcasts: names, bareLinks: args['parse'] !== 'none' });
  if (blocks.length === 0) return ofText;
  return together([{ pings: ofText.pings, links: [] }, ofBlocks(blocks)]);
}

/** What blocks, of a message or a view, do. */
export function ofBlocks(value: unknown): Effects {
  if (Array.isArray(value)) return together(value.map(ofBlocks));
  if (!isObject(value)) return NONE;
  const own = ofObject(value);
  return own ?? together(Object.values(value).map(ofBlocks));
}

/** Null where the effects are those of what is inside. */
function ofObject(value: JsonObject): Effects | null {
  switch (value['type']) {
    case 'mrkdwn': {
      const bare = value['verbatim'] !== true;
      return ofMarkup(textOf(value['text']), { bareBroadcasts: bare, bareLinks: bare });
    }
    case 'markdown':
      return ofMarkdown(textOf(value['text']));
    case 'plain_text':
    case 'raw_text':
    case 'text':
      return NONE;
    case 'user':
      return { pings: [textOf(value['user_id'])], links: [] };
    case 'usergroup':
      return { pings: [textOf(value['usergroup_id'])], links: [] };
    case 'broadcast':
      return { pings: [textOf(value['range'])], links: [] };
    case 'channel':
      return { pings: [], links: [`#${textOf(value['channel_id'])}`] };
    case 'link':
      return { pings: [], links: [textOf(value['url'])] };
    case 'button':
      return typeof value['url'] === 'string' ? { pings: [], links: [value['url']] } : NONE;
    case 'date':
      return typeof value['url'] === 'string' ? { pings: [], links: [value['url']] } : NONE;
    default:
      return null;
  }
}

interface Bare {
  readonly bareBroadcasts: boolean;
  readonly bareLinks: boolean;
}

const BRACKETED = /<([@#!]?)([^<>|\n]+)(?:\|[^<>\n]*)?>/g;

function ofMarkup(text: string, bare: Bare): Effects {
  const found: Effects[] = [...text.matchAll(BRACKETED)].map(([, sign, inside]) =>
    ofBracketed(sign ?? '', inside ?? ''),
  );
  const rest = text.replace(BRACKETED, ' ');
  if (bare.bareBroadcasts) {
    found.push({
      pings: [...rest.matchAll(/(?<![\w@])@(here|channel|everyone)\b/g)].map(([, range]) => range ?? ''),
      links: [],
    });
  }
  if (bare.bareLinks) found.push({ pings: [], links: bareLinks(withoutCode(rest)) });
  return together(found);
}

function ofBracketed(sign: string, inside: string): Effects {
  if (sign === '@') return { pings: [inside], links: [] };
  if (sign === '#') return { pings: [], links: [`#${inside}`] };
  if (sign === '!') {
    if (/^(here|channel|everyone)$/.test(inside)) return { pings: [inside], links: [] };
    const group = /^subteam\^(.+)$/.exec(inside);
    if (group?.[1] !== undefined) return { pings: [group[1]], links: [] };
    const date = /^date\^[^^]*\^[^^]*\^(.+)$/.exec(inside);
    return date?.[1] === undefined ? NONE : { pings: [], links: [date[1]] };
  }
  return /^([a-z][a-z0-9+.-]*:|www\.)/i.test(inside) ? { pings: [], links: [inside] } : NONE;
}

/** Standard Markdown, as in a `markdown` block: Slack's own brackets work in it too. */
function ofMarkdown(text: string): Effects {
  const targets = [...withoutCode(text).matchAll(/\]\(\s*<?([^)\s>]+)/g)].map(([, target]) => target ?? '');
  const references = [...withoutCode(text).matchAll(/^ {0,3}\[[^\]]+\]:\s*(\S+)/gm)].map(([, target]) => target ?? '');
  const rest = text.replace(/\]\(\s*<?[^)\s>]+/g, ' ').replace(/^ {0,3}\[[^\]]+\]:\s*\S+/gm, ' ');
  return together([
    { pings: [], links: [...targets, ...references] },
    ofMarkup(rest, { bareBroadcasts: true, bareLinks: true }),
  ]);
}

const withoutCode = (text: string) => text.replace(/```[\s\S]*?```|`[^`\n]+`/g, ' ');

const WITH_SCHEME = /\b(?:https?|ftp|mailto|tel|slack):[^\s<>|]+/gi;
const ADDRESS = /(?<![\w.+-])[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi;
const DOMAIN = /(?<![\w@/.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,24})(?![\w-])(?:\/[^\s<>|]*)?/gi;

function bareLinks(text: string): string[] {
  const schemes = text.match(WITH_SCHEME) ?? [];
  const withoutSchemes = text.replace(WITH_SCHEME, ' ');
  const addresses = (withoutSchemes.match(ADDRESS) ?? []).map((address) => `mailto:${address}`);
  const domains = [...withoutSchemes.replace(ADDRESS, ' ').matchAll(DOMAIN)]
    .filter(([, ending]) => topLevelDomains.has((ending ?? '').toLowerCase()))
    .map(([domain]) => domain);
  return [...schemes, ...addresses, ...domains];
}

export function together(effects: readonly Effects[]): Effects {
  return { pings: effects.flatMap((each) => each.pings), links: effects.flatMap((each) => each.links) };
}
