import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { ApiServer } from './api-server.js';

/** The server's end of one connection, and the most that has ever waited there to be read by the client. */
export interface ServerSocket {
  readonly socket: Socket;
  peakBytes: number;
}

/** Looks at the next connection to a server after each write to it. */
export function nextConnection(api: ApiServer): Promise<ServerSocket> {
  const server = api.app.getHttpServer() as Server;
  return new Promise((resolve) => {
    server.once('connection', (socket) => {
      const watched = { socket, peakBytes: 0 };
      const write = socket.write.bind(socket) as (...given: unknown[]) => boolean;
      socket.write = (...given: unknown[]) => {
        const isFlushed = write(...given);
        watched.peakBytes = Math.max(watched.peakBytes, socket.writableLength);
        return isFlushed;
      };
      resolve(watched);
    });
  });
}
