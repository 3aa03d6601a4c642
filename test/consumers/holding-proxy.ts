import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server as a program reaches it, with the requests of one method held back until they are released. */
export class HoldingProxy {
  /** Method and status of each answer that has passed. */
  readonly answered: string[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly server: Server;

  constructor(
    private readonly behind: string,
    private held: 'PATCH' | 'none',
  ) {
    this.server = createServer((received, answer) => {
      const { method = '', url, headers } = received;
      const forward = () => {
        const sent = request(new URL(url ?? '', this.behind), { method, headers }, (reply) => {
          answer.writeHead(reply.statusCode ?? 0, reply.headers);
          reply.pipe(answer);
          reply.on('end', () => this.answered.push(`${method} ${reply.statusCode}`));
          reply.on('error', () => answer.destroy());
        });
        sent.on('error', () => answer.destroy());
        answer.on('close', () => sent.destroy());
        received.pipe(sent);
      };
      if (method === this.held) this.waiting.push(forward);
      else forward();
    });
  }

  async open(): Promise<string> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get holds(): number {
    return this.waiting.length;
  }

  release(): void {
    this.held = 'none';
    for (const forward of this.waiting.splice(0)) forward();
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
