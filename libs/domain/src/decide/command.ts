import type {
  AssetEventOf,
  Artifact,
  EngineNote,
  JsonObject,
  Origin,
  OutputConfig,
  PipelineName,
  RunConfig,
  SkipReason,
} from '@throughline/contracts';
import type { Correction, LateOutcome, Source } from '../asset/state.js';

/** Time comes in with the command: the domain has no clock. ISO 8601, UTC. */
export interface CommandContext {
  readonly now: string;
}
/** What a run is to do. The plan follows from the pipeline and the configuration. */
export interface RunRequest {
  readonly runId: string;
  readonly config: RunConfig;
  /** Configuration path to the layer that decided it (CFG-01). */
  readonly configSources: Readonly<Record<string, string>>;
  /** What the workers have to work with now: a step that was skipped for want of an engine is done once there is one. */
  readonly engines?: readonly EngineNote[];
}
/** What a worker says about one attempt of one step. */
export interface OfAttempt extends CommandContext {
  readonly step: string;
  readonly attemptId: string;
}

export interface RegisterAsset extends CommandContext {
  readonly type: 'RegisterAsset';
  readonly assetId: string;
  readonly owner: string;
  /** Left out: a recording. */
  readonly pipeline?: PipelineName;
  readonly title: string;
  readonly fileName?: string;
  readonly language: string;
  readonly isMapped: boolean;
  /** Left out while bytes are still to come. */
  readonly source?: Source;
  /** Whole address of a source that is fetched. Personal data. */
  readonly sourceUrl?: string;
  /** The page that it came from. */
  readonly origin?: Origin;
  /** Start a run in the same commit. */
  readonly run?: RunRequest;
}
/** All bytes of a registered item are there now. */
export interface ProvideSource extends CommandContext {
  readonly type: 'ProvideSource';
  readonly source: Source;
}
export interface StartRun extends CommandContext, RunRequest {
  readonly type: 'StartRun';
  /** Who asks: a user's id, or the name of a service. */
  readonly by: string;
}
/** What a person, or a service for its installation, asks of the item as a whole. */
export interface Asked extends CommandContext {
  readonly by: string;
}
/** Further outputs for a run that has begun (DOC-07). */
export interface AddOutputs extends Asked {
  readonly type: 'AddOutputs';
  readonly outputs: readonly OutputConfig[];
}
export interface PauseRun extends Asked {
  readonly type: 'PauseRun';
  /** Personal data. */
  readonly reason?: string;
  /** It ends by itself then. */
  readonly until?: string;
}
/** The end of a pause has come. A person resumes with `/run`. */
export interface ResumeRun extends Asked {
  readonly type: 'ResumeRun';
}
export interface CancelRun extends Asked {
  readonly type: 'CancelRun';
  /** Personal data. */
  readonly reason?: string;
}
export interface ResetAsset extends Asked {
  readonly type: 'ResetAsset';
}
export interface DeleteAsset extends Asked {
  readonly type: 'DeleteAsset';
  /** Until then it can be restored. */
  readonly expiresAt: string;
}
/** Gives up content and everything personal for good, in whatever state the item is. */
export interface EraseAsset extends Asked {
  readonly type: 'EraseAsset';
}
export interface RestoreAsset extends Asked {
  readonly type: 'RestoreAsset';
}
/** The retention date of a deleted item has come. */
export interface ExpireAsset extends CommandContext {
  readonly type: 'ExpireAsset';
}
/** Takes the present attempts away from whoever holds them, dead, asleep or cut off (U7). */
export interface UnstickRun extends Asked {
  readonly type: 'UnstickRun';
  readonly then: 'retry' | 'fail';
  /** This step alone; otherwise every step that is queued or running. */
  readonly step?: string;
  /** Fractions by step that its workers have told of since the last event. */
  readonly progress?: Readonly<Record<string, number>>;
}
/** A person does without a stage. */
export interface SkipStage extends Asked {
  readonly type: 'SkipStage';
  readonly step: string;
}
/** A person has looked whether an unconfirmed delivery has arrived. */
export interface SettleDelivery extends Asked {
  readonly type: 'SettleDelivery';
  readonly step: string;
  readonly delivered: boolean;
}
/** A person wants an output to have what was made since it was given something. */
export interface Redeliver extends Asked {
  readonly type: 'Redeliver';
  readonly step: string;
}
/** A person wants a failed follow-up to be done again, and nothing else. */
export interface RetryFollowUp extends Asked {
  readonly type: 'RetryFollowUp';
  readonly step: string;
}
/** A person has mended what was heard; the files are made already. */
export interface CorrectTranscript
  extends Asked, Pick<Correction, 'correctionId' | 'version' | 'segments' | 'corrected' | 'artifacts'> {
  readonly type: 'CorrectTranscript';
  /** The version that was mended: whoever was first wins, and nobody's words are lost without a word. */
  readonly basis: string;
}
export interface StartStep extends OfAttempt {
  readonly type: 'StartStep';
  readonly worker: string;
}
export interface CheckpointStep extends OfAttempt {
  readonly type: 'CheckpointStep';
  readonly data: JsonObject;
}
export interface CompleteStep extends OfAttempt {
  readonly type: 'CompleteStep';
  readonly result: JsonObject;
  readonly artifacts: readonly Artifact[];
  readonly metrics: Readonly<Record<string, number>>;
  /** The attempt whose complete result was taken over. */
  readonly adoptedFrom?: string;
  /** Where a delivered file is found. Personal data. */
  readonly url?: string;
  /** What was found that names a person or content. Personal data. */
  readonly details?: JsonObject;
}
export interface SkipStep extends OfAttempt {
  readonly type: 'SkipStep';
  readonly reason: SkipReason;
}
export interface FailStep extends OfAttempt {
  readonly type: 'FailStep';
  readonly code: string;
  /** For people. Personal data. */
  readonly message: string;
  readonly retryable: boolean;
  /** Fraction of the work that was done. */
  readonly progress: number;
  /** The other side asked for at least this wait. */
  readonly retryAfterMs?: number;
}
/** The work cannot go on before something is there (U21). */
export interface WaitStep extends OfAttempt {
  readonly type: 'WaitStep';
  /** Stable code of what is waited for. */
  readonly for: string;
  /** For people. Personal data. */
  readonly message: string;
  readonly progress: number;
  /** The other side asked for at least this wait. */
  readonly retryAfterMs?: number;
}
export interface InterruptStep extends OfAttempt {
  readonly type: 'InterruptStep';
  readonly cause: AssetEventOf<'StepInterrupted'>['data']['cause'];
  readonly by: string;
  readonly progress: number;
}
/** An attempt that was closed meanwhile still had something to say (U16). */
export interface RecordLate extends OfAttempt {
  readonly type: 'RecordLate';
  readonly outcome: LateOutcome;
}

export type StepCommand = StartStep | CheckpointStep | CompleteStep | SkipStep | FailStep | WaitStep | InterruptStep | RecordLate;
export type ControlCommand =
  | AddOutputs
  | PauseRun
  | ResumeRun
  | CancelRun
  | UnstickRun
  | SkipStage
  | SettleDelivery
  | Redeliver
  | RetryFollowUp
  | CorrectTranscript;
export type LifeCommand = ResetAsset | DeleteAsset | RestoreAsset | ExpireAsset | EraseAsset;
/** Everything that can be asked of an asset. */
export type Command = RegisterAsset | ProvideSource | StartRun | ControlCommand | LifeCommand | StepCommand;
export type CommandType = Command['type'];
