import WebSocket from 'ws';
import { issueToken } from '#libs/auth';
import { ChatClient, type ChatClientOptions } from '#libs/client';
import { SECRET } from './api-server.js';

/** Short enough for tests, which wait for what happens and never for time to pass. */
const SOON = { baseMs: 5, maxMs: 50 };

/** A client of the library, as a user that the server knows. */
export function liveClient(url: string, userId: string, options: Partial<ChatClientOptions> = {}): ChatClient {
  return new ChatClient({
    url,
    userId,
    token: () => tokenOf(userId),
    WebSocket,
    backOff: SOON,
    restart: SOON,
    ...options,
  });
}

export function tokenOf(userId: string, lifetimeSeconds = 3600): string {
  return issueToken({ secret: SECRET, subject: userId, isService: false, lifetimeSeconds });
}
