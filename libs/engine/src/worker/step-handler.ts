import type { Readable } from 'node:stream';
import type { Artifact, JsonObject, Progress, RunConfig, SkipReason } from '@throughline/contracts';
import type { PersonalData, Previews, Source, TextFacts } from '@throughline/domain';
import type { WorkerLog } from './worker-log.js';

export type StepOutcome =
  | {
      readonly kind: 'completed';
      /** Facts for the event. Content and names belong in artifacts. */
      readonly result: JsonObject;
      readonly artifacts: readonly Artifact[];
      readonly metrics: Readonly<Record<string, number>>;
      /** Address of the delivered item. Stored sealed. */
      readonly url?: string;
      /** Findings that name a person or content. Stored sealed; later steps read them from `personal()`. */
      readonly details?: JsonObject;
    }
  | { readonly kind: 'skipped'; readonly reason: SkipReason };

export interface LocalFile {
  readonly path: string;
  readonly artifact: Artifact;
}

/** The interface of one attempt to the rest of the system. Its files go to the attempt's own folder. */
export interface StepContext {
  readonly assetId: string;
  readonly step: string;
  readonly attempt: number;
  readonly attemptId: string;
  readonly owner: string;
  readonly pipeline: string;
  /** `auto` or BCP 47. */
  readonly language: string;
  readonly textFacts: TextFacts;
  /** The second of the video whose picture a person has chosen for the item. */
  readonly thumbnail: { readonly second: number } | undefined;
  /** The previews of the item at the start of the attempt. */
  readonly previews: Previews;
  /** Set once all bytes of the asset are stored. */
  readonly source: Source | undefined;
  readonly config: RunConfig;
  readonly inputs: readonly Artifact[];
  readonly checkpoints: JsonObject;
  /** Reads the checkpoints of this step's attempts in all runs from the log, newest first. */
  earlierCheckpoints(): Promise<readonly JsonObject[]>;
  /** Returns the facts that another step has reported; empty if it has not completed. */
  readonly resultOf: (step: string) => JsonObject;
  /** The result of this output's last delivery in any run. `undefined` for other steps and before the first delivery. */
  readonly delivered: JsonObject | undefined;
  /** Adds the attempt's ids to each line. Never log text that a person wrote. */
  readonly log: WorkerLog;
  /** Fires when another worker owns the attempt, or when the service stops. */
  readonly signal: AbortSignal;
  progress(progress: Progress): void;
  /** Stores data for later attempts. Durable once it resolves. */
  checkpoint(data: JsonObject): Promise<void>;
  /**
   * Waits while only an external service works. The attempt frees its slot in the lane for good, and the wait counts for no
   * limit, so the handler must bound it. Rejects when the signal fires.
   */
  idle(ms: number): Promise<void>;
  /**
   * Tells an aborted attempt whether it should clean up at its destination. True if no attempt continues the step and this
   * worker still held the lease after that check. Later attempts see the cleanup.
   */
  readonly abandoned?: () => Promise<boolean>;
  /** Resolves once broker and log have confirmed that the attempt is current. Call it before an irreversible effect. */
  confirmLease(): Promise<void>;
  local(key: string): Promise<string>;
  input(role: string): Promise<LocalFile | undefined>;
  output(
    file: { role: string; name: string; mediaType: string },
    source: { path: string } | Uint8Array | Readable,
  ): Promise<Artifact>;
  /** Removes a stored file of this attempt that nothing refers to. A missing file is no error. */
  discard(name: string): Promise<void>;
  workspace(): Promise<string>;
  /** Returns the title of the asset (ADR 110); `undefined` once the asset is erased. */
  title(): Promise<string | undefined>;
  /** Returns texts and names of the asset; empty once the asset is erased. */
  personal(): Promise<PersonalData>;
}

export interface QueuedStep {
  readonly step: string;
  /** `auto` or BCP 47. */
  readonly language: string;
  readonly config: RunConfig;
  readonly resultOf: (step: string) => JsonObject;
}

/**
 * The work of one step. It throws to fail: a `PermanentError` for good, a `WaitingError` if something is not there yet,
 * anything else for a retry. The files of a waiting attempt are removed, unless a checkpoint names them by key or by the
 * attempt's id.
 */
export interface StepHandler {
  /**
   * Returns why this process would skip the step, if it can tell without reading a file. Such a step needs no slot in a lane.
   * Called for every queued attempt, so it must be fast.
   */
  foreseeSkip?(queued: QueuedStep): SkipReason | undefined;
  /** Runs checks that must pass before the step counts as started (AGG-16). */
  preflight?(context: StepContext): Promise<void>;
  run(context: StepContext): Promise<StepOutcome>;
  /**
   * Removes what ended attempts left at a destination, by their checkpoints, after their worker died or stalled. Best effort;
   * it may be called again.
   */
  abandon?(context: StepContext): Promise<void>;
}

/** Finds the handler of a step. A step without a handler is a fault of the deployment, not of the asset. */
export type HandlerLookup = (step: string) => StepHandler | undefined;
