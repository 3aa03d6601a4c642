import type { RunningSettings } from '#libs/config';
import { PostgresWire } from './postgres-wire.js';
import type { Wire } from './wire.js';

export type BusSettings = Pick<
  RunningSettings,
  'BUS' | 'REDIS_URL' | 'BUS_DATABASE_URL' | 'BUS_CHANNEL' | 'DATABASE_URL'
>;

/**
 * The wire that the settings choose. `BUS=redis` without a URL was refused before. The Redis client is loaded only when
 * it is used: it takes a twentieth of the start.
 */
export async function wireOf(settings: BusSettings): Promise<Wire> {
  const { BUS, REDIS_URL, BUS_DATABASE_URL, BUS_CHANNEL, DATABASE_URL } = settings;
  if (BUS !== 'redis' || REDIS_URL === undefined)
    return new PostgresWire(BUS_DATABASE_URL ?? DATABASE_URL, BUS_CHANNEL);
  const { RedisWire } = await import('./redis-wire.js');
  return new RedisWire(REDIS_URL, BUS_CHANNEL);
}
