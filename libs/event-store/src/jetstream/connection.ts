import type { NatsConnection } from '@nats-io/nats-core';

type Listener = () => void;

/** The error for a request that will get no answer. The server may have received it. */
export class ConnectionLostError extends Error {
  readonly kind = 'connection-lost';
  constructor() {
    super('The connection to the NATS server was lost before the answer came');
    this.name = 'ConnectionLostError';
  }
}

/** Watches a connection: reports its loss to all listeners, and lets callers wait for its return. */
export class ConnectionWatch {
  private readonly lost = new Set<Listener>();
  private back: (() => void)[] = [];
  private connected = true;

  constructor(private readonly nc: NatsConnection) {
    void this.follow();
  }

  isConnected(): boolean {
    return this.connected && !this.nc.isClosed();
  }

  onLost(listener: Listener): () => void {
    this.lost.add(listener);
    return () => {
      this.lost.delete(listener);
    };
  }

  /**
   * Returns the answer, or throws `connection-lost` at once when the connection breaks. The client would wait until its
   * timeout.
   */
  async answerOf<T>(request: Promise<T>): Promise<T> {
    let forget: () => void = () => undefined;
    const lost = new Promise<never>((_, reject) => {
      forget = this.onLost(() => {
        reject(new ConnectionLostError());
      });
    });
    try {
      // The client does not keep requests for later, so a request without a connection is lost.
      return await Promise.race(this.isConnected() ? [request, lost] : [Promise.reject(new ConnectionLostError()), request]);
    } finally {
      forget();
    }
  }

  /** Resolves when connected, closed, or after the timeout. The caller then tries again. */
  async settled(timeoutMs: number): Promise<void> {
    if (this.connected || this.nc.isClosed()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.back.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private async follow(): Promise<void> {
    for await (const { type } of this.nc.status()) {
      if (type === 'disconnect') this.disconnected();
      if (type === 'reconnect') this.reconnected();
    }
    this.disconnected();
    this.reconnected();
    this.connected = false;
  }

  private disconnected(): void {
    this.connected = false;
    for (const listener of [...this.lost]) listener();
  }

  private reconnected(): void {
    this.connected = true;
    const waiting = this.back;
    this.back = [];
    for (const resume of waiting) resume();
  }
}

const watches = new WeakMap<NatsConnection, ConnectionWatch>();
export function getConnectionWatch(nc: NatsConnection): ConnectionWatch {
  const watch = watches.get(nc) ?? new ConnectionWatch(nc);
  watches.set(nc, watch);
  return watch;
}
