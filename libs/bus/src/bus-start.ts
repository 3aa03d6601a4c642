import { Inject, Injectable, type OnModuleInit, Optional } from '@nestjs/common';
import { SETTINGS } from '#libs/config';
import { BusKeys } from './bus-keys.js';
import { Bus } from './bus.js';
import { type BusSettings, wireOf } from './wire-of.js';

/** Joins the other servers when the process starts. Without settings, the bus tells this process alone. */
@Injectable()
export class BusStart implements OnModuleInit {
  constructor(
    private readonly bus: Bus,
    private readonly keys: BusKeys,
    @Optional() @Inject(SETTINGS) private readonly settings?: BusSettings,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.settings !== undefined) await this.bus.connect(await wireOf(this.settings), () => this.keys.load());
  }
}
