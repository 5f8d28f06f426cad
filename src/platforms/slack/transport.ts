import { Agent, request } from 'undici';

/** What came back over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  header(name: string): string | null;
  readonly body: string;
}

/** One HTTP exchange with Slack: no repetition, no reading of what it says. */
export interface Transport {
  /** @throws whatever the network does, a time-out among it: it may have arrived all the same */
  post(url: string, headers: Readonly<Record<string, string>>, body: string | Uint8Array): Promise<HttpAnswer>;
  /** Lets go of the connections. */
  close(): Promise<void>;
}

/**
 * Slack's own client runs on `fetch` and writes each payload out three times for a log that is off: with it, an answered mention took
 * nearly twice as long. Its queue, its repetitions and its waits are switched off here anyway: api.ts decides on those.
 *
 * @param timeoutMs how long an exchange may take, to the last byte of the answer
 */
export function createTransport(timeoutMs = 10_000): Transport {
  // Its own time-outs look at each pause alone, and only every half second.
  const agent = new Agent({ connections: 50, headersTimeout: 0, bodyTimeout: 0 });
  return {
    async post(url, headers, body) {
      const signal = AbortSignal.timeout(timeoutMs);
      const answer = await request(url, { method: 'POST', headers, body, dispatcher: agent, signal });
      return {
        status: answer.statusCode,
        header(name) {
          const value = answer.headers[name];
          return (typeof value === 'object' ? value[0] : value) ?? null;
        },
        body: await answer.body.text(),
      };
    },
    close: () => agent.destroy(),
  };
}
