import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { UserError } from '../core/errors.ts';
import type { Metrics } from './metrics.ts';
import type { Readiness } from './readiness.ts';

export interface OperationsParts {
  /** 0 for any that is free. */
  readonly port: number;
  readonly host: string;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
}

export interface OperationsServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * `/healthz` says that the process lives, `/readyz` whether more work may be sent to it, `/metrics` what it did. A port of its own, so that
 * nothing of it can be reached from where the platforms come in.
 *
 * @throws {UserError} where the port cannot be listened on
 */
export async function startOperations({ port, host, metrics, readiness }: OperationsParts): Promise<OperationsServer> {
  const server = createServer({ requestTimeout: 5_000, maxHeaderSize: 8_192 }, (request, response) => {
    // Nobody has to send anything here.
    request.resume();
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response, 405, 'only GET');
    respond(request.url ?? '', response).catch(() => answer(response, 500, 'it cannot be told now'));
  });

  async function respond(url: string, response: ServerResponse): Promise<void> {
    switch (url.split('?', 1)[0]) {
      case '/healthz':
        return answer(response, 200, 'alive');
      case '/readyz': {
        const troubles = await readiness.troubles();
        return troubles.length === 0 ? answer(response, 200, 'ready') : answer(response, 503, troubles.join('\n'));
      }
      case '/metrics':
        return answer(response, 200, await metrics.text(), metrics.contentType);
      default:
        return answer(response, 404, 'only /healthz, /readyz and /metrics');
    }
  }

  await listening(server, { port, host });
  return {
    url: urlOf(server),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** @throws {UserError} where nothing can listen on this machine under that address */
export async function tryHost(port: number, host: string): Promise<void> {
  const server = createServer();
  await listening(server, { port: 0, host }, port);
  server.close();
  await once(server, 'close');
}

async function listening(server: Server, at: { port: number; host: string }, named = at.port): Promise<void> {
  server.listen(at);
  await once(server, 'listening').catch((error: unknown) => {
    throw new UserError(
      `The operations port ${named} on ${at.host} cannot be listened on (${error instanceof Error ? error.message : String(error)}). Choose another with ARCHCHECK_OPERATIONS_PORT and ARCHCHECK_OPERATIONS_HOST.`,
    );
  });
}

function answer(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(text.endsWith('\n') ? text : `${text}\n`);
}

function urlOf(server: Server): string {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('it listens, so it has an address');
  return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
}
