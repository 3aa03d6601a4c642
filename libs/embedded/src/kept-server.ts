import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { PostgresProcess } from './postgres-process.js';
import { shutDown } from './shut-down.js';
import { type Patience, RestartPauses, usualPatience } from './restart-pauses.js';

/**
 * Receives the events of a server that is kept up. `said` are PostgreSQL's last log lines, without the text of
 * statements.
 */
export interface Reports {
  /** A process of the server crashed; the server recovers by itself. */
  crashed(said: string): void;
  /** The server ended unasked, or did not start; it is started again. */
  failed(how: string, said: string): void;
  recovered(): void;
  /** It failed for too long, and is not started again. */
  gaveUp(error: EmbeddedPostgresError): void;
}

type Start = (signal: AbortSignal) => Promise<PostgresProcess>;

/** A server that is restarted when it ends unasked, from `keepUp` until `stop`. */
export class KeptServer {
  private readonly stopping = new AbortController();
  private keeping?: Promise<void>;

  constructor(
    private server: PostgresProcess,
    private readonly start: Start,
  ) {}

  keepUp(reports: Reports, patience = usualPatience): void {
    this.keeping ??= this.keep(reports, patience);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await shutDown(this.server);
    await this.keeping;
    // A server that became ready at the last moment.
    await shutDown(this.server);
  }

  private async keep(reports: Reports, patience: Patience): Promise<void> {
    const pauses = new RestartPauses(patience);
    while (!this.isStopping) {
      const upSince = performance.now();
      this.server.log.onCrash = (said) => reports.crashed(said);
      await this.server.ended;
      const failure = { how: `PostgreSQL ended (${this.server.end})`, said: this.server.log.words };
      const isUp = await this.startAgain(reports, pauses, { ...failure, uptime: performance.now() - upSince });
      if (!isUp) return;
      reports.recovered();
    }
  }

  /** @returns whether there is a server again */
  private async startAgain(reports: Reports, pauses: RestartPauses, failure: Failure): Promise<boolean> {
    if (this.isStopping) return false;
    reports.failed(failure.how, failure.said);
    const pause = pauses.next(performance.now(), failure.uptime);
    if (pause === undefined) {
      reports.gaveUp(new EmbeddedPostgresError(lastWords(pauses.failures, failure)));
      return false;
    }
    try {
      await delay(pause, undefined, { signal: this.stopping.signal });
      this.server = await this.start(this.stopping.signal);
      return true;
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      return this.startAgain(reports, pauses, { how: 'PostgreSQL could not be started again', said, uptime: 0 });
    }
  }

  private get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }
}

interface Failure {
  how: string;
  said: string;
  /** Milliseconds. */
  uptime: number;
}

function lastWords(failures: number, { how, said }: Failure): string {
  return `${how}. It has failed ${failures} times without being up for long, and is not started any more. It said:\n${said}`;
}
