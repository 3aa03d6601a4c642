import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Gauges of prom-client with the name of a counter. Each has a twin that tells the same by type. */
const MISNAMED = ['handles', 'requests', 'resources'].map((what) => `nodejs_active_${what}_total`);

/** The process's Prometheus registry: requests by route template and code, event loop, memory, version. */
export class HttpMetrics {
  readonly registry = new Registry();
  private readonly durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request line to the end of the answer, by route template and status code.',
    labelNames: ['method', 'route', 'code'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  private readonly pool = new Gauge({
    name: 'database_pool_connections',
    help: 'Connections of the database pool: all, idle ones, and requests that wait for one.',
    labelNames: ['state'],
    registers: [this.registry],
  });

  constructor(version: string) {
    collectDefaultMetrics({ register: this.registry });
    for (const name of MISNAMED) this.registry.removeSingleMetric(name);
    const build = { name: 'chat_build_info', help: 'Always 1; the version is its label.', labelNames: ['version'] };
    new Gauge({ ...build, registers: [this.registry] }).set({ version }, 1);
  }

  /** The database pool as it is at this scrape. */
  showPool(load: Readonly<Record<'total' | 'idle' | 'waiting', number>>): void {
    for (const [state, connections] of Object.entries(load)) this.pool.set({ state }, connections);
  }

  observe(method: string, route: string, code: number, seconds: number): void {
    this.durations.observe({ method, route, code }, seconds);
  }
}
