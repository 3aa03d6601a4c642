import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { hashedWords } from './hashed-words.js';

/** How the model's server treats a request for a chat completion. */
export type ModelBehaviour =
  | {
      readonly does: 'answer';
      readonly chunks: readonly string[];
      readonly finish?: string;
      readonly usage?: ModelUsage;
    }
  /** As `answer`, written in pieces of a few bytes, which cut characters and lines. */
  | { readonly does: 'split'; readonly chunks: readonly string[]; readonly bytes: number }
  /** As `answer`, with a pause before each chunk. */
  | { readonly does: 'trickle'; readonly chunks: readonly string[]; readonly everyMs: number }
  /** As `answer`, but after the first chunk not before it is told to go on. */
  | { readonly does: 'pause'; readonly chunks: readonly string[]; readonly goOn: Promise<void> }
  | {
      readonly does: 'refuse';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  /** No answer at all; with chunks, none after them. */
  | { readonly does: 'hang'; readonly chunks?: readonly string[] }
  /** Closes the connection, after the chunks if there are any. */
  | { readonly does: 'cut'; readonly chunks?: readonly string[] }
  /** Ends the answer after the chunks as if it were complete, but does not say so. */
  | { readonly does: 'fall_silent'; readonly chunks: readonly string[] }
  /** 200 with any body. */
  | { readonly does: 'send'; readonly type: string; readonly body: string };

interface ModelUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
}

export interface ModelServerRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
}

/** An OpenAI-compatible server on the loopback interface: chat completions as it is told, and embeddings. */
export class ModelServer {
  readonly requests: ModelServerRequest[] = [];
  /** Requests that neither have their whole answer nor lost their connection. */
  answering = 0;
  mostAtOnce = 0;
  /** Words that mean the same as another; embeddings take them for it. */
  readonly synonyms = new Map<string, string>();
  private embedding: readonly (ModelBehaviour | undefined)[] = [];
  private behaviours: readonly ModelBehaviour[] = [{ does: 'answer', chunks: ['Yes.'] }];
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
    });
    server.on('request', (request, response) => void this.respond(request, response).catch(() => response.destroy()));
  }

  static async start(): Promise<ModelServer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ModelServer(server);
  }

  /** For LLM_BASE_URL. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  /** Connections that stand. */
  get open(): number {
    return this.sockets.size;
  }

  /** From now on: one behaviour for each request, the last for all that follow. */
  behave(...behaviours: readonly [ModelBehaviour, ...ModelBehaviour[]]): void {
    this.behaviours = behaviours;
    this.requests.length = 0;
  }

  /** As `behave`, for embeddings; undefined: as it should. */
  behaveEmbedding(...behaviours: readonly (ModelBehaviour | undefined)[]): void {
    this.embedding = behaviours;
    this.requests.length = 0;
  }

  async close(): Promise<void> {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await once(this.server, 'close');
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url: path = '', headers } = request;
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString()) as Record<string, unknown>;
    this.requests.push({ path, authorization: headers.authorization, body });
    if (path === '/v1/embeddings') await this.embed(response, body);
    else if (path === '/v1/chat/completions') await this.complete(response);
    else response.writeHead(404).end();
  }

  private async embed(response: ServerResponse, { input, model }: Record<string, unknown>): Promise<void> {
    const [behaviour, ...following] = this.embedding;
    if (following.length > 0) this.embedding = following;
    if (behaviour !== undefined) return BEHAVIOURS[behaviour.does](response, behaviour as never);
    const vectors = [input].flat().map((text) => hashedWords(String(text), this.synonyms));
    sendJson(response, embeddings(model, vectors));
  }

  private async complete(response: ServerResponse): Promise<void> {
    const [behaviour, ...following] = this.behaviours;
    if (following.length > 0) this.behaviours = following;
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.answering);
    response.on('close', () => this.answering--);
    if (behaviour !== undefined) await BEHAVIOURS[behaviour.does](response, behaviour as never);
  }
}

type Doing<Does> = Extract<ModelBehaviour, { does: Does }>;

const BEHAVIOURS: {
  readonly [Does in ModelBehaviour['does']]: (response: ServerResponse, told: Doing<Does>) => Promise<void> | void;
} = {
  answer: (response, { chunks, finish, usage }) => {
    begin(response, chunks).end(ending(finish, usage));
  },
  split: async (response, { chunks, bytes }) => {
    const stream = Buffer.from(chunks.map(event).join('') + ending());
    begin(response, []);
    for (let at = 0; at < stream.length; at += bytes) {
      response.write(stream.subarray(at, at + bytes));
      await delay(0);
    }
    response.end();
  },
  trickle: async (response, { chunks, everyMs }) => {
    begin(response, []);
    for (const chunk of chunks) {
      await delay(everyMs);
      if (response.destroyed) return;
      response.write(event(chunk));
    }
    response.end(ending());
  },
  pause: async (response, { chunks: [first = '', ...others], goOn }) => {
    begin(response, [first]);
    await goOn;
    response.end(others.map(event).join('') + ending());
  },
  refuse: (response, { status, headers, body = '{"error":{"message":"refused"}}' }) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  },
  hang: (response, { chunks }) => {
    if (chunks !== undefined) begin(response, chunks);
  },
  cut: (response, { chunks }) => {
    if (chunks === undefined) response.destroy();
    else begin(response, []).write(chunks.map(event).join(''), () => response.destroy());
  },
  fall_silent: (response, { chunks }) => {
    begin(response, chunks).end();
  },
  send: (response, { type, body }) => {
    response.writeHead(200, { 'content-type': type }).end(body);
  },
};

function begin(response: ServerResponse, chunks: readonly string[]): ServerResponse {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
  for (const chunk of chunks) response.write(event(chunk));
  return response;
}

const event = (content: string) => completion({ choices: [{ index: 0, delta: { content } }] });

function ending(finish = 'stop', usage?: ModelUsage): string {
  const finished = completion({ choices: [{ index: 0, delta: {}, finish_reason: finish }] });
  return `${finished}${usage === undefined ? '' : completion({ choices: [], usage })}data: [DONE]\n\n`;
}

function completion(fields: object): string {
  const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_700_000_000, model: 'm', ...fields };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

/** The body of an answer with these vectors. */
export function embeddings(model: unknown, vectors: readonly (readonly unknown[])[]): object {
  const data = vectors.map((embedding, index) => ({ object: 'embedding', index, embedding }));
  return { object: 'list', model, data, usage: { prompt_tokens: data.length, total_tokens: data.length } };
}

function sendJson(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
