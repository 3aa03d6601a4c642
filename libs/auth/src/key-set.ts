import { Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { loggableError } from '#libs/http';
import { fetchKeySet } from './fetch-key-set.js';
import { type KeyAlgorithm, keyName, type PublicKey, readKeySet } from './json-web-keys.js';
import type { Verify } from './verify-with.js';

/** A key that was removed is refused after this time, in ms, and an unknown one is asked for no more often. */
const MINUTE_MS = 60_000;
/** While there are no keys at all, it is tried again after this time, and then after twice as long, up to a minute; in ms. */
const FIRST_RETRY_MS = 1_000;
/** Requests that wait for a key at once. */
const MAX_WAITING = 1_000;

interface UsedKey {
  readonly pem: string;
  readonly verify: Verify;
}

/**
 * The public keys of an issuer, from its JSON Web Key Set: fetched every minute, and at once for the first token in a minute
 * that names a key that is not known. While the issuer is away, the keys that were there last go on.
 */
export class KeySet implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(KeySet.name);
  private readonly ended = new AbortController();
  private keys: ReadonlyMap<string, UsedKey> | undefined;
  private fetching: Promise<void> | undefined;
  private next: NodeJS.Timeout | undefined;
  private failures = 0;
  private askedAt = -Infinity;
  private waiting = 0;
  /** What was verified so far may be by a key that is gone. */
  onRemoved: () => void = () => undefined;

  constructor(
    private readonly url: string,
    private readonly verifierOf: (key: PublicKey) => Verify,
  ) {}

  /** The service starts without its issuer, too. */
  onModuleInit(): void {
    void this.refresh();
  }

  onApplicationShutdown(): void {
    this.ended.abort();
    clearTimeout(this.next);
  }

  find(algorithm: KeyAlgorithm, kid: string): Verify | undefined {
    return this.keys?.get(keyName({ algorithm, kid }))?.verify;
  }

  /** A key that was not there a moment ago; waits 5 s at most. */
  async findNew(algorithm: KeyAlgorithm, kid: string): Promise<Verify | undefined> {
    if (this.waiting >= MAX_WAITING) return undefined;
    this.waiting++;
    try {
      await this.fetching;
      // What was under way may have begun before the key was there.
      if (this.find(algorithm, kid) === undefined) await this.ask();
      return this.find(algorithm, kid);
    } finally {
      this.waiting--;
    }
  }

  private ask(): Promise<void> | undefined {
    const now = performance.now();
    if (this.fetching !== undefined || now - this.askedAt < MINUTE_MS) return this.fetching;
    this.askedAt = now;
    return this.refresh();
  }

  private refresh(): Promise<void> {
    clearTimeout(this.next);
    this.fetching ??= this.fetch().finally(() => {
      this.fetching = undefined;
      if (!this.ended.signal.aborted) this.next = setTimeout(() => void this.refresh(), this.pause()).unref();
    });
    return this.fetching;
  }

  /** Not all servers at the same moment. */
  private pause(): number {
    const most = this.keys === undefined ? Math.min(MINUTE_MS, FIRST_RETRY_MS * 2 ** (this.failures - 1)) : MINUTE_MS;
    return most * (0.9 + Math.random() / 10);
  }

  private async fetch(): Promise<void> {
    try {
      this.take(readKeySet(await fetchKeySet(this.url, this.ended.signal)));
      this.failures = 0;
    } catch (error) {
      if (this.ended.signal.aborted) return;
      this.failures++;
      const keys = this.keys?.size ?? 0;
      this.logger.warn(
        { error: loggableError(error), keys },
        'the key set of the issuer cannot be fetched; trying again',
      );
    }
  }

  private take({ keys, unused }: ReturnType<typeof readKeySet>): void {
    const before = this.keys;
    const isKnown = (name: string, pem: string) => before?.get(name)?.pem === pem;
    this.keys = new Map(
      keys.map((key) => {
        const name = keyName(key);
        const { pem } = key;
        const known = before?.get(name);
        return [name, known?.pem === pem ? known : { pem, verify: this.verifierOf(key) }];
      }),
    );
    const removed = [...(before ?? [])].filter(([name, { pem }]) => this.keys?.get(name)?.pem !== pem);
    if (removed.length > 0) this.onRemoved();
    if (before !== undefined && removed.length === 0 && keys.every((key) => isKnown(keyName(key), key.pem))) return;
    const names = keys.map(({ kid }) => kid);
    this.logger.log({ keys: names, removed: removed.map(([name]) => name), unused }, 'the keys of the issuer are new');
  }
}
