import { type FeedEnd, reconnectDelay, type ReconnectBounds } from './feed-end.js';
import type { FeedListener, FeedTransport } from './feed-transport.js';
import { pauseAsAsked } from './retry-pause.js';
import type { TokenSource } from './token-source.js';
import { pause } from './waiting.js';
import { WakeUp } from './wake-up.js';
import { Watch } from './watch.js';
import type { Frame } from './wire.js';

/** For a connection, to its hello. In milliseconds. */
const HELLO_TIMEOUT = 10_000;
/** Within which clients come back that were woken while a server restarts. In milliseconds. */
const SOON = 2_000;

export type FeedStatus = 'connecting' | 'online' | 'offline';

export interface ChatFeedOptions {
  readonly transport: FeedTransport;
  readonly tokens: TokenSource;
  readonly bounds: ReconnectBounds;
  readonly stopped: AbortSignal;
  /** Makes a request with the next token: why a connection is refused cannot be told from it alone. */
  readonly checkToken: () => Promise<unknown>;
  readonly onFrame: (frame: Frame) => void;
  readonly onStatus: (status: FeedStatus) => void;
}

/** The live feed of everything that the user sees: one connection after the other, until it is stopped. */
export class ChatFeed {
  /** Sends a text to the server; undefined while nobody listens there. */
  send: ((text: string) => void) | undefined;
  private failures = 0;
  private readonly wakeUp = new WakeUp();

  constructor(private readonly options: ChatFeedOptions) {}

  /** Resolves once it is stopped. */
  async run(): Promise<void> {
    const { bounds, stopped, onStatus } = this.options;
    while (!stopped.aborted) {
      onStatus('connecting');
      const { end, error } = await this.connect();
      this.send = undefined;
      onStatus('offline');
      const woken = this.wakeUp.signal;
      await pauseAsAsked(end === 'refused' ? await this.refusal() : error, stopped);
      await pause(reconnectDelay(end, this.failures, bounds), stopped, woken);
      // While a server restarts another one answers: not everybody is to come to that one at once.
      if (end === 'restart' && woken.aborted)
        await pause(Math.random() * Math.min(SOON, bounds.restart.maxMs), stopped);
      this.failures++;
    }
  }

  /** There is a network: if this waits for its next connection, it does not wait longer than the server asked for. */
  wake(): void {
    this.wakeUp.wake();
  }

  /** @returns also why it could not begin, where the transport knows */
  private async connect(): Promise<{ readonly end: FeedEnd; readonly error?: unknown }> {
    const { transport, tokens, stopped } = this.options;
    const watch = new Watch(stopped, HELLO_TIMEOUT);
    try {
      const token = await tokens.get();
      const end = await transport(token, this.listener(watch), watch.signal);
      if (end === 'refused' || end === 'expired') tokens.refuse(token);
      return { end };
    } catch (error) {
      return { end: 'lost', error };
    } finally {
      watch.end();
    }
  }

  /** Why a request is refused as well; undefined when it is not. */
  private async refusal(): Promise<unknown> {
    try {
      await this.options.checkToken();
      return undefined;
    } catch (error) {
      return error;
    }
  }

  private listener(watch: Watch): FeedListener {
    const { onFrame, onStatus } = this.options;
    return {
      opened: (send) => (this.send = send),
      alive: () => watch.alive(),
      frame: (frame) => {
        if (frame.type === 'hello') {
          this.failures = 0;
          watch.allowSilence(2 * frame.heartbeat_ms);
          onStatus('online');
        }
        onFrame(frame);
      },
    };
  }
}
