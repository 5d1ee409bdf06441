import type { AssetEventOf, Artifact, JsonObject, RunConfig, SkipReason } from '@throughline/contracts';
import type { LateOutcome, Source } from '../asset/state.js';

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
  readonly title: string;
  readonly fileName?: string;
  readonly language: string;
  readonly isMapped: boolean;
  /** Left out while bytes are still to come. */
  readonly source?: Source;
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

export type StepCommand = StartStep | CheckpointStep | CompleteStep | SkipStep | FailStep | InterruptStep | RecordLate;
/** Everything that can be asked of an asset. */
export type Command = RegisterAsset | ProvideSource | StartRun | StepCommand;
export type CommandType = Command['type'];
