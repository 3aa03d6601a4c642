import type { Settings } from '#libs/config';
import { PostgresWire } from './postgres-wire.js';
import type { Wire } from './wire.js';

type BusSettings = Pick<Settings, 'BUS' | 'REDIS_URL' | 'BUS_DATABASE_URL' | 'BUS_CHANNEL'>;

/**
 * What carries the hints. The settings have refused `BUS=redis` without a URL. The client of Redis is only loaded where it is
 * used: it is a twentieth of the start.
 */
export async function wireOf(
  { BUS, REDIS_URL, BUS_DATABASE_URL, BUS_CHANNEL }: BusSettings,
  databaseUrl: string,
): Promise<Wire> {
  if (BUS !== 'redis' || REDIS_URL === undefined) return new PostgresWire(BUS_DATABASE_URL ?? databaseUrl, BUS_CHANNEL);
  const { RedisWire } = await import('./redis-wire.js');
  return new RedisWire(REDIS_URL, BUS_CHANNEL);
}
