import type { RunningSettings } from '#libs/config';
import { PostgresWire } from './postgres-wire.js';
import type { Wire } from './wire.js';

export type BusSettings = Pick<
  RunningSettings,
  'BUS' | 'REDIS_URL' | 'BUS_DATABASE_URL' | 'BUS_CHANNEL' | 'DATABASE_URL'
>;

/**
 * What carries the hints. The settings have refused `BUS=redis` without a URL. The client of Redis is only loaded where it is
 * used: it is a twentieth of the start.
 */
export async function wireOf(settings: BusSettings): Promise<Wire> {
  const { BUS, REDIS_URL, BUS_DATABASE_URL, BUS_CHANNEL, DATABASE_URL } = settings;
  if (BUS !== 'redis' || REDIS_URL === undefined)
    return new PostgresWire(BUS_DATABASE_URL ?? DATABASE_URL, BUS_CHANNEL);
  const { RedisWire } = await import('./redis-wire.js');
  return new RedisWire(REDIS_URL, BUS_CHANNEL);
}
