import type { Actor, AssetEvent, CommitOrigin } from '@throughline/contracts';
import type { AssetState, PersonalData, Rejection } from '@throughline/domain';
import type { Position, Revision } from '@throughline/event-store';

export interface LoadedAsset {
  readonly state: AssetState;
  readonly personal: PersonalData;
  readonly revision: Revision;
  /** The `traceparent` of the last commit that has one. Later work on the asset continues that trace. */
  readonly trace?: string;
}

export interface CommandMeta {
  /** Idempotency key: a command repeated under the same id appends nothing and gets the same answer. */
  readonly commandId: string;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId?: string;
  /** The report of another system that the command carries out. */
  readonly origin?: CommitOrigin;
}

interface OutcomeBase {
  readonly asset: LoadedAsset;
}
/** The result of a command whose events are in the log. `duplicate` means that an earlier call with the same id stored them. */
export interface AcceptedOutcome extends OutcomeBase {
  readonly kind: 'accepted';
  readonly position: Position;
  readonly events: readonly AssetEvent[];
  readonly duplicate: boolean;
  /** The cause of the stored commit. For a duplicate, that of the earlier call. */
  readonly causationId: string;
}
export interface SatisfiedOutcome extends OutcomeBase {
  readonly kind: 'satisfied';
  readonly reason?: Rejection;
}
export interface RejectedOutcome extends OutcomeBase {
  readonly kind: 'rejected';
  readonly rejection: Rejection;
}
export type CommandOutcome = AcceptedOutcome | SatisfiedOutcome | RejectedOutcome;
/** The outcome that a command would have now. `asset` is the resulting asset, at the current revision. */
export type OutcomePreview = Pick<AcceptedOutcome, 'kind' | 'events' | 'asset'> | SatisfiedOutcome | RejectedOutcome;
