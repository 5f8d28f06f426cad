/** Starts pieces of work so that they do not delay what is more urgent. */
export interface WorkQueue {
  /** Resolves or rejects as the work does. */
  run(work: () => Promise<void>): Promise<void>;
}

const startsWhenCalm = 24;

/**
 * Work waits until the event loop has taken in what has arrived. While something urgent is under way one piece is started in each turn,
 * so that none waits for ever; otherwise several, so that their writes share a commit. What has started runs beside the rest: one that
 * waits for a platform holds up nobody.
 */
export function createWorkQueue(isUrgent: () => boolean): WorkQueue {
  const waiting: (() => void)[] = [];
  let scheduled = false;

  const turn = () => {
    for (const start of waiting.splice(0, isUrgent() ? 1 : startsWhenCalm)) start();
    scheduled = waiting.length > 0;
    if (scheduled) setImmediate(turn);
  };

  return {
    run: (work) =>
      new Promise((resolve, reject) => {
        waiting.push(() => work().then(resolve, reject));
        if (!scheduled) setImmediate(turn);
        scheduled = true;
      }),
  };
}
