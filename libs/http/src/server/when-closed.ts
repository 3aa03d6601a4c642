import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What is called once something has ended. */
const endsOf = new WeakMap<Closing, (() => void)[]>();
const waitingAtSocket = new WeakMap<Socket, Set<() => void>>();

/** Something that ends: an answer, or a connection that is no more HTTP's. */
export type Closing = ServerResponse | Socket;

/**
 * Calls `closed` once: when an answer is sent whole, or its connection is gone, which may be already. An answer that waits
 * for its turn behind others on one connection gets no event when that breaks, so the socket is watched, too.
 */
export function whenClosed(closing: Closing, closed: () => void): void {
  const socket = 'req' in closing ? closing.req.socket : closing;
  if (closing.closed || socket.destroyed) return closed();
  const known = endsOf.get(closing);
  if (known !== undefined) known.push(closed);
  else watch(closing, socket, [closed]);
}

function watch(closing: Closing, socket: Socket, ends: (() => void)[]): void {
  endsOf.set(closing, ends);
  const waiting = waitingAt(socket);
  const end = () => {
    if (!waiting.delete(end)) return;
    closing.off('close', end);
    for (const closed of ends) closed();
  };
  waiting.add(end);
  closing.once('close', end);
}

/** One listener for all of a connection. */
function waitingAt(socket: Socket): Set<() => void> {
  const known = waitingAtSocket.get(socket);
  if (known !== undefined) return known;
  const waiting = new Set<() => void>();
  waitingAtSocket.set(socket, waiting);
  socket.once('close', () => {
    for (const end of waiting) end();
  });
  return waiting;
}
