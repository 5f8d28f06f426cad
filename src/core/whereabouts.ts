import type { Incoming } from './bot-events.ts';
import type { Person } from './form.ts';

/** Who did something, as it is kept. */
export function personAt({ person, name }: Incoming): Person {
  return { id: person, name: name ?? person };
}

/** The channel that somebody is in. */
export function channelAt({ channel, conversation }: Incoming): string {
  return channel ?? conversation;
}

/** What lists decisions and checks where somebody is, as they type it. */
export function listingAt({ listing = '/arch-decisions' }: Incoming): string {
  return listing;
}
