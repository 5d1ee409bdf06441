import type { Readable } from 'node:stream';
import type { Artifact, JsonObject, Progress, RunConfig, SkipReason } from '@throughline/contracts';
import type { Personal, Source } from '@throughline/domain';
import type { WorkerLog } from './worker-log.js';

/** What a handler says when its work is done. */
export type StepOutcome =
  | {
      readonly kind: 'completed';
      /** Facts for the event; content and names stand in artifacts. */
      readonly result: JsonObject;
      readonly artifacts: readonly Artifact[];
      readonly metrics: Readonly<Record<string, number>>;
      /** Address of what was delivered; stored sealed. */
      readonly url?: string;
      /** What was found that names a person or content; stored sealed, read by later steps from `personal()`. */
      readonly details?: JsonObject;
    }
  | { readonly kind: 'skipped'; readonly reason: SkipReason };

export interface LocalFile {
  readonly path: string;
  readonly artifact: Artifact;
}

/** What one attempt may see and do. Files it writes go to the attempt's own folder. */
export interface StepContext {
  readonly assetId: string;
  readonly step: string;
  readonly attempt: number;
  readonly attemptId: string;
  readonly owner: string;
  readonly pipeline: string;
  /** `auto` or BCP 47. */
  readonly language: string;
  /** Where the bytes of the asset came from; absent until they are all there. */
  readonly source: Source | undefined;
  readonly config: RunConfig;
  readonly inputs: readonly Artifact[];
  /** What earlier attempts of this run have checkpointed. */
  readonly checkpoints: JsonObject;
  /** What this output was last given, in whatever run; undefined for other steps and before the first delivery. */
  readonly delivered: JsonObject | undefined;
  /** Each line of it is of this attempt. Nothing that somebody has written goes there. */
  readonly log: WorkerLog;
  /** Fires when the attempt is no longer ours, or the service stops. */
  readonly signal: AbortSignal;
  progress(progress: Progress): void;
  /** Durable before it returns: a later attempt will see it. */
  checkpoint(data: JsonObject): Promise<void>;
  /**
   * For what an aborted attempt leaves outside: true where the log says that nobody goes on with the step, and the lease was confirmed to be ours
   * after that was read. Whoever begins after it finds what was done here.
   */
  readonly abandoned?: () => Promise<boolean>;
  /** Returns once broker and log have confirmed that the attempt is still ours; call it before what cannot be undone. */
  confirmLease(): Promise<void>;
  /** A local file with the content of a key of the artifact store, to be read only. */
  local(key: string): Promise<string>;
  /** A local file of an input, by role; undefined where there is none. */
  input(role: string): Promise<LocalFile | undefined>;
  /** Stores a finished file of this attempt. */
  output(
    file: { role: string; name: string; mediaType: string },
    source: { path: string } | Uint8Array | Readable,
  ): Promise<Artifact>;
  /** Removes a file that this attempt has stored and that nothing refers to; what is not there is satisfied. */
  discard(name: string): Promise<void>;
  /** A private folder that goes away with the attempt. */
  workspace(): Promise<string>;
  /** Titles and names of the asset; empty once it is erased. */
  personal(): Promise<Personal>;
}

/**
 * The work of one step. It throws to fail: a `PermanentError` for good, a `WaitingError` where only something is not there yet,
 * anything else to be tried again. The files of an attempt that waits go, unless a checkpoint names
 * them (by key, or by the attempt's id): the next one begins with those.
 */
export interface StepHandler {
  /** Checks that must pass before the step is said to have started (AGG-16). */
  preflight?(context: StepContext): Promise<void>;
  run(context: StepContext): Promise<StepOutcome>;
  /**
   * Takes back outside what attempts have left there that are over, by what they have checkpointed: their worker is dead or asleep, and nobody
   * goes on with the step. Best effort; it may be asked again.
   */
  abandon?(context: StepContext): Promise<void>;
}

/** The handlers of one service. A step that nobody registered is a fault of the deployment, not of the asset. */
export type HandlerLookup = (step: string) => StepHandler | undefined;
