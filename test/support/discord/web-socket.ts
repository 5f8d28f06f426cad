import type { WebSocket } from 'ws';

/** A ping of the WebSocket itself, which no app sees: its answer comes after all that was sent before it has arrived. */
export function answered(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('pong', () => resolve());
    socket.once('close', () => resolve());
    if (socket.readyState === socket.OPEN) socket.ping();
    else resolve();
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
