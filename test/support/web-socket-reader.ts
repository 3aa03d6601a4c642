import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import type { LiveContract } from './live-contract.js';
import { type LiveEvent, LiveLog } from './live-log.js';

/** A WebSocket to `/realtime`. Every frame is held against the AsyncAPI document. */
export class WebSocketReader extends LiveLog {
  code: number | undefined;
  reason = '';

  /** Resolves when the connection is open; rejects with the status when it is refused. */
  static async open(url: string, token: string, contract: LiveContract, path = '/realtime'): Promise<WebSocketReader> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, ['chat.v1', `bearer.${token}`]);
    const reader = new WebSocketReader(socket, contract);
    const refused = once(socket, 'unexpected-response') as Promise<[unknown, IncomingMessage]>;
    const status = await Promise.race([once(socket, 'open'), refused.then(([, answer]) => answer.statusCode)]);
    if (typeof status === 'number') throw new Error(`refused: ${status}`);
    return reader;
  }

  private constructor(
    readonly socket: WebSocket,
    contract: LiveContract,
  ) {
    super();
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString('utf8')) as LiveEvent['data'] & { type: string };
      contract.check(`${frame.type}Frame`, frame);
      const { type: event, ...fields } = frame;
      this.add({ event, data: fields });
    });
    socket
      .on('error', () => undefined)
      .on('close', (code, reason) => {
        this.code = code;
        this.reason = reason.toString('utf8');
        this.closed();
      });
  }

  typing(chatId: number): void {
    this.socket.send(JSON.stringify({ type: 'typing', chat_id: chatId }));
  }

  close(): void {
    this.socket.terminate();
  }
}
