import type { EventStore } from '../event-store.js';
import type { DataKeys } from '../keys/data-keys.js';

export interface EventStoreHarness {
  readonly store: EventStore;
  readonly keys: DataKeys;
  /** The same log, as another process sees it. */
  readonly other: EventStore;
  inject(assetId: string, bytes: Uint8Array, commitId?: string): Promise<void>;
  close(): Promise<void>;
}

export type OpenHarness = () => Promise<EventStoreHarness>;

export async function waitUntil(condition: () => boolean, what: string, timeoutMs = 120_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
