import type { Artifact, AssetEventOf, JsonObject, Origin, Plan, RunConfig, SkipReason, StepKind } from '@throughline/contracts';

/**
 * Raised whenever a fold of the same events may give another state or rendering than before:
 * stored states of another number are not folded on, and their rows are rebuilt.
 */
export const FOLD_VERSION = 4;

/**
 * What the events about the source and about rollbacks say (AGG-06). Never a computed status, so that replay order alone decides.
 * It is shown until work on the recording begins, and again after a rollback (D2).
 */
export type BaseStatus = 'PENDING_SOURCE' | 'INITIALIZED' | 'SKIPPED' | 'DOWNLOADING' | 'DOWNLOADED';

/**
 * How an attempt ended. `waited`: something was not there yet. `withdrawn`: it was queued, and a pause or a rollback came before its start.
 * `cancelled`: a person has ended its run or its step.
 */
export type AttemptEnd = 'completed' | 'failed' | 'skipped' | 'interrupted' | 'waited' | 'withdrawn' | 'cancelled';
export type LateOutcome = AssetEventOf<'LateResultIgnored'>['data']['outcome'];

/** One try of a step. The newest one without an end is the step's current attempt. */
export interface AttemptRecord {
  /** Counts on over runs, so that the newest attempt always has the highest number (U16). */
  readonly number: number;
  readonly attemptId: string;
  readonly runId: string;
  /** When its work has begun; the checks before the work may end an attempt without it (AGG-16). */
  readonly startedAt?: string;
  readonly end?: AttemptEnd;
  /** The correction of the transcript that counted when it began; none: as it was heard. What it makes is made of those words. */
  readonly begunWith?: number;
  /** It only waited, and a checkpoint named files of its own for those that come after it. */
  readonly left?: true;
  /** What it still said after its end, each outcome once. */
  readonly late?: readonly LateOutcome[];
}

/** Where a step stands. `pending` waits for others or was never planned on; `scheduled` has a current attempt that has not started. */
export type StepPhase = 'pending' | 'scheduled' | 'running' | 'completed' | 'failed' | 'skipped';

export interface StepError {
  readonly code: string;
  readonly retryable: boolean;
  readonly at: string;
}

/** What a step waits for (U21). */
export interface Waiting {
  /** Stable code: `disk-full`, `quota` … */
  readonly for: string;
  /** Since when it has waited for this without getting further. */
  readonly since: string;
  /** When it looks again by itself. */
  readonly until: string;
  /** How often it has looked. */
  readonly looks: number;
}

/** One step of an asset, of whatever kind and pipeline. At most one for each key (STG-03). */
export interface StepState {
  readonly step: string;
  readonly kind: StepKind;
  /** Where a delivery goes. */
  readonly output?: { readonly name: string; readonly type: string };
  readonly phase: StepPhase;
  /** Oldest first, of all runs. Of those that only waited and left nothing the last few are kept, and the newest that had begun. */
  readonly attempts: readonly AttemptRecord[];
  /** Failures in this run; interruptions do not count (U18). */
  readonly failures: number;
  /** Lost workers in this run since the step last got further. */
  readonly crashes: number;
  /** Highest fraction that an ended attempt of this run reached. */
  readonly reached: number;
  /** Something new was checkpointed since the last interruption: that is progress too. */
  readonly checkpointed: boolean;
  /** When the step first failed in this run since it last waited or was held back by a pause: the budget of retries counts from then. */
  readonly firstFailedAt?: string;
  /** What attempts of this run left for their successors, merged. Those of a delivery live on: an upload session outlasts a run. */
  readonly checkpoints: JsonObject;
  /** Fraction of the work that the last event told of. */
  readonly progress?: number;
  readonly scheduledAt?: string;
  /** The current attempt must not start before. */
  readonly notBefore?: string;
  readonly startedAt?: string;
  readonly worker?: string;
  readonly endedAt?: string;
  /** When it was added to a run that had begun. */
  readonly addedAt?: string;
  /** When this step last changed. */
  readonly changedAt: string;
  /** The last failure, until the next attempt starts (D32). */
  readonly error?: StepError;
  /** When a failed step is tried again by itself. */
  readonly retryAt?: string;
  readonly skipReason?: SkipReason;
  /** Shown while the step has not started again. */
  readonly waiting?: Waiting;
  readonly result?: JsonObject;
  /** What an output was last given, whatever run it was in: one recording never yields two objects there (UPL-10). */
  readonly delivered?: JsonObject;
  /** When that was sent there; a later run that finds it there, or cannot replace it, sends nothing. */
  readonly deliveredAt?: string;
  /** The correction of the transcript that stands there; none: as it was heard. */
  readonly deliveredWith?: number;
  /** A step that this delivery depends on was done again since. */
  readonly superseded?: true;
  readonly artifacts: readonly Artifact[];
  readonly metrics?: Readonly<Record<string, number>>;
}

