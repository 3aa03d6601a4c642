import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** What is read and thrown away behind an answer, in bytes: twice the largest body that any operation takes. */
const MOST_BYTES = 16 * 1_048_576;
/** For how long, in ms: who sends by the drop is cut off. */
const LONGEST_MS = 5_000;

/** What comes behind an answer that left before its request had arrived. */
export function readRest(request: IncomingMessage): void {
  const { socket } = request;
  let mayClose = false;
  // What Node calls behind the last answer of a connection.
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

/** Ends a connection that no HTTP parser reads any more: says the last words, and reads what is still on its way. */
export function endWith(socket: Socket, lastWords: string): void {
  socket.removeAllListeners('data');
  socket.end(lastWords);
  throwAway(socket, socket);
  socket.once('end', () => socket.destroySoon());
}

/** @returns ends the watch over bytes and time */
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
