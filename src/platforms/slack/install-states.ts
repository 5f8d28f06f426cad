import { createHash, createHmac } from 'node:crypto';
import type { StateStore } from '@slack/bolt';
import { ClearStateStore, InvalidStateError } from '@slack/oauth';
import type { EventStore } from '../../core/events.ts';

export const stateSeconds = 600;
/** Longer than a state holds: one whose use could not be marked as done is used all the same. */
const leaseMs = (stateSeconds + 60) * 1_000;

/** The state was used before. */
export class UsedStateError extends InvalidStateError {}

/**
 * What a person brings back from Slack to show that the installation was begun here: signed, for ten minutes, and once, across all copies.
 * Only one that is used is written down, so that nobody can fill the store by asking.
 */
export function createStates(clientSecret: string, events: EventStore): StateStore {
  const secret = createHmac('sha256', clientSecret).update('archcheck installation state').digest('hex');
  const signed = new ClearStateStore(secret, stateSeconds);
  return {
    generateStateParam: (options, now) => signed.generateStateParam(options, now),
    async verifyStateParam(now, state) {
      const options = await signed.verifyStateParam(now, state);
      const id = `slack-install/${createHash('sha256').update(state).digest('hex')}`;
      const claim = await events.claim({ workspace: 'slack', id, payload: null }, leaseMs);
      if (claim === null) throw new UsedStateError('the state was used before');
      await events.done(claim);
      return options;
    },
  };
}
