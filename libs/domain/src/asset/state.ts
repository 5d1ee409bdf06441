import type {
  Artifact,
  AssetEventOf,
  DocumentStepStatus,
  JsonObject,
  Origin,
  Plan,
  RunConfig,
  SkipReason,
  StepKind,
  StoredSettings,
} from '@throughline/contracts';
import type { FieldCorrection, Note } from './annotations.js';
import type { AttemptRecord } from './attempt-record.js';
import type { EarlierResult } from './earlier-result.js';

/**
 * The version of the fold. Raise it whenever the same events may give another state or rendering: stored states of another
 * version are discarded and their rows rebuilt.
 */
export const FOLD_VERSION = 20;

/**
 * The status according to the events about the source and rollbacks (AGG-06). Never a computed status, so that only the order
 * of events decides. It is shown until a stage or delivery starts, and again after a rollback (D2).
 */
export type BaseStatus = 'PENDING_SOURCE' | 'INITIALIZED' | 'SKIPPED' | 'DOWNLOADING' | 'DOWNLOADED';

export interface StepError {
  readonly code: string;
  readonly retryable: boolean;
  readonly at: string;
}

/** The dependency that a step waits for (U21). */
export interface DependencyWait {
  /** A stable code: `disk-full`, `quota` … */
  readonly for: string;
  readonly since: string;
  readonly until: string;
  /** The interval of checks that add no event. The time of the next check is then not in the log. */
  readonly everyMs?: number;
  /** The other side or its limits name `until`, so an earlier check may be refused again. */
  readonly named?: true;
  /** The language has changed since, and the message may advise to change it: the next check records its own message. */
  readonly isOutdated?: true;
  readonly looks: number;
}

/** The fields of a step in every phase. */
interface StepCommon {
  readonly step: string;
  readonly kind: StepKind;
  readonly output?: { readonly name: string; readonly type: string };
  /** Oldest first, across all runs. Of those that only waited, the newest few stay (see `idle-attempts.ts`). */
  readonly attempts: readonly AttemptRecord[];
  /** Failures in this run; interruptions do not count (U18). */
  readonly failures: number;
  /** Lost workers in this run since the step last made progress. */
  readonly crashes: number;
  readonly reached: number;
  /** The time from start to end of this run's ended attempts, without the waits between them. Milliseconds. */
  readonly workedMs?: number;
  /** Set by a checkpoint since the last interruption, which counts as progress. */
  readonly checkpointed: boolean;
  /** Checkpoints of this run's attempts, merged. Those of a delivery outlast the run, because its upload session does. */
  readonly checkpoints: JsonObject;
  /** The time when the step was added to a run that had already started. */
  readonly addedAt?: string;
  readonly changedAt: string;
  /** The result of the output's last delivery, in any run. A recording never gets two objects at one output (UPL-10). */
  readonly delivered?: JsonObject;
  /** The time when that content was sent. A later run that finds it there, or cannot replace it, sends nothing. */
  readonly deliveredAt?: string;
  /** The number of the transcript correction in the delivered content. Absent: the uncorrected transcript. */
  readonly deliveredWith?: number;
  /** The version of the texts at the output. Absent: the first one. */
  readonly deliveredTexts?: string;
  /** A person asked for the step again while it ran: it runs once more after its end. */
  readonly again?: true;
  /** The output belonged to an earlier library of the item: the present library may have another output of the same name. */
  readonly isForeign?: true;
  /** The status of the step before this upload, if the log of an older system named it (DOC-06). */
  readonly queue?: DocumentStepStatus;
  /** Empty unless the step is completed. */
  readonly artifacts: readonly Artifact[];
}

/** The fields that a step has only in some phases. */
interface PhaseFields {
  readonly progress: number;
  readonly scheduledAt: string;
  /** The earliest start of the current attempt. */
  readonly notBefore: string;
  readonly startedAt: string;
  readonly worker: string;
  readonly endedAt: string;
  /** The time of the step's first failure in this run since it last waited or was paused. The retry budget counts from it. */
  readonly firstFailedAt: string;
  /** The last failure, until the next attempt starts (D32). */
  readonly error: StepError;
  readonly retryAt: string;
  readonly skipReason: SkipReason;
  readonly waiting: DependencyWait;
  /** The start of a wait that was cut off by an interruption. The next wait has begun then, unless the step makes progress. */
  readonly waitedSince: string;
  readonly result: JsonObject;
  readonly metrics: Readonly<Record<string, number>>;
  /** Set if a step that this delivery depends on has completed again since. */
  readonly superseded: true;
  /** The language that this transcript was requested in, if the asset's language has changed since. */
  readonly heardAs: string;
}

