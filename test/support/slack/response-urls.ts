import type { Clock } from '../clock.ts';
import type { Ids } from './ids.ts';
import { LIMITS, TIMES } from './limits.ts';
import type { Channel, Installation, Message } from './model.ts';
import { SlackError } from './slack-error.ts';

/** Where an answer to something that a person did may be sent. */
export interface ResponseTarget {
  readonly installation: Installation;
  readonly channel: Channel;
  readonly user: string;
  /** The message in which a button was pressed. */
  readonly source: Message | null;
}

export interface ResponseUrls {
  /** @returns the id at the end of its address */
  issue(target: ResponseTarget): string;
  /** Counts one use. @throws SlackError `used_url` after five, `expired_url` after half an hour */
  use(id: string): ResponseTarget;
  /** Lets go of those that were issued before. */
  forget(before: number): void;
}

export function createResponseUrls(clock: Clock, ids: Ids): ResponseUrls {
  const urls = new Map<string, { target: ResponseTarget; until: number; uses: number }>();
  return {
    issue(target) {
      const id = `response-${ids.number()}`;
      urls.set(id, { target, until: clock.now() + TIMES.responseUrl, uses: 0 });
      return id;
    },
    use(id) {
      const url = urls.get(id);
      if (url === undefined || clock.now() > url.until) throw new SlackError('expired_url');
      if (url.uses >= LIMITS.responseUrlUses) throw new SlackError('used_url');
      url.uses += 1;
      return url.target;
    },
    forget(before) {
      for (const [id, { until }] of urls) if (until - TIMES.responseUrl < before) urls.delete(id);
    },
  };
}
