import type { Settings } from '#libs/config';
import { LocalLimiter } from './local-limiter.js';
import { Policy } from './policy.js';
import type { SharedCounts } from './shared-counts.js';
import { RATE_CLASSES, type RateClass } from './rate-class.js';

/** Services are counted apart from people, and may do more. */
const KINDS = ['person', 'service'] as const;

export type PolicyName = `${RateClass}:${(typeof KINDS)[number]}`;

export interface Policies {
  readonly byName: ReadonlyMap<PolicyName, Policy>;
  close(): void;
}

export type RateSettings = Pick<
  Settings,
  | 'RATE_LIMITS'
  | 'isProduction'
  | 'REDIS_URL'
  | 'BUS_CHANNEL'
  | 'RATE_LIMIT_WINDOW_SECONDS'
  | 'RATE_LIMIT_SERVICE_FACTOR'
  | `RATE_LIMIT_${Uppercase<RateClass>}`
>;

/** One policy for each class and kind of caller; none where the settings turn limits off. A limit of 0 = unlimited. */
export async function policiesOf(settings: RateSettings): Promise<Policies> {
  const { RATE_LIMITS, isProduction, REDIS_URL: url, BUS_CHANNEL } = settings;
  const isOn = RATE_LIMITS === undefined ? isProduction : RATE_LIMITS === 'on';
  if (!isOn) return { byName: new Map(), close: () => undefined };
  const shared = url === undefined ? undefined : await sharedCounts(url, `${BUS_CHANNEL}:limit`);
  const byName = new Map<PolicyName, Policy>();
  for (const rateClass of RATE_CLASSES)
    for (const kind of KINDS) {
      const factor = kind === 'service' ? settings.RATE_LIMIT_SERVICE_FACTOR : 1;
      const points = settings[`RATE_LIMIT_${uppercase(rateClass)}`] * factor;
      if (points === 0) continue;
      const name = `${rateClass}:${kind}` as const;
      const quota = { points, seconds: settings.RATE_LIMIT_WINDOW_SECONDS };
      byName.set(name, new Policy(rateClass, quota, shared?.limiter(name, quota) ?? new LocalLimiter(quota)));
    }
  return { byName, close: () => shared?.close() };
}

/** The client of Redis is only loaded where it is used. */
async function sharedCounts(url: string, name: string): Promise<SharedCounts> {
  const { SharedCounts } = await import('./shared-counts.js');
  return new SharedCounts(url, name);
}

function uppercase<Word extends string>(word: Word): Uppercase<Word> {
  return word.toUpperCase() as Uppercase<Word>;
}
