import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { loggableError } from '#libs/http';
import { OtherServers, PROBE, WAS_ALONE } from './other-servers.js';
import { decodeHint, encodeHint, type Hint } from './hint.js';
import { Seal, type SealKeys } from './seal.js';
import type { Wire } from './wire.js';

/** In ms. Messages without a valid seal are logged once in this time. */
const LOG_EVERY_MS = 60_000;
const RETRY_MS = 2_000;

export interface HintListener {
  /** A hint of this server or of another. */
  heard(hint: Hint): void;
  /** Hints of other servers may have been missed. */
  missed(): void;
}

/**
 * Sends hints of committed changes to every server. It runs after the commit, and nobody waits for it. Without a wire,
 * or while no other server is there, hints stay in this process.
 */
@Injectable()
export class Bus implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new Logger(Bus.name);
  private readonly listeners = new Set<HintListener>();
  private wire: Wire | undefined;
  private seal: Seal | undefined;
  private published = 0;
  private heard = 0;
  private unsealed = 0;
  private forged = 0;
  private replayed = 0;
  private loggedAt = -Infinity;
  private retry: NodeJS.Timeout | undefined;
  private hasEnded = false;
  private readonly others = new OtherServers({
    hears: () => this.wire?.hears === true,
    othersListen: async () => (await this.wire?.othersListen()) ?? true,
    say: (text) => this.transmit(text),
  });

  /**
   * Joins the servers with the same keys. While the keys cannot be read, as in a database that is not migrated yet, it
   * tries again, and hints stay in this process.
   */
  async connect(wire: Wire, load: () => Promise<SealKeys>): Promise<void> {
    try {
      await this.join(wire, new Seal(await load()));
    } catch (error) {
      if (this.hasEnded) return;
      this.logger.warn({ error: loggableError(error) }, 'the key of the bus cannot be read; trying again');
      this.retry = setTimeout(() => void this.connect(wire, load), RETRY_MS).unref();
    }
  }

  /** The database closes next: listeners could no longer read anything. */
  beforeApplicationShutdown(): void {
    this.listeners.clear();
    this.hasEnded = true;
    clearTimeout(this.retry);
    this.others.leave();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.wire?.stop();
  }

  listen(listener: HintListener): void {
    this.listeners.add(listener);
  }

  publish(hint: Hint): void {
    this.published++;
    // After the answer to the request that made the change: fanning out can take a while. Sending and handing on happen
    // together; else this process could hear another server's answer to a hint before the hint.
    setImmediate(() => {
      this.send(hint);
      this.hand(hint);
    });
  }

  /** Resolves when every hint so far has left, or is lost; only for a process that is about to end. */
  async sent(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    await this.wire?.sent();
  }

  /** `forged`: sealed by no key of ours, for example by an older version; `replayed`: received before. */
  get counts(): Readonly<Record<'published' | 'heard' | 'dropped' | 'forged' | 'replayed', number>> {
    const { published, heard, forged, replayed } = this;
    return { published, heard, dropped: this.unsealed + (this.wire?.dropped ?? 0), forged, replayed };
  }

  private async join(wire: Wire, seal: Seal): Promise<void> {
    this.wire = wire;
    this.seal = seal;
    await wire.start({
      received: (payload) => this.receive(payload, seal),
      probe: () => seal.seal(PROBE),
      reconnected: () => {
        this.others.mayBeThere();
        this.missed();
      },
    });
    if (!this.hasEnded) await this.others.join();
  }

  private send(hint: Hint): void {
    if (this.wire !== undefined && this.others.hasToBeTold())
      this.transmit(encodeHint(hint, Seal.room(this.wire.maxBytes)));
  }

  private transmit(text: string): void {
    const sealed = this.seal?.seal(text);
    if (sealed !== undefined) this.wire?.send(sealed);
    else if (text !== PROBE) this.unsealed++;
  }

  private receive(payload: string, seal: Seal): boolean {
    const opened = seal.open(payload);
    if (opened === 'own') this.others.heardItself();
    if (opened === 'own') return true;
    if (opened === 'forged' || opened === 'old') return this.refuse(opened);
    this.others.mayBeThere();
    if (opened.text === WAS_ALONE) this.missed();
    if (opened.text === PROBE || opened.text === WAS_ALONE) return true;
    this.heard++;
    try {
      this.hand(decodeHint(opened.text));
    } catch (error) {
      this.logger.error({ error: loggableError(error) }, 'a hint cannot be read');
    }
    return true;
  }

  /** Refuses a message by its bytes alone, before it costs more. */
  private refuse(why: 'forged' | 'old'): false {
    if (why === 'forged') this.forged++;
    else this.replayed++;
    const now = performance.now();
    if (now - this.loggedAt < LOG_EVERY_MS) return false;
    this.loggedAt = now;
    const { forged, replayed } = this;
    this.logger.warn({ forged, replayed }, 'what came over the bus was not from a server, or had come before');
    return false;
  }

  private missed(): void {
    for (const listener of this.listeners) listener.missed();
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
