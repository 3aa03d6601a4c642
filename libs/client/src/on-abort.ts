/** Everybody who waits for one signal. */
class AbortListeners {
  private readonly listeners = new Set<() => void>();
  private readonly tell = () => {
    for (const listener of this.listeners) listener();
  };

  constructor(private readonly signal: AbortSignal) {}

  add(listener: () => void): void {
    if (this.listeners.size === 0) this.signal.addEventListener('abort', this.tell);
    this.listeners.add(listener);
  }

  delete(listener: () => void): void {
    this.listeners.delete(listener);
    if (this.listeners.size === 0) this.signal.removeEventListener('abort', this.tell);
  }
}

const known = new WeakMap<AbortSignal, AbortListeners>();

/**
 * Calls back when a signal aborts; not when it has already. However many wait for one signal, it has one listener, and
 * none when nobody waits: Node.js takes more than ten for a leak, and warns.
 * @param listener throws nothing; of the same one, given twice, there is one
 * @returns what ends it
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  const listeners = known.get(signal) ?? new AbortListeners(signal);
  known.set(signal, listeners);
  listeners.add(listener);
  return () => listeners.delete(listener);
}
