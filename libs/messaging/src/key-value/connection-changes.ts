import type { NatsConnection } from '@nats-io/nats-core';

const changesByConnection = new WeakMap<NatsConnection, ConnectionChanges>();

/** Notifies listeners when a connection breaks, recovers or closes. */
export class ConnectionChanges {
  readonly #listeners = new Set<() => void>();
  #isUp = true;

  /** Returns the one instance of a connection, so that listeners can be removed completely. */
  static of(nc: NatsConnection): ConnectionChanges {
    const changes = changesByConnection.get(nc) ?? new ConnectionChanges(nc);
    changesByConnection.set(nc, changes);
    return changes;
  }

  private constructor(nc: NatsConnection) {
    void this.#watch(nc);
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  on(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async #watch(nc: NatsConnection): Promise<void> {
    for await (const { type } of nc.status()) if (type === 'disconnect' || type === 'reconnect') this.#tell(type === 'reconnect');
    // The iterator ends with the connection.
    this.#tell(false);
  }

  #tell(isUp: boolean): void {
    this.#isUp = isUp;
    for (const listener of [...this.#listeners]) listener();
  }
}
