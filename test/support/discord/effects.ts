import { isObject, type JsonObject, objects, textOf } from '../json.ts';
import { withoutCode } from './code.ts';
import type { Mentions } from './model.ts';

/** What a message does besides being read: whom it notifies and where it leads. */
export interface Effects {
  /** Ids of users, `&id` of roles, `everyone`, `here`; in the order in which they occur. */
  readonly pings: readonly string[];
  /** Addresses that somebody could click, in the same order. */
  readonly links: readonly string[];
}

export interface Mentioned {
  readonly mentions: Mentions;
  readonly pings: readonly string[];
}

/**
 * Whom a text notifies under `allowed_mentions`: without any, everybody whom it names. Text displays notify as the content does, embeds
 * do not. Whether the bot may ping everyone, or the role may be pinged, is left aside: no answer should come to depend on it.
 */
export function mentionedIn(texts: readonly string[], allowed: unknown, repliedTo: string | null): Mentioned {
  const all = texts.map(withoutCode).join('\n');
  const users = found(all, /<@!?(\d+)>/g);
  const roles = found(all, /<@&(\d+)>/g);
  const broadcasts = [...all.matchAll(/@(everyone|here)\b/g)].map(([, range]) => range ?? '');
  const rules = isObject(allowed) ? allowed : null;
  const parsed = (kind: string) => rules === null || listed(rules['parse']).includes(kind);
  const takes = (kind: string, id: string) => parsed(kind) || listed(rules?.[kind]).includes(id);
  const reply = repliedTo !== null && (rules === null || rules['replied_user'] === true) ? [repliedTo] : [];
  const pinged = {
    users: [...new Set([...users.filter((id) => takes('users', id)), ...reply])],
    roles: roles.filter((id) => takes('roles', id)),
    broadcasts: parsed('everyone') ? broadcasts : [],
  };
  return {
    mentions: { users: pinged.users, roles: pinged.roles, everyone: pinged.broadcasts.length > 0 },
    pings: [...pinged.users, ...pinged.roles.map((id) => `&${id}`), ...pinged.broadcasts],
  };
}

const found = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, id]) => id ?? ''))];
const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The addresses in what is shown: in texts, on buttons, in embeds. */
export function linksIn(texts: readonly string[], embeds: readonly JsonObject[], components: unknown): string[] {
  const written = [...texts, ...embeds.flatMap(textsOfEmbed)].flatMap((text) =>
    [...withoutCode(text).matchAll(/\b(?:https?|discord|steam):\/\/[^\s<>)\]]*[^\s<>)\].,:;!?]/gi)].map(([url]) => url),
  );
  const elsewhere = [...addressesIn(embeds), ...addressesIn(components)].filter(
    (url) => !url.startsWith('attachment:'),
  );
  return [...written, ...elsewhere];
}

export function textsOfEmbed(embed: JsonObject): string[] {
  return [embed['title'], embed['description'], ...objects(embed['fields']).flatMap(({ name, value }) => [name, value])]
    .concat([nested(embed['footer'], 'text'), nested(embed['author'], 'name')])
    .map(textOf)
    .filter((text) => text !== '');
}

const nested = (value: unknown, name: string) => (isObject(value) ? value[name] : undefined);

function addressesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(addressesIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    /^(?:url|icon_url)$/.test(name) && typeof inner === 'string' ? [inner] : addressesIn(inner),
  );
}

export function together(effects: readonly Effects[]): Effects {
  return { pings: effects.flatMap((each) => each.pings), links: effects.flatMap((each) => each.links) };
}
