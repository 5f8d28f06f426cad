import { type DepartureParts, forget } from './departure.ts';
import { allOf, opened } from './reseal.ts';
import { SlackCallError } from './slack-error.ts';

/** Looks after installations whose end nobody was told of: what Slack tells while nothing runs, it tells for six minutes. */
export interface Rounds {
  /** Asks Slack of each installation whether it holds, and forgets those that do not. */
  look(): Promise<void>;
  /** Looks soon and every day, until it is stopped. */
  start(): void;
  /** Resolves when what was begun is done. */
  stop(): Promise<void>;
}

export interface RoundsParts extends DepartureParts {
  /** Waits so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
}

const soonMs = 10 * 60_000;
const dayMs = 24 * 3_600_000;
/** Twenty a second: ten thousand in eight minutes. */
const pauseMs = 50;

/** An installation that is over for good. Without being told so, nothing less is believed: Slack refuses other tokens when it is ill. */
const over: ReadonlySet<string> = new Set(['token_revoked', 'account_inactive']);

export function createRounds(parts: RoundsParts): Rounds {
  const { installations, vault, log, wait } = parts;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  let looking: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    for await (const installation of allOf(installations)) {
      if (stopped) return;
      // What does not open is the operator's to mend, and no reason to forget anybody.
      if (opened(installation, vault, log) === null) continue;
      const { workspace } = installation;
      try {
        await forget(parts, workspace, over);
      } catch (error) {
        if (!(error instanceof SlackCallError)) throw error;
        log.debug(`${workspace}: not known whether the bot is still there: ${error.message}`);
      }
      await wait(pauseMs);
    }
  }

  const lookNow = () => {
    looking = looking
      .then(look)
      .catch((error: unknown) => log.error(`installations could not be looked after: ${String(error)}`));
    timer = setTimeout(lookNow, dayMs).unref();
  };

  return {
    look,
    start() {
      timer = setTimeout(lookNow, soonMs).unref();
    },
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await looking;
    },
  };
}
