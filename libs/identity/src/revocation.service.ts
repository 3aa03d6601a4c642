import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Revocation } from '#libs/auth';
import { Bus } from '#libs/bus';
import { RevocationRepository } from './revocation.repository.js';

/** The longest that there is to wait for the end of a second, in ms. */
const SECOND_MS = 1_000;

/** Revokes tokens; every server hears of it. */
@Injectable()
export class RevocationService {
  constructor(
    private readonly repository: RevocationRepository,
    private readonly bus: Bus,
  ) {}

  /**
   * Revokes what was issued to a person until now. Resolves when that second is over and the hint to the servers has
   * left: a token that is issued after that counts.
   */
  async revoke(userId: string): Promise<Revocation> {
    const { in: left, before } = await this.repository.add(userId);
    await sleep(Math.min(left, SECOND_MS));
    this.bus.publish({ kind: 'revoked', userId, before });
    await this.bus.sent();
    return { userId, before };
  }
}