type WaitField = 'waiting' | 'waitedSince';
type Phase<Name extends string, Always extends keyof PhaseFields, Sometimes extends keyof PhaseFields> = {
  readonly phase: Name;
} & Pick<PhaseFields, Always> &
  Partial<Pick<PhaseFields, Sometimes>>;

/** Waits for other steps, or is not in the plan. After a failure it still has the times of the failed attempt. */
type Pending = Phase<
  'pending',
  never,
  'progress' | 'scheduledAt' | 'startedAt' | 'worker' | 'endedAt' | 'firstFailedAt' | 'error' | 'retryAt' | WaitField
>;
/** Has a current attempt that has not started. */
type Scheduled = Phase<'scheduled', 'scheduledAt', 'progress' | 'notBefore' | 'firstFailedAt' | 'error' | WaitField>;
/** A running step keeps its earlier wait, because the attempt may continue it. */
type Running = Phase<'running', 'startedAt' | 'worker', 'progress' | 'scheduledAt' | 'firstFailedAt' | WaitField>;
type Completed = Phase<
  'completed',
  'progress' | 'endedAt' | 'result' | 'metrics',
  'scheduledAt' | 'startedAt' | 'worker' | 'firstFailedAt' | 'superseded' | 'heardAs'
>;
/** Has no attempt's times if a person has found that the delivery did not arrive. */
type Failed = Phase<'failed', 'endedAt' | 'error', 'progress' | 'scheduledAt' | 'startedAt' | 'worker' | 'firstFailedAt'>;
/** Has an error only if it was skipped because of that error. */
type Skipped = Phase<'skipped', 'endedAt' | 'skipReason', 'startedAt' | 'error'>;

/** The state of one step, in any pipeline. An asset has at most one for each key (STG-03). */
export type StepState = StepCommon & (Pending | Scheduled | Running | Completed | Failed | Skipped);
export type StepPhase = StepState['phase'];
export type StepIn<P extends StepPhase> = Extract<StepState, { readonly phase: P }>;
/** A step of any phase, for code that drops or copies fields without asking for the phase. */
export type StepFields = StepCommon & Partial<PhaseFields> & { readonly phase: StepPhase };

/** The rollback of a run that was given up after a final failure (FLR-02 to FLR-05). */
export interface Rollback {
  readonly step: string;
  readonly code: string;
  readonly target: BaseStatus;
  readonly at: string;
}

export interface Cancellation {
  readonly at: string;
  readonly by: string;
  /** The end of an import has stopped the run, and no person. */
  readonly cause?: 'import';
}

export interface RunState {
  readonly runId: string;
  readonly startedAt: string;
  readonly plan: Plan;
  readonly config: RunConfig;
  readonly configSources: Readonly<Record<string, string>>;
  readonly unusedSources?: Readonly<Record<string, string>>;
  /** The outputs that a person has published. Only a run with `auto_upload: false` needs them. */
  readonly published?: readonly string[];
  /** The library had quotas when the run started: steps that use them ask before they start. */
  readonly metered?: true;
  readonly rollback?: Rollback;
  readonly cancelled?: Cancellation;
  /** A request named the outputs, in this run or in an earlier run that it continues. */
  readonly hasRequestedOutputs?: true;
  /** The run belonged to an earlier library of the item. Its outputs and settings do not continue in the present one. */
  readonly isForeign?: true;
  /** The run belonged to another system. It is foreign too. */
  readonly isImported?: true;
}

export interface ConfigWithSources extends Pick<RunState, 'hasRequestedOutputs'> {
  readonly config: RunConfig;
  readonly sources: Readonly<Record<string, string>>;
  /** The start of that run, kept for items from a page: a page with several items shows the most recently started one. */
  readonly startedAt?: string;
}

export interface Correction extends Omit<AssetEventOf<'TranscriptCorrected'>['data'], 'artifacts'> {
  /** Continues over all corrections of the asset. */
  readonly number: number;
  readonly at: string;
  readonly artifacts: readonly Artifact[];
}

export type Source = AssetEventOf<'SourceBecameReady'>['data']['source'];
export type UploadedSource = Extract<Source, { readonly key: string }>;

export const uploadOf = (source: Source | undefined): UploadedSource | undefined =>
  source !== undefined && 'key' in source ? source : undefined;

