import type { EventStore } from '../event-store.js';
import type { DataKeys } from '../keys/data-keys.js';

/** What the contract suites need of an implementation. */
export interface EventStoreHarness {
  readonly store: EventStore;
  readonly keys: DataKeys;
  /** The same log, seen from another process. */
  readonly other: EventStore;
  /** Leaves a message in the log as a foreign or a broken writer would. */
  inject(assetId: string, bytes: Uint8Array, commitId?: string): Promise<void>;
  close(): Promise<void>;
}

export type OpenHarness = () => Promise<EventStoreHarness>;

/** Waits for something that other code brings about; no fixed pauses. */
export async function eventually(condition: () => boolean, what: string, timeoutMs = 120_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
