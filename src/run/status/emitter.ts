/**
 * Listeners by the name of an event. A listener that throws costs nobody else anything: its error is reported like any
 * uncaught one.
 */
export class Emitter<Events extends { [name: string]: unknown }> {
  readonly #listeners = new Map<keyof Events, Set<(event: never) => void>>();

  /** Adds a listener; returns a function that removes it. */
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      try {
        listener(event as never);
      } catch (error) {
        report(error);
      }
    }
  }
}

/**
 * As the browser reports an error that nobody caught. Node 20 has no such function; there a run is disabled and has no
 * news to tell.
 */
function report(error: unknown): void {
  if (typeof reportError === 'function') reportError(error);
}
