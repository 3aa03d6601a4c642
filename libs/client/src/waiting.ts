import { onAbort } from './on-abort.js';

/** Waits for a time in ms, or until a signal aborts; the caller checks which of the two it was. */
export function pause(ms: number, ...signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      for (const leave of leaving) leave();
      resolve();
    };
    const timer = setTimeout(end, ms);
    const leaving = signals.map((signal) => onAbort(signal, end));
    if (signals.some(({ aborted }) => aborted)) end();
  });
}

/**
 * Does work that ends after `ms` at the latest, or when one of `outer` aborts, even if it does not look at its signal.
 * @throws TimedOut, or the reason of that one of `outer`
 */
export async function within<T>(
  ms: number,
  outer: AbortSignal | readonly AbortSignal[],
  work: (signal: AbortSignal) => T | Promise<T>,
): Promise<T> {
  const signals = [outer].flat() as readonly AbortSignal[];
  for (const signal of signals) signal.throwIfAborted();
  // Not AbortSignal.any: on a signal that lives as long as a client, it keeps every signal ever made from it.
  const inner = new AbortController();
  const leaving = signals.map((signal) => onAbort(signal, () => inner.abort(signal.reason)));
  const timer = setTimeout(() => inner.abort(new TimedOut(ms)), ms);
  try {
    const ended = new Promise<never>((_, reject) => {
      inner.signal.addEventListener('abort', () => reject(inner.signal.reason as Error));
    });
    return await Promise.race([ended, work(inner.signal)]);
  } finally {
    clearTimeout(timer);
    for (const leave of leaving) leave();
  }
}

export class TimedOut extends Error {
  override readonly name = 'TimedOut';
  constructor(ms: number) {
    super(`nothing came of it within ${ms} ms`);
  }
}

/** The reason of everything that ends because the client was stopped, or the chat closed. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  constructor(what: string) {
    super(`${what} before this was done`);
  }
}
