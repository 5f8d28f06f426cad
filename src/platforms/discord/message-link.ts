const address = /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(\d{15,20})\/(\d{15,20})\/(\d{15,20})\/?$/;

/** A message in a server. */
export interface LinkedMessage {
  readonly guild: string;
  readonly channel: string;
  readonly message: string;
}

/** The message that a pasted link leads to; null where it is no such link. */
export function parseMessageLink(text: string): LinkedMessage | null {
  const [, guild, channel, message] = address.exec(text.trim().replace(/^<|>$/g, '')) ?? [];
  return guild === undefined || channel === undefined || message === undefined ? null : { guild, channel, message };
}
