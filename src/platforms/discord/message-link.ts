const address = /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(\d{15,20})\/(\d{15,20})(?:\/(\d{15,20}))?\/?$/;

/** A message in a server; or, where a thread's own link was copied, the thread. */
export interface LinkedMessage {
  readonly guild: string;
  readonly channel: string;
  readonly message: string | null;
}

/** What a pasted link leads to; null where it is no such link. */
export function parseMessageLink(text: string): LinkedMessage | null {
  const [, guild, channel, message = null] = address.exec(text.trim().replace(/^<|>$/g, '')) ?? [];
  return guild === undefined || channel === undefined ? null : { guild, channel, message };
}
