import type { Settings } from '#libs/config';
import { PostgresWire } from './postgres-wire.js';
import { RedisWire } from './redis-wire.js';
import type { Wire } from './wire.js';

type BusSettings = Pick<Settings, 'BUS' | 'REDIS_URL' | 'BUS_DATABASE_URL' | 'BUS_CHANNEL'>;

/** What carries the hints. The settings have refused `BUS=redis` without a URL. */
export function wireOf({ BUS, REDIS_URL, BUS_DATABASE_URL, BUS_CHANNEL }: BusSettings, databaseUrl: string): Wire {
  return BUS === 'redis' && REDIS_URL !== undefined
    ? new RedisWire(REDIS_URL, BUS_CHANNEL)
    : new PostgresWire(BUS_DATABASE_URL ?? databaseUrl, BUS_CHANNEL);
}
