import { once } from 'node:events';
import { type Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import type { ProblemDto } from '#libs/http';

export interface Request {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly agent?: Agent;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** The body, when it is JSON. */
  readonly json: unknown;
  readonly problem: ProblemDto;
}

/** A request that goes out exactly as it is written: no path is tidied up, no header is added but `Host`. */
export async function exchange(
  url: string,
  path: string,
  { method, headers, body, agent }: Request = {},
): Promise<Answer> {
  const sending = request(url, { path, method, headers, agent });
  if (body !== undefined) sending.setHeader('content-length', Buffer.byteLength(body));
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  sending.end(body);
  return read((await answered)[0]);
}

/** What is answered to the head of a request, before any of its body is sent. */
export async function exchangeHead(url: string, path: string, { method, headers }: Request): Promise<Answer> {
  const sending = request(url, { path, method, headers });
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  sending.on('error', () => undefined).flushHeaders();
  const answer = await read((await answered)[0]);
  sending.destroy();
  return answer;
}

/**
 * A request that lacks the end of its head: the server waits for it, on a connection that stays while it drains.
 * @returns sends the end, and reads what is answered until the server closes the connection
 */
export async function beginExchange(url: string, path: string, headers: Request['headers'] = {}) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const lines = Object.entries({ host: hostname, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}`);
  return (): Promise<string> => {
    socket.write('\r\n');
    return text(socket);
  };
}

/** What a server says to bytes that need not be HTTP, until it closes the connection. */
export async function exchangeBytes(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.end(bytes);
  return text(socket);
}

async function read(answer: IncomingMessage): Promise<Answer> {
  const body = (await buffer(answer)).toString('utf8');
  const isJson = body !== '' && /json/.test(answer.headers['content-type'] ?? '');
  const json: unknown = isJson ? JSON.parse(body) : undefined;
  return { status: answer.statusCode ?? 0, headers: answer.headers, text: body, json, problem: json as ProblemDto };
}
