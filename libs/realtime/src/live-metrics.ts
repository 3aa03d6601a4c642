import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Registry } from 'prom-client';
import { CloseCodes, FeedCloseCodes, GONE, NO_CODE } from './close-codes.js';
import type { Connection } from './connection.js';

/** What a feed is about. */
export type FeedScope = 'user' | 'chat' | 'every_chat';

/** RFC 6455, section 7.1.5: the connection ended without a close; section 7.4.1: the page was left. */
const OTHERS_CODES = [GONE, NO_CODE, 1006];
const KNOWN_CODES: ReadonlySet<number> = new Set([...CloseCodes.map(({ code }) => code), ...OTHERS_CODES]);

/** The live connections, for Prometheus. */
@Injectable()
export class LiveMetrics {
  private readonly registry = new Registry();
  private readonly open = new Gauge({
    name: 'live_feeds',
    help: 'Open live connections, by their kind and by what they are about: all chats of a user, one chat, or every chat.',
    labelNames: ['kind', 'scope'],
    registers: [this.registry],
  });

  private readonly closed = new Counter({
    name: 'live_feeds_closed_total',
    help: 'Live connections that ended, by kind and close code. An event stream has none: it counts with that of a WebSocket in its place, and with 1005 when the client left.',
    labelNames: ['kind', 'code'],
    registers: [this.registry],
  });

  /** With a 0 for each, so that the first one is an increase, too. */
  constructor() {
    const codes = {
      websocket: [...KNOWN_CODES, 'other'],
      event_stream: [...Object.values(FeedCloseCodes).map(({ code }) => code), NO_CODE],
    };
    for (const [kind, ends] of Object.entries(codes))
      for (const code of ends) this.closed.inc({ kind, code: String(code) }, 0);
  }

  /** @returns what counts its end */
  opened(connection: Connection, scope: FeedScope): () => void {
    const { kind } = connection;
    this.open.inc({ kind, scope });
    return () => {
      const { code } = connection;
      this.open.dec({ kind, scope });
      // A client may say any of 2,000 codes.
      this.closed.inc({ kind, code: KNOWN_CODES.has(code) ? String(code) : 'other' });
    };
  }

  scrape(): Promise<string> {
    return this.registry.metrics();
  }
}
