import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../support/free-port.mjs';
import type { SeededRandom } from './seeded-random.js';
import { SupervisedServer } from './supervised-server.js';

const LONGEST_OUTAGE_MS = 1_000;
const LONGEST_START_MS = 90_000;

/** Servers on one database, any of which may be dead. */
export class ServerFleet {
  private constructor(
    private readonly servers: readonly SupervisedServer[],
    private readonly random: SeededRandom,
  ) {}

  static async start(
    count: number,
    folder: string,
    environment: Record<string, string>,
    random: SeededRandom,
  ): Promise<ServerFleet> {
    const servers: SupervisedServer[] = [];
    const restartDelay = () => random.below(LONGEST_OUTAGE_MS);
    for (let nth = 0; nth < count; nth++)
      servers.push(new SupervisedServer({ port: await freePort(), folder, environment, restartDelay }));
    return new ServerFleet(servers, random);
  }

  /** Of a server that is ready; undefined when none is. */
  readonly pickPort = (): number | undefined => this.random.pick(this.living)?.port;

  /** @throws Error with what they said, when they do not all come */
  async up(): Promise<void> {
    const deadline = performance.now() + LONGEST_START_MS;
    while (!this.isUp) {
      if (performance.now() > deadline) throw new Error(`the servers do not start: ${this.output}`);
      await delay(50);
    }
  }

  get isUp(): boolean {
    return this.living.length === this.servers.length;
  }

  get urls(): readonly string[] {
    return this.servers.map(({ port }) => `http://127.0.0.1:${port}`);
  }

  /** How often one ended that nobody had told to. */
  get deaths(): number {
    return this.servers.reduce((sum, { deaths }) => sum + deaths, 0);
  }

  get kills(): number {
    return this.servers.reduce((sum, { kills }) => sum + kills, 0);
  }

  get output(): string {
    return this.servers.map(({ output }) => output).join('');
  }

  /** Kills one that is ready. @returns whether there was any */
  kill(): boolean {
    const server = this.random.pick(this.living);
    server?.kill();
    return server !== undefined;
  }

  /** Ends one that is ready as an operator does. @returns its URL, and when it has ended, with which code */
  terminate(): { readonly url: string; readonly ended: Promise<number | null> } {
    const server = this.random.pick(this.living);
    if (server === undefined) throw new Error('no server is ready');
    return { url: `http://127.0.0.1:${server.port}`, ended: server.terminate() };
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
  }

  private get living(): readonly SupervisedServer[] {
    return this.servers.filter(({ isReady }) => isReady);
  }
}
