import type { Place } from './deed.ts';

const address = /^https:\/\/[\w.-]+\/archives\/([CGD][A-Z0-9]+)\/p(\d{10})(\d{6})(?:\?(\S*))?$/;

/** The thread that a pasted link to a message leads to; null where it is no such link. */
export function parseMessageLink(text: string): (Place & { readonly thread: string }) | null {
  const [, channel, seconds, micros, query] = address.exec(text.trim().replace(/^<|>$/g, '')) ?? [];
  if (channel === undefined) return null;
  const inThread = /(?:^|&)thread_ts=(\d+\.\d+)/.exec(query ?? '')?.[1];
  return { channel, thread: inThread ?? `${seconds}.${micros}` };
}