/** A pause of the run: no new attempt starts until it ends (RUN-16, RUN-17, U8). */
export interface Pause {
  readonly at: string;
  readonly by: string;
  readonly until?: string;
}

/** A layer of configuration that an item has of its own. */
export type OwnLayer = 'template' | 'preferences';

export interface AbsentAsset {
  readonly phase: 'absent';
}

/**
 * An asset folded from its events. It is plain JSON without personal data, because rows and work messages contain it.
 * Arrays hold every order: a JSON column reorders the keys of objects.
 */
export interface Asset {
  readonly phase: 'present';
  readonly assetId: string;
  readonly owner: string;
  readonly pipeline: string;
  readonly sourceKind: string;
  /** The number of the user's source that brought the item. */
  readonly sourceId?: number;
  /** The start of the recording as that source names it, ISO 8601 in UTC. */
  readonly startedAt?: string;
  /** The length of the recording as that source names it. */
  readonly namedSeconds?: number;
  readonly isMapped: boolean;
  readonly language: string;
  /** Present while the language is the default of the user who registered the item. */
  readonly languageSource?: 'default';
  /** The page that the item came from, and that may show its status. */
  readonly origin?: Origin;
  readonly registeredAt: string;
  readonly updatedAt: string;
  /** The time of the newest imported commit by the broker's clock, or of the end of the import. Retention counts from it. */
  readonly importedAt?: string;
  readonly source?: Source;
  /** The earlier library whose credential opens the source. In the present library, the file cannot be fetched again. */
  readonly sourceLibrary?: string;
  /** The library that the item was moved from last. Its viewers learn that the item is gone. */
  readonly movedFrom?: { readonly library: string; readonly at: string };
  readonly base: BaseStatus;
  /** True after a stage or delivery has started since the registration or the last rollback: the base is hidden (D2, D33). */
  readonly begun: boolean;
  readonly run?: RunState;
  /** The configuration of the newest run after a reset has removed that run. The next run continues with it. */
  readonly configured?: ConfigWithSources;
  /** Count the changes by people. Absent: none. */
  readonly titleChanges?: number;
  readonly descriptionChanges?: number;
  /** The second of the video whose picture a person has chosen for the item. */
  readonly thumbnail?: { readonly second: number };
  /** The template that the item is bound to. Its name and settings are in the control data. */
  readonly template?: { readonly id: number; readonly boundAt: string };
  /** The item's own settings. Absent: none. */
  readonly preferences?: StoredSettings;
  /** The layers that a person has changed since the newest run started. */
  readonly changedLayers?: readonly OwnLayer[];
  readonly pause?: Pause;
  /** In the order of the newest plan, followed by steps of earlier plans. */
  readonly steps: readonly StepState[];
  /** The results that the present run is to replace, or has failed to replace. Absent: none. No delivery uses them (ADR 139). */
  readonly earlier?: readonly EarlierResult[];
  /** The step that makes the previews. It is outside of `steps`, so that nothing about runs and statuses sees it (ADR 132). */
  readonly preview?: StepState;
  /** The newest correction. It applies only while the transcript that it was made from is the latest one. */
  readonly correction?: Correction;
  /** The newest correction of each field of a document, the newest last. */
  readonly fieldCorrections?: readonly FieldCorrection[];
  /** In the order in which they were first written. Absent: none. */
  readonly notes?: readonly Note[];
  /** Present while a person has filed the document as reviewed. */
  readonly accepted?: { readonly by: string; readonly at: string };
  /** Set while the item is deleted. Its content stays until the retention date (AGG-17, AGG-22). */
  readonly deletedAt?: string;
  /** Absent on a deleted item: its content stays until a person erases it. */
  readonly expiresAt?: string;
  /** Present if retention deleted the item, while it is deleted. */
  readonly retention?: NonNullable<AssetEventOf<'AssetDeleted'>['data']['retention']>;
  /** The time of the newest restoration. Retention counts from it. */
  readonly restoredAt?: string;
  /** Set once the retention date has passed (AGG-03). All content and personal data is destroyed. */
  readonly expiredAt?: string;
  /** Set once all content and personal data was erased. The status stays as it was. */
  readonly erasedAt?: string;
}

export type AssetState = AbsentAsset | Asset;

export const initialState: AssetState = { phase: 'absent' };

export const isPresent = (state: AssetState): state is Asset => state.phase === 'present';
