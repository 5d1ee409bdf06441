import type { NatsConnection } from '@nats-io/nats-core';
import { StoreUnavailableError } from '../errors/errors.js';

type Listener = () => void;

/** What was asked will not be answered any more; whether it was heard is not known. */
export class ConnectionLostError extends Error {
  readonly kind = 'connection-lost';
  constructor() {
    super('The connection to the NATS server was lost before the answer came');
    this.name = 'ConnectionLostError';
  }
}

/** Tells everyone at once that the connection was lost, and who waits that it is back. */
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

  /** The answer of a request, or `connection-lost` as soon as it cannot come any more: the client would wait for its full time. */
  async answerOf<T>(request: Promise<T>): Promise<T> {
    let forget: () => void = () => undefined;
    const lost = new Promise<never>((_, reject) => {
      forget = this.onLost(() => {
        reject(new ConnectionLostError());
      });
    });
    try {
      // Sent into nowhere: the client does not keep it for later.
      return await Promise.race(this.isConnected() ? [request, lost] : [Promise.reject(new ConnectionLostError()), request]);
    } finally {
      forget();
    }
  }

  /** Resolves when connected, closed, or the time is over: whoever waits tries again then and sees. */
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
    // The iterator ends with the connection.
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

export const requireOpen = (nc: NatsConnection): void => {
  if (nc.isClosed()) throw new StoreUnavailableError('The connection is closed');
};

const watches = new WeakMap<NatsConnection, ConnectionWatch>();
/** One watch for a connection, however many parts use it. */
export function connectionWatch(nc: NatsConnection): ConnectionWatch {
  const watch = watches.get(nc) ?? new ConnectionWatch(nc);
  watches.set(nc, watch);
  return watch;
}
