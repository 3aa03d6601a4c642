import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** In bytes. The rest of a request that is read and dropped: twice the largest body of any operation. */
const MOST_BYTES = 16 * 1_048_576;
/** In ms. A client that sends more slowly is cut off. */
const LONGEST_MS = 5_000;

/** Reads and drops the rest of a request whose answer was sent early. */
export function readRest(request: IncomingMessage): void {
  const { socket } = request;
  let mayClose = false;
  // Node calls it after the last answer of a connection.
  socket.destroySoon = () => {
    mayClose = true;
    socket.end();
  };
  const stop = throwAway(request, socket);
  request.once('end', () => {
    stop();
    Reflect.deleteProperty(socket, 'destroySoon');
    if (mayClose) socket.destroySoon();
  });
}

/** Ends a connection that no HTTP parser reads any more: sends `lastWords`, and drops what still arrives. */
export function endWith(socket: Socket, lastWords: string): void {
  socket.removeAllListeners('data');
  socket.end(lastWords);
  throwAway(socket, socket);
  socket.once('end', () => socket.destroySoon());
}

/** @returns a function that stops the limits */
function throwAway(incoming: IncomingMessage | Socket, socket: Socket): () => void {
  let bytes = 0;
  const count = (chunk: Buffer) => {
    if ((bytes += chunk.length) > MOST_BYTES) socket.destroy();
  };
  incoming.on('data', count).resume();
  const limit = setTimeout(() => socket.destroy(), LONGEST_MS);
  const stop = () => clearTimeout(limit);
  socket.once('close', stop);
  return () => {
    stop();
    socket.off('close', stop);
  };
}
