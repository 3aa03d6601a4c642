import { randomUUID } from 'node:crypto';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { loggableError } from '#libs/http';
import { decodeHint, encodeHint, type Hint } from './hint.js';
import type { Wire } from './wire.js';

export interface HintListener {
  /** A hint of this server or of another. */
  heard(hint: Hint): void;
  /** Hints of other servers may have been missed. */
  missed(): void;
}

/**
 * Tells every server what was committed; only after the commit, and without anybody waiting for it. Without a wire it
 * tells this process alone.
 */
@Injectable()
export class Bus implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new Logger(Bus.name);
  private readonly origin = randomUUID().slice(0, 8);
  private readonly listeners = new Set<HintListener>();
  private wire: Wire | undefined;
  private published = 0;
  private heard = 0;

  /** Joins the other servers. */
  async connect(wire: Wire): Promise<void> {
    this.wire = wire;
    await wire.start({
      received: (payload) => this.receive(payload),
      reconnected: () => this.listeners.forEach((listener) => listener.missed()),
    });
  }

  /** The database goes next: nobody could look anything up any more. */
  beforeApplicationShutdown(): void {
    this.listeners.clear();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.wire?.stop();
  }

  listen(listener: HintListener): void {
    this.listeners.add(listener);
  }

  publish(hint: Hint): void {
    this.published++;
    // Behind the answer to the request that made the change: fanning out can take a while. Both at once, or what another
    // server answers could be heard here before what it answers to.
    setImmediate(() => {
      this.wire?.send(encodeHint(this.origin, hint, this.wire.maxBytes));
      this.hand(hint);
    });
  }

  get counts(): { published: number; heard: number; dropped: number } {
    return { published: this.published, heard: this.heard, dropped: this.wire?.dropped ?? 0 };
  }

  private receive(payload: string): void {
    try {
      const { origin, hint } = decodeHint(payload);
      if (origin === this.origin) return;
      this.heard++;
      this.hand(hint);
    } catch (error) {
      this.logger.error({ error: loggableError(error) }, 'a hint cannot be read');
    }
  }

  private hand(hint: Hint): void {
    for (const listener of this.listeners) {
      try {
        listener.heard(hint);
      } catch (error) {
        this.logger.error({ error: loggableError(error), kind: hint.kind }, 'a hint was not taken');
      }
    }
  }
}
