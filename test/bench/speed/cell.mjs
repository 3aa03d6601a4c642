// One measurement: a server, some requests, so many connections and seconds.
import { cpuOf, cpuOfMachine } from './processor.mjs';

/** Of the seconds that are measured, how many requests a server may answer at most; more begin again with the first. */
const REQUESTS_PER_SECOND = 8_000;
const WARM_SECONDS = 1;

export function requestsNeeded(seconds) {
  return REQUESTS_PER_SECOND * (seconds + WARM_SECONDS);
}

/**
 * Warms up with the last of the requests, then measures with the first; `settle` waits for what they leave behind.
 * @returns per second, and in ms: p50, p99, and CPU of server and PostgreSQL a request; `rest` is how many
 *   processors everything else has taken, the load among it
 */
export async function measureCell(load, { server, postmaster, requests, connections, seconds, settle }) {
  const own = Math.ceil((requests.length * seconds) / (seconds + WARM_SECONDS));
  const put = (some, length) => load.put({ url: server.url, connections, seconds: length, requests: some });
  await put(requests.slice(own), WARM_SECONDS);
  await settle();
  const look = async () => [await cpuOf(server.pid), await cpuOf(postmaster), await cpuOfMachine()];
  const [before, began] = [await look(), performance.now()];
  const result = await put(requests.slice(0, own), seconds);
  await settle();
  const [after, took] = [await look(), performance.now() - began];
  if (result.failures > 0) throw new Error(`${server.name}: ${result.failures} of ${result.requests} requests failed`);
  const [cpu, postgres, machine] = [0, 1, 2].map((nth) => after[nth] - before[nth]);
  const perRequest = (ms) => ms / result.requests;
  return {
    perSecond: result.requests / result.seconds,
    p50: result.p50,
    p99: result.p99,
    cpu: perRequest(cpu),
    postgres: perRequest(postgres),
    all: perRequest(cpu + postgres),
    rest: (machine - cpu - postgres) / took,
  };
}
