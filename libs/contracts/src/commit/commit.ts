import type { AssetEvent } from '../asset/events.js';

/** Who caused a commit. Ids only: names of people are personal data. */
export interface Actor {
  readonly kind: 'user' | 'service' | 'system';
  readonly id: string;
}

/**
 * The events of one decision: appended whole or not at all, one message on the asset's subject.
 * `at` is the writer's clock; the broker's time of storage is on the recorded commit.
 */
export interface Commit {
  readonly id: string;
  readonly at: string;
  readonly actor: Actor;
  /** The command or commit that led to this one. */
  readonly causationId: string;
  /** The request or run that all of it belongs to. */
  readonly correlationId: string;
  readonly events: readonly AssetEvent[];
}

/** Envelope version written by this build. */
export const COMMIT_VERSION = 1;
/** A reader with a lower number must leave the commit to a newer one. */
export const READER_VERSION = 2;
/** Largest encoded commit, bytes. */
export const MAX_COMMIT_BYTES = 256 * 1024;
