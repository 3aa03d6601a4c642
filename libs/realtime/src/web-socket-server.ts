import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type ServerOptions, type WebSocket, WebSocketServer as WsServer } from 'ws';
import { actFor, type Actor, type Caller, TokenVerifier } from '#libs/auth';
import {
  ApiError,
  checkHost,
  FieldRefused,
  HttpErrors,
  isUserId,
  loggableError,
  loggableRefusal,
  refusal,
  refuseSocket,
  requestIdOf,
  toApiError,
  type Trail,
  TrustedProxies,
  unknownField,
  ValidationFailed,
} from '#libs/http';
import { RateLimits } from '#libs/limits';
import { Feeds } from './feeds.js';
import { FrameAllowance } from './frame-allowance.js';
import { Typing } from './typing.js';
import { WebSocketConnection } from './web-socket-connection.js';

const PATH = '/realtime';
const PROTOCOL = 'chat.v1';
const VERSION = '13';
/** A browser cannot set headers, but it can send this. */
const TOKEN_PROTOCOL = 'bearer.';
/** In bytes. Frames of clients are short. */
const MAX_PAYLOAD = 4_096;
/** In ms. A client that does not answer the close is cut off after this time. */
const CLOSE_TIMEOUT_MS = 2_000;

/** `/realtime`: all chats of the caller, or every chat for a service as itself, over a WebSocket (RFC 6455). */
@Injectable()
export class WebSocketServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(WebSocketServer.name);
  private readonly server = new WsServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_PAYLOAD,
    // Not in its types yet.
    closeTimeout: CLOSE_TIMEOUT_MS,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : ([...offered][0] ?? false)),
  } as ServerOptions);

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly verifier: TokenVerifier,
    private readonly limits: RateLimits,
    private readonly feeds: Feeds,
    private readonly typing: Typing,
    private readonly proxies: TrustedProxies,
  ) {}

  onApplicationBootstrap(): void {
    const http = this.host.httpAdapter.getHttpServer() as Server;
    // Or ws would answer without a problem.
    this.server.on('wsClientError', ({ message }, socket, request) =>
      this.refuse(request, socket as Socket, wrongHandshake(message)),
    );
    http.on(
      'upgrade',
      (request: IncomingMessage, socket: Socket, head: Buffer) => void this.upgrade(request, socket, head),
    );
  }

  onApplicationShutdown(): void {
    this.server.close();
  }

  private async upgrade(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    const trail = this.trailOf(request);
    socket.on('error', () => socket.destroy());
    try {
      checkHost(request);
      if (pathOf(request) !== PATH) throw refusal(HttpErrors.not_found);
      const caller = await this.verifier.authenticate(request.headers.authorization ?? tokenProtocol(request));
      const actor = actFor(caller, actingFor(request));
      await this.limits.take(caller, 'connect');
      this.feeds.admitToAll(actor, caller, socket);
      this.server.handleUpgrade(request, socket, head, (webSocket) =>
        this.open(webSocket, socket, { caller, actor, trail }),
      );
    } catch (error) {
      const refusal = toApiError(error);
      if (refusal.status >= 500)
        this.logger.error({ error: loggableError(error), request_id: trail.request_id }, 'an upgrade failed');
      this.refuse(request, socket, refusal, trail);
    }
  }

  private refuse(request: IncomingMessage, socket: Socket, refusal: ApiError, trail = this.trailOf(request)): void {
    const route = pathOf(request);
    this.logger.log({ ...trail, route, status: refusal.status, ...loggableRefusal(refusal) }, 'upgrade refused');
    refuseSocket(socket, refusal, route, trail.request_id);
  }

  /** The id is another one at each call where the caller sent none. */
  private trailOf(request: IncomingMessage): Trail {
    return { request_id: requestIdOf(request), client_address: this.proxies.addressOf(request) };
  }

  private open(socket: WebSocket, raw: Socket, { caller, actor, trail }: Session): void {
    raw.setNoDelay(true);
    const connection = new WebSocketConnection(socket, raw);
    const close = this.feeds.openForAll(actor, caller, connection, trail);
    const reports = this.typing.reportsOf(actor);
    socket.on('message', (data: Buffer, isBinary) => {
      if (socket.readyState !== socket.OPEN) return;
      if (isBinary || !reports(data)) connection.refuse('only typing frames are understood');
    });
    limitFrames(connection, raw);
    // Too large, not masked, not UTF-8: ws closes it with the right code.
    socket.on('error', () => undefined);
    socket.on('close', close);
  }
}

/** A chunk may hold thousands of frames, and ws reads them all: it gets only what is within the limits. */
function limitFrames(connection: WebSocketConnection, raw: Socket): void {
  const parsers = raw.listeners('data') as ((this: Socket, chunk: Buffer) => void)[];
  const allowance = new FrameAllowance(performance.now());
  raw.removeAllListeners('data');
  raw.on('data', (chunk: Buffer) => {
    if (raw.destroyed) return;
    if (allowance.covers(chunk, performance.now())) return parsers.forEach((parse) => parse.call(raw, chunk));
    connection.refuse('too many frames');
    // What was written is still sent; nothing more is read.
    raw.destroy();
  });
}

/** RFC 6455, section 4.2.1; of the version, the answer says which is right (section 4.4). */
function wrongHandshake(message: string): ApiError {
  const [field = 'Upgrade'] = /Sec-WebSocket-\w+/.exec(message) ?? [];
  const errors = [{ field, code: HttpErrors.malformed_header.code, message: 'is missing, or wrong' }];
  const headers = { 'sec-websocket-version': VERSION };
  return new ApiError(HttpErrors.malformed_header, `${message}.`, errors, headers);
}

interface Session {
  readonly caller: Caller;
  readonly actor: Actor;
  readonly trail: Trail;
}

function tokenProtocol({ headers }: IncomingMessage): string | undefined {
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());
  const token = offered.find((protocol) => protocol.startsWith(TOKEN_PROTOCOL));
  return token === undefined ? undefined : `Bearer ${token.slice(TOKEN_PROTOCOL.length)}`;
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return (url.split('?', 1)[0] ?? '/').replace(/(?<=.)\/$/, '');
}

/** @throws ApiError 400 for a wrong query */
function actingFor({ url = '/' }: IncomingMessage): string | undefined {
  const searchParams = new URLSearchParams(url.split('?')[1]);
  const unknown = [...searchParams.keys()].filter((name) => name !== 'user_id');
  if (unknown.length > 0) throw new ValidationFailed(unknown.map(unknownField));
  const userId = searchParams.get('user_id') ?? undefined;
  if (userId !== undefined && !isUserId(userId))
    throw new FieldRefused('user_id', HttpErrors.not_a_user_id, 'is not a user id');
  return userId;
}
