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

/** When Node ends this connection, after its last answer, what the client still sends is dropped: no request, no reset. */
export function dropRest(socket: Socket, longestMs: number): void {
  socket.destroySoon = () => {
    Reflect.deleteProperty(socket, 'destroySoon');
    endWith(socket, '', longestMs);
  };
}

/** Ends a connection that no HTTP parser reads any more: sends `lastWords`, and drops what still arrives. */
export function endWith(socket: Socket, lastWords: string, longestMs = LONGEST_MS): void {
  socket.removeAllListeners('data');
  socket.end(lastWords);
  throwAway(socket, socket, longestMs);
  socket.once('end', () => socket.destroySoon());
}

/** @returns a function that stops the limits */
function throwAway(incoming: IncomingMessage | Socket, socket: Socket, longestMs = LONGEST_MS): () => void {
  let bytes = 0;
  const count = (chunk: Buffer) => {
    if ((bytes += chunk.length) > MOST_BYTES) socket.destroy();
  };
  incoming.on('data', count).resume();
  const limit = setTimeout(() => socket.destroy(), longestMs);
  const stop = () => clearTimeout(limit);
  socket.once('close', stop);
  return () => {
    stop();
    socket.off('close', stop);
  };
}
