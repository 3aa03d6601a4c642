const MAX_QUEUED = 10_000;
const CONNECT_TIMEOUT_MS = 3_000;
const LONGEST_RETRY_MS = 2_000;

/**
 * How a client of Redis is: it queues nothing while Redis is away, and connects again until it is closed.
 * @param silenceMs a connection that receives nothing for this time, not even the answer to a ping, is dead
 */
export function redisOptions(url: string, pingInterval: number, silenceMs: number) {
  return {
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: MAX_QUEUED,
    pingInterval,
    socket: { connectTimeout: CONNECT_TIMEOUT_MS, socketTimeout: silenceMs, reconnectStrategy: redisRetryDelay },
  };
}

/** In ms. @param retries that have failed */
export function redisRetryDelay(retries: number): number {
  return Math.min(LONGEST_RETRY_MS, 50 * 2 ** retries) * (0.5 + Math.random() / 2);
}
