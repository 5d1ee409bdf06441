import type { AssetEvent } from '../asset/events.js';

/** The user or service that caused a commit. Holds only ids: names of people are personal data. */
export interface Actor {
  readonly kind: 'user' | 'service' | 'system';
  readonly id: string;
}

/**
 * The events of one decision, stored together or not at all as one message on the asset's subject. `at` is the writer's clock;
 * the recorded commit has the broker's time.
 */
export interface Commit {
  readonly id: string;
  readonly at: string;
  readonly actor: Actor;
  readonly causationId: string;
  /** The request or run that this commit belongs to. */
  readonly correlationId: string;
  readonly events: readonly AssetEvent[];
}

export const COMMIT_VERSION = 1;
/** A reader with a lower version leaves the commit to a newer reader. */
export const READER_VERSION = 7;
/** Bytes. */
export const MAX_COMMIT_BYTES = 256 * 1024;
