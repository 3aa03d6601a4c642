import type { Cost } from './request-cost.js';
import type { FuzzRequest } from './hostile-requests.js';

export interface Heavy {
  readonly request: FuzzRequest;
  readonly cost: Cost;
  readonly harmless: Cost;
}

/** What a run has seen. */
export class FuzzReport {
  readonly statuses = new Map<number, number>();
  readonly undocumented: string[] = [];
  readonly failed: string[] = [];
  readonly tooDear: string[] = [];
  requests = 0;
  private dearestCpu: Heavy | undefined;
  private dearestBuffers: Heavy | undefined;

  answered(status: number): void {
    this.requests++;
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
  }

  cost(heavy: Heavy): void {
    if (heavy.cost.cpuMs > (this.dearestCpu?.cost.cpuMs ?? 0)) this.dearestCpu = heavy;
    if (heavy.cost.buffers > (this.dearestBuffers?.cost.buffers ?? 0)) this.dearestBuffers = heavy;
  }

  toString(): string {
    const statuses = [...this.statuses]
      .toSorted(([one], [other]) => one - other)
      .map(([status, count]) => `${count} × ${status}`);
    return [
      `${this.requests} requests: ${statuses.join(', ')}`,
      `5xx or no answer: ${this.failed.length}`,
      `undocumented answers: ${this.undocumented.length}`,
      `over the budget: ${this.tooDear.length}`,
      `most CPU: ${shownCost(this.dearestCpu)}`,
      `most buffers: ${shownCost(this.dearestBuffers)}`,
    ].join('\n');
  }
}

/** Enough to send it again. */
export function shown({ operation, path, headers, body }: FuzzRequest): string {
  const text = body?.toString('latin1') ?? '';
  const bytes = body === undefined ? '' : ` ${body.length} bytes: ${text.slice(0, 120)}…${text.slice(-20)}`;
  return `${operation.method} ${path.slice(0, 200)} ${JSON.stringify(headers).slice(0, 300)}${bytes}`;
}

export function shownCost(heavy: Heavy | undefined): string {
  if (heavy === undefined) return 'none';
  const { cost, harmless, request } = heavy;
  const against = `(a harmless one of its size: ${harmless.cpuMs.toFixed(1)} ms, ${harmless.buffers})`;
  return `${cost.cpuMs.toFixed(1)} ms, ${cost.buffers} buffers ${against}: ${shown(request)}`;
}
