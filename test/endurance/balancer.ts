import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** What stands between Slack and the copies: each request goes to the next copy that is there, as it came. */
export interface Balancer {
  readonly url: string;
  close(): Promise<void>;
}

/** A request that no copy has taken goes to the next one; one that broke off may have been taken, so Slack is told and decides. */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  let turn = 0;
  const server = createServer(async (incoming, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
    turn += 1;
    forward(incoming, Buffer.concat(chunks), response, ports.length);
  });

  function forward(incoming: IncomingMessage, body: Buffer, response: ServerResponse, left: number): void {
    if (left === 0) return void response.writeHead(503).end();
    const port = ports[(turn + left) % ports.length];
    const { method, url: path, headers } = incoming;
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('error', () => response.destroy());
      answer.pipe(response);
    });
    outgoing.on('error', (error: Error & { code?: string }) => {
      if (error.code === 'ECONNREFUSED') return forward(incoming, body, response, left - 1);
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end();
    });
    outgoing.end(body);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return {
    url: `http://127.0.0.1:${address.port}/slack/events`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
