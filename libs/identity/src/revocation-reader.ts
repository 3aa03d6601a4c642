import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type Revocation, Revocations } from '#libs/auth';
import { Bus, type Hint, type HintListener } from '#libs/bus';
import { loggableError } from '#libs/http';
import { RevocationRepository } from './revocation.repository.js';

/** What the bus has lost is found after this time, in ms. */
const READ_EVERY_MS = 15_000;
const RETRY_MS = 1_000;
/** A revocation may be committed this long after its moment was taken, also by a clock that is behind, in ms. */
const OVERLAP_MS = 60_000;

/** Keeps what is revoked in memory: all of it from the start, what the bus tells at once, and the rest every 15 s. */
@Injectable()
export class RevocationReader implements OnModuleInit, OnApplicationShutdown, HintListener {
  private readonly logger = new Logger(RevocationReader.name);
  private newest: number | undefined;
  private next: NodeJS.Timeout | undefined;
  private reading: Promise<void> | undefined;
  private hasEnded = false;

  constructor(
    private readonly bus: Bus,
    private readonly repository: RevocationRepository,
    private readonly revocations: Revocations,
  ) {}

  /** Before the first request. Without a database nothing else is answered either. */
  async onModuleInit(): Promise<void> {
    this.bus.listen(this);
    await this.read();
  }

  onApplicationShutdown(): void {
    this.hasEnded = true;
    clearTimeout(this.next);
  }

  heard(hint: Hint): void {
    if (hint.kind === 'revoked') this.revocations.add([hint]);
  }

  missed(): void {
    void this.read();
  }

  private read(): Promise<void> {
    clearTimeout(this.next);
    this.reading ??= this.readNew()
      .then(
        () => READ_EVERY_MS,
        (error: unknown) => {
          if (!this.hasEnded)
            this.logger.warn({ error: loggableError(error) }, 'revocations cannot be read; trying again');
          return RETRY_MS;
        },
      )
      .then((pause) => {
        this.reading = undefined;
        if (!this.hasEnded) this.next = setTimeout(() => void this.read(), pause).unref();
      });
    return this.reading;
  }

  private async readNew(): Promise<void> {
    const since = this.newest === undefined ? undefined : this.newest - OVERLAP_MS;
    const found: Revocation[] = [];
    for await (const page of this.repository.pages(since)) {
      found.push(...page);
      if (found.length > Revocations.maxPeople) break;
    }
    this.revocations.add(found.toReversed());
    this.newest = found[0]?.before ?? this.newest;
  }
}
