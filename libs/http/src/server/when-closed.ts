import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Something that ends: an answer, or a connection that is no more HTTP's. */
export type Closing = ServerResponse | Socket;

/** What is called for each that has not ended. */
type Waiting = Map<Closing, (() => void)[]>;

const waitingOn = new WeakMap<Socket, Waiting>();

/**
 * Calls `closed` once: when an answer is sent whole, or its connection is gone, which may be already. An answer that waits
 * for its turn behind others on one connection gets no event when that breaks, so the socket is watched, too.
 */
export function whenClosed(closing: Closing, closed: () => void): void {
  const socket = 'req' in closing ? closing.req.socket : closing;
  if (closing.closed || socket.destroyed) return closed();
  const waiting = waitingOn.get(socket) ?? watch(socket);
  const known = waiting.get(closing);
  if (known !== undefined) return void known.push(closed);
  waiting.set(closing, [closed]);
  closing.once('close', () => end(waiting, closing));
}

function watch(socket: Socket): Waiting {
  const waiting: Waiting = new Map();
  waitingOn.set(socket, waiting);
  socket.once('close', () => {
    for (const closing of waiting.keys()) end(waiting, closing);
  });
  return waiting;
}

function end(waiting: Waiting, closing: Closing): void {
  const ends = waiting.get(closing) ?? [];
  waiting.delete(closing);
  for (const closed of ends) closed();
}
