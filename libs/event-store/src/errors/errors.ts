/* Callers tell these errors apart by `kind`, never by class or message. */
import { kindOf } from '@throughline/contracts';
import type { Position, Revision } from '../order/order.js';

/** The error for an append that another commit preceded. Load and decide again. */
export class RevisionConflictError extends Error {
  readonly kind = 'revision-conflict';
  constructor(
    readonly assetId: string,
    readonly expected: Revision,
    readonly actual: Revision | undefined,
    options?: ErrorOptions,
  ) {
    super(`Asset ${assetId} is no longer at revision ${expected}: load it and decide again`, options);
    this.name = 'RevisionConflictError';
  }
}

/** The error for a commit that may or may not be stored. Repeat it with the same command id; never report it as failed. */
export class OutcomeUnknownError extends Error {
  readonly kind = 'outcome-unknown';
  constructor(
    readonly assetId: string,
    readonly commitId: string,
    options?: ErrorOptions,
  ) {
    super(
      `Whether commit ${commitId} of asset ${assetId} is stored cannot be told now: repeat the command with the same id`,
      options,
    );
    this.name = 'OutcomeUnknownError';
  }
}

export class AppendRefusedError extends Error {
  readonly kind = 'append-refused';
  constructor(
    readonly assetId: string,
    readonly code: string,
    description: string,
  ) {
    super(`The server refused a commit of asset ${assetId} (${code}): ${description}`);
    this.name = 'AppendRefusedError';
  }
}

export class StoreUnavailableError extends Error {
  readonly kind = 'unavailable';
  constructor(what: string, options?: ErrorOptions) {
    super(`${what}: the NATS server does not answer. Check that it runs and can be reached`, options);
    this.name = 'StoreUnavailableError';
  }
}

/** The error for an asset whose commits do not follow each other: the log lost a commit, or another program wrote one. */
export class HistoryGapError extends Error {
  readonly kind = 'history-gap';
  constructor(
    readonly assetId: string,
    readonly at: Revision,
    expected: Revision,
    found: Revision,
  ) {
    super(`The history of asset ${assetId} has a gap: revision ${at} was written upon ${expected}, but follows ${found}`);
    this.name = 'HistoryGapError';
  }
}

export interface ObstacleLocation {
  readonly assetId: string;
  readonly commitId: string;
  readonly revision: Revision;
  readonly position: Position;
  readonly storedAt: string;
}

/**
 * The error for a commit that cannot be part of its asset's history. Its kind is that of its cause: `undecodable`,
 * `newer-schema` or `history-gap`.
 */
export class ObstacleError extends Error implements ObstacleLocation {
  readonly kind: string;
  readonly assetId: string;
  readonly commitId: string;
  readonly revision: Revision;
  readonly position: Position;
  readonly storedAt: string;
  constructor(place: ObstacleLocation, cause: unknown) {
    super(cause instanceof Error ? cause.message : 'A commit cannot be read', { cause });
    this.name = 'ObstacleError';
    this.kind = kindOf(cause) ?? 'undecodable';
    this.assetId = place.assetId;
    this.commitId = place.commitId;
    this.revision = place.revision;
    this.position = place.position;
    this.storedAt = place.storedAt;
  }
}

/** The error for a log that is not the one read before. Continuing would mix two histories. */
export class RestoredLogError extends Error {
  readonly kind = 'restored';
  constructor(detail: string) {
    super(
      `The log is not a continuation of the one that was read before: ${detail}. Restore the newer store, or rebuild what was derived from it`,
    );
    this.name = 'RestoredLogError';
  }
}

export class EventStreamMismatchError extends Error {
  readonly kind = 'event-stream-mismatch';
  constructor(
    stream: string,
    readonly problems: readonly string[],
  ) {
    super(`${stream} cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'EventStreamMismatchError';
  }
}

export class UnsupportedServerError extends Error {
  readonly kind = 'unsupported-server';
  constructor(readonly version: string) {
    super(`nats-server ${version} is too old: 2.10 or newer is needed`);
    this.name = 'UnsupportedServerError';
  }
}

export class DataKeyErasedError extends Error {
  readonly kind = 'erased';
  constructor(readonly assetId: string) {
    super(`The personal data of asset ${assetId} was erased: nothing personal can be added to it`);
    this.name = 'DataKeyErasedError';
  }
}

/**
 * The error for a master key that differs from the one that wrapped the data keys. Continuing would treat all personal data as
 * damaged.
 */
export class WrongMasterKeyError extends Error {
  readonly kind = 'wrong-master-key';
  constructor(options?: ErrorOptions) {
    super(
      'The master key is not the one that the data keys of this log were made with: give every service the same, original key',
      options,
    );
    this.name = 'WrongMasterKeyError';
  }
}
