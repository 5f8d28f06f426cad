import pRetry from 'p-retry';

/**
 * Does something again for as long as what is in its way passes by itself.
 *
 * @param passes whether an error is of that kind; any other is thrown at once
 */
export function patiently<T>(
  action: () => Promise<T>,
  { patienceMs, passes }: { readonly patienceMs: number; readonly passes: (error: unknown) => boolean },
): Promise<T> {
  return pRetry(action, {
    retries: Number.POSITIVE_INFINITY,
    minTimeout: 25,
    maxTimeout: 500,
    randomize: true,
    maxRetryTime: patienceMs,
    shouldRetry: ({ error }) => passes(error),
  });
}
