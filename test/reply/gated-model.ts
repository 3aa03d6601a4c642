import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '../support/until.js';

/** An OpenAI-compatible server that says what it is told to, when it is told to. */
export class GatedModel {
  private readonly answers: ServerResponse[] = [];

  private constructor(private readonly server: Server) {
    server.on('request', (request, response: ServerResponse) => {
      request.resume();
      response.on('error', () => undefined);
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      this.answers.push(response);
    });
  }

  static async start(): Promise<GatedModel> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new GatedModel(server);
  }

  /** For LLM_BASE_URL. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  /** Waits for the next request; what it answers is given away piece by piece. */
  async nextAnswer(): Promise<{ say(text: string): void; end(): void }> {
    await until(() => this.answers.length > 0);
    const response = this.answers.shift()!;
    return {
      say: (content) => response.write(event({ delta: { content } })),
      end: () => response.end(`${event({ delta: {}, finish_reason: 'stop' })}data: [DONE]\n\n`),
    };
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}

function event(choice: object): string {
  const fields = { id: 'one', object: 'chat.completion.chunk', created: 1_700_000_000, model: 'm' };
  return `data: ${JSON.stringify({ ...fields, choices: [{ index: 0, ...choice }] })}\n\n`;
}
