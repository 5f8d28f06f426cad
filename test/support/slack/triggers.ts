import type { Clock } from '../clock.ts';
import type { Ids } from './ids.ts';
import { TIMES } from './limits.ts';
import type { Installation } from './model.ts';
import { SlackError } from './slack-error.ts';

interface Trigger {
  readonly user: string;
  readonly installation: Installation;
  readonly until: number;
  /** It came from something in a modal, so that a view may be pushed on top. */
  readonly inModal: boolean;
  used: boolean;
}

/** The right to open one view, within three seconds of what a person did. */
export interface Triggers {
  issue(installation: Installation, user: string, inModal?: boolean): string;
  /** @throws SlackError `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id` */
  check(id: string, installation: Installation): { readonly user: string; readonly inModal: boolean };
  /** Uses it up. */
  exchange(id: string): void;
  /** Lets go of those that ran out before. */
  forget(before: number): void;
}

export function createTriggers(clock: Clock, ids: Ids): Triggers {
  const triggers = new Map<string, Trigger>();
  return {
    issue(installation, user, inModal = false) {
      const id = `${ids.number()}.${ids.number()}.trigger`;
      triggers.set(id, { user, installation, inModal, until: clock.now() + TIMES.trigger, used: false });
      return id;
    },
    check(id, installation) {
      const trigger = triggers.get(id);
      if (trigger === undefined || trigger.installation !== installation) throw new SlackError('invalid_trigger_id');
      if (trigger.used) throw new SlackError('exchanged_trigger_id');
      if (clock.now() > trigger.until) throw new SlackError('expired_trigger_id');
      return trigger;
    },
    exchange(id) {
      const trigger = triggers.get(id);
      if (trigger !== undefined) trigger.used = true;
    },
    forget(before) {
      for (const [id, { until }] of triggers) if (until < before) triggers.delete(id);
    },
  };
}
