import type { RESTOptions } from 'discord.js';
import { Agent, request } from 'undici';

type MakeRequest = RESTOptions['makeRequest'];

export interface Transport {
  readonly makeRequest: MakeRequest;
  /** Lets go of the connections. */
  close(): Promise<void>;
}

/**
 * One HTTP exchange for discord.js, over a bounded number of connections. Left alone it opens one for each call that is under way: in a
 * burst some calls then wait behind all others, seconds long. First words have connections of their own, since Discord waits three
 * seconds for those and a person longer for the rest.
 */
export function createTransport(timeoutMs: number): Transport {
  const agent = (connections: number) =>
    new Agent({ connections, connect: { timeout: timeoutMs }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  const firstWords = agent(20);
  const rest = agent(40);
  return {
    async makeRequest(url, { method = 'GET', headers, body, signal }) {
      const form = body instanceof FormData ? new Response(body) : null;
      const answer = await request(url, {
        method,
        headers: { ...headersOf(headers), ...headersOf(form && Object.fromEntries(form.headers)) },
        body: form ? Buffer.from(await form.arrayBuffer()) : typeof body === 'string' ? body : null,
        signal: signal ?? null,
        dispatcher: url.endsWith('/callback') ? firstWords : rest,
      });
      // Read to the end, or its connection would not be used again.
      return new Response((await answer.body.text()) || null, {
        status: answer.statusCode,
        headers: headersOf(answer.headers),
      });
    },
    close: async () => void (await Promise.all([firstWords.destroy(), rest.destroy()])),
  };
}

/** As discord.js gives them, and as they come back: a name and a value each. */
function headersOf(headers: unknown): Record<string, string> {
  const given = typeof headers === 'object' && headers !== null ? Object.entries(headers) : [];
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}
