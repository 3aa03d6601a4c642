import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { json } from 'node:stream/consumers';
import type { ProblemDto } from '#libs/http';

export interface Upgrade {
  readonly path?: string;
  readonly authorization?: string | undefined;
  /** As in `new WebSocket(url, protocols)`. */
  readonly protocols?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

export interface UpgradeAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** What is answered instead of a WebSocket. */
  readonly problem: ProblemDto | undefined;
}

/** The headers of every such request (RFC 6455, section 4.1). */
export const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

/** Asks for a WebSocket, and hangs up when it has been answered. */
export async function upgrade(url: string, { path = '/realtime', ...asked }: Upgrade): Promise<UpgradeAnswer> {
  const { authorization, protocols = [], headers } = asked;
  const asking = request(`${url}${path}`, {
    headers: {
      ...UPGRADE,
      ...(protocols.length > 0 && { 'sec-websocket-protocol': protocols.join(', ') }),
      ...(authorization !== undefined && { authorization }),
      ...headers,
    },
  });
  asking.end();
  const opened = once(asking, 'upgrade') as Promise<[IncomingMessage, Duplex]>;
  const refused = once(asking, 'response') as Promise<[IncomingMessage]>;
  const [answer, socket] = await Promise.race([opened, refused]);
  const problem = socket === undefined ? ((await json(answer)) as ProblemDto) : undefined;
  socket?.destroy();
  return { status: answer.statusCode ?? 0, headers: answer.headers, problem };
}
