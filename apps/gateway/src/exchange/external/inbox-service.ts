import type { BeforeApplicationShutdown, OnApplicationShutdown } from '@nestjs/common';
import type { InboxReader } from './inbox-reader.js';

/** After a failure. The broker is away for a while, or has no inbox yet because it was not set up for this release. */
const PAUSE_MS = 30_000;

/** Reads the inbox while the gateway runs. It ends before the connection to the broker does. */
export class InboxService implements BeforeApplicationShutdown, OnApplicationShutdown {
  readonly #stop = new AbortController();
  #pausedUntil = -Infinity;
  #isLooking = false;

  constructor(
    private readonly reader: Pick<InboxReader, 'round' | 'ended'>,
    private readonly monotonic: () => number,
  ) {}

  async round(): Promise<void> {
    if (this.#isLooking || this.monotonic() < this.#pausedUntil) return;
    this.#isLooking = true;
    try {
      await this.reader.round(this.#stop.signal);
    } catch (error) {
      this.#pausedUntil = this.monotonic() + PAUSE_MS;
      throw error;
    } finally {
      this.#isLooking = false;
    }
  }

  beforeApplicationShutdown(): void {
    this.#stop.abort();
  }

  onApplicationShutdown(): Promise<void> {
    return this.reader.ended();
  }
}