/** The compensating fact that a run was given up for (FLR-02 to FLR-05). */
export interface Rollback {
  readonly step: string;
  readonly code: string;
  readonly target: BaseStatus;
  readonly at: string;
}

/** A person has ended the run. */
export interface Cancellation {
  readonly at: string;
  readonly by: string;
}

export interface RunState {
  readonly runId: string;
  readonly startedAt: string;
  readonly plan: Plan;
  readonly config: RunConfig;
  readonly configSources: Readonly<Record<string, string>>;
  /** Layers of requested settings that no step of this run uses. */
  readonly unusedSources?: Readonly<Record<string, string>>;
  readonly rollback?: Rollback;
  readonly cancelled?: Cancellation;
}

/** What a run was configured with, and which layer decided each setting. */
export interface Configured {
  readonly config: RunConfig;
  readonly sources: Readonly<Record<string, string>>;
  /** When that run began. Kept of items that came from a page: several may show on it, and the one that was begun last does. */
  readonly startedAt?: string;
}

/** What a person has made of the transcript. */
export interface Correction extends Omit<AssetEventOf<'TranscriptCorrected'>['data'], 'artifacts'> {
  /** Counts on over all that the asset was ever corrected. */
  readonly number: number;
  readonly at: string;
  readonly artifacts: readonly Artifact[];
}

export type Source = AssetEventOf<'SourceBecameReady'>['data']['source'];
/** Its bytes are in the artifact store. */
export type UploadedSource = Extract<Source, { readonly key: string }>;

/** The upload, where the source is one. */
export const uploadOf = (source: Source | undefined): UploadedSource | undefined =>
  source !== undefined && 'key' in source ? source : undefined;

/** Nothing new starts until it ends (RUN-16, RUN-17, U8). */
export interface Pause {
  readonly at: string;
  readonly by: string;
  /** It ends by itself then. */
  readonly until?: string;
}

export interface AbsentAsset {
  readonly phase: 'absent';
}

/**
 * An asset folded from its events: plain JSON without personal data, because it is stored in rows and sent in work messages.
 * Order is held by arrays, never by the keys of objects, which a JSON column reorders.
 */
export interface Asset {
  readonly phase: 'present';
  readonly assetId: string;
  readonly owner: string;
  readonly pipeline: string;
  readonly sourceKind: string;
  readonly isMapped: boolean;
  readonly language: string;
  /** The page that it came from: what becomes of it may be shown there. */
  readonly origin?: Origin;
  readonly registeredAt: string;
  readonly updatedAt: string;
  readonly source?: Source;
  readonly base: BaseStatus;
  /** A stage or delivery has started since the registration or the last rollback: the base is no longer shown (D2, D33). */
  readonly begun: boolean;
  /** The newest run. */
  readonly run?: RunState;
  /** What the newest run was configured with, where a reset has taken it away: the next run goes on with that. */
  readonly configured?: Configured;
  readonly pause?: Pause;
  /** In the order of the newest plan, then what earlier plans left. */
  readonly steps: readonly StepState[];
  /** The newest one. It holds while what it was made of is what was heard last. */
  readonly correction?: Correction;
  /** Deleted by a person; content stays until the retention date (AGG-17, AGG-22). */
  readonly deletedAt?: string;
  /** The retention date of what is deleted. */
  readonly expiresAt?: string;
  /** Deleted and past its retention date (AGG-03). Content and everything personal are given up for good. */
  readonly expiredAt?: string;
  /** Content and everything personal was given up for good. The status goes on saying what it said. */
  readonly erasedAt?: string;
}

export type AssetState = AbsentAsset | Asset;

/** Nothing has happened yet. */
export const initialState: AssetState = { phase: 'absent' };

/** True for a state that an AssetRegistered event has given. */
export const isPresent = (state: AssetState): state is Asset => state.phase === 'present';
