import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Stands between a client and a server, and breaks connections at the moment when it hurts most. */
export interface BreakingProxy {
  /** The URL with this proxy's port in it. */
  readonly url: string;
  /** The next commit is done by the server, and the client hears nothing of it: its connection breaks. */
  swallowCommit(): void;
  /** Breaks all connections, now. */
  cut(): void;
  close(): Promise<void>;
}

export async function startProxy(url: string): Promise<BreakingProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let swallowing = false;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let committing = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(socket);
          client.destroy();
          upstream.destroy();
        });
    }
    client.on('data', (chunk) => {
      committing = swallowing && chunk.includes('commit');
      if (committing) swallowing = false;
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (committing) client.destroy();
      else client.write(chunk);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  const through = new URL(url);
  through.port = String(address.port);
  return {
    url: through.href,
    swallowCommit: () => {
      swallowing = true;
    },
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
