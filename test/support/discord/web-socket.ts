import type { WebSocket } from 'ws';

/** A ping of the WebSocket itself, which no app sees: its answer comes after all that was sent before it has arrived. */
export function answered(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off('pong', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('pong', done);
    socket.on('close', done);
    if (socket.readyState === socket.OPEN) socket.ping();
    else done();
  });
}

/** Takes leave of a connection; one that does not answer is cut off. */
export function takeLeave(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => socket.terminate(), 500);
    socket.on('close', () => {
      clearTimeout(cutOff);
      resolve();
    });
    socket.close(1001);
  });
}
