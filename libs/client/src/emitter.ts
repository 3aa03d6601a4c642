type Listener<Values extends readonly unknown[]> = (...values: Values) => void;

/** Events by name, each with its values. */
export class Emitter<Events extends { [Name in keyof Events]: readonly unknown[] }> {
  private readonly listeners: { [Name in keyof Events]?: Set<Listener<Events[Name]>> } = {};

  /** @returns what ends it */
  on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): () => void {
    const listeners = (this.listeners[name] ??= new Set());
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  /** An error of a listener is the application's: it is reported as uncaught and disturbs nothing here. */
  protected emit<Name extends keyof Events>(name: Name, ...values: Events[Name]): void {
    for (const listener of this.listeners[name] ?? []) {
      try {
        listener(...values);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
