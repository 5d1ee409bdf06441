import type { AssetEventOf, Artifact, JsonObject, OutputConfig, SkipReason, StoredSettings } from '@throughline/contracts';
import type { Correction, LateOutcome } from '../asset/state.js';
import type { RetentionRule } from '../retention/rule.js';
import type { ActorCommand, CommandContext, RunRequest } from './command-context.js';
import type { ProvideSource, RegisterAsset, ReplaceAddress, ReplaceFile } from './source-commands.js';

export type { ActorCommand, CommandContext, RunRequest } from './command-context.js';
export type { ProvideSource, RegisterAsset, ReplaceAddress, ReplaceFile } from './source-commands.js';

export interface AttemptCommand extends CommandContext {
  readonly step: string;
  readonly attemptId: string;
}

export interface StartRun extends CommandContext, RunRequest {
  readonly type: 'StartRun';
  readonly by: string;
}
/** Adds outputs to a run that has already started (DOC-07). */
export interface AddOutputs extends ActorCommand {
  readonly type: 'AddOutputs';
  readonly outputs: readonly OutputConfig[];
}
/** Releases outputs that wait for a review. */
export interface Publish extends ActorCommand {
  readonly type: 'Publish';
  /** The names of outputs. Absent: every output of the run. */
  readonly outputs?: readonly string[];
}
export interface PauseRun extends ActorCommand {
  readonly type: 'PauseRun';
  /** Personal data. */
  readonly reason?: string;
  readonly until?: string;
}
/** Ends a pause whose end has come. People resume with `/run`. */
export interface ResumeRun extends ActorCommand {
  readonly type: 'ResumeRun';
}
export interface CancelRun extends ActorCommand {
  readonly type: 'CancelRun';
  /** Personal data. */
  readonly reason?: string;
}
export interface ResetAsset extends ActorCommand {
  readonly type: 'ResetAsset';
}
export interface DeleteAsset extends ActorCommand {
  readonly type: 'DeleteAsset';
  readonly expiresAt: string;
}
/** Destroys all content and personal data, whatever the item's state. */
export interface EraseAsset extends ActorCommand {
  readonly type: 'EraseAsset';
}
export interface RestoreAsset extends ActorCommand {
  readonly type: 'RestoreAsset';
}
/** Reports that the retention date of a deleted item has passed. */
export interface ExpireAsset extends CommandContext {
  readonly type: 'ExpireAsset';
}
/** Deletes an item whose days of retention have passed. `rule` comes from the present settings of its library. */
export interface ApplyRetention extends CommandContext {
  readonly type: 'ApplyRetention';
  readonly rule: RetentionRule;
}
/** Ends the present attempts, even if their workers are dead, suspended or disconnected (U7). */
export interface UnstickRun extends ActorCommand {
  readonly type: 'UnstickRun';
  readonly then: 'retry' | 'fail';
  /** Only this step. Absent: every step that is queued or running. */
  readonly step?: string;
  /** Progress by step that workers have reported since the last event. */
  readonly progress?: Readonly<Record<string, number>>;
}
/** Ends a wait early, because what the step waited for may be available now. */
export interface EndWait extends ActorCommand {
  readonly type: 'EndWait';
  readonly step: string;
  /** The code of the wait. A step that waits for something else stays as it is. */
  readonly for: string;
}
export interface SkipStage extends ActorCommand {
  readonly type: 'SkipStage';
  readonly step: string;
}
/** Records a person's answer whether an unconfirmed delivery has arrived. */
export interface SettleDelivery extends ActorCommand {
  readonly type: 'SettleDelivery';
  readonly step: string;
  readonly delivered: boolean;
}
export interface Redeliver extends ActorCommand {
  readonly type: 'Redeliver';
  readonly step: string;
}
export interface RetryFollowUp extends ActorCommand {
  readonly type: 'RetryFollowUp';
  readonly step: string;
}
/** Records a correction of the transcript, whose files are already stored. */
export interface CorrectTranscript
  extends ActorCommand, Pick<Correction, 'correctionId' | 'version' | 'segments' | 'corrected' | 'artifacts'> {
  readonly type: 'CorrectTranscript';
  /** The version that the person edited. If it is no longer current, the command is refused, so that no correction is lost. */
  readonly basis: string;
}
export interface ChangeLanguage extends ActorCommand {
  readonly type: 'ChangeLanguage';
  /** `auto` or BCP 47. */
  readonly language: string;
  /** Transcribes again at once if the change calls for it. */
  readonly run?: RunRequest;
}
/** Binds a template permanently. Runs that start later use it (CFG-12, CFG-13). */
export interface BindTemplate extends ActorCommand {
  readonly type: 'BindTemplate';
  readonly template: number;
  /** Removes the item's preferences too, so that the template's values take effect. */
  readonly resetPreferences?: boolean;
}
export interface UnbindTemplate extends ActorCommand {
  readonly type: 'UnbindTemplate';
  /** Only this template is unbound; default: any. */
  readonly template?: number;
}
export interface SetPreferences extends ActorCommand {
  readonly type: 'SetPreferences';
  /** Replace all earlier preferences. Patterns are texts, and personal data. */
  readonly preferences: StoredSettings;
}
/** Changes texts of the item, and the language of a recording at the same time. Texts are personal data. */
export interface DescribeAsset extends ActorCommand {
  readonly type: 'DescribeAsset';
  /** The fields that the person changes. Equal texts add nothing, but only the sender can compare them. */
  readonly fields: AssetEventOf<'AssetDescribed'>['data']['fields'];
  /** The new texts; a field without a text is removed. */
  readonly texts: NonNullable<AssetEventOf<'AssetDescribed'>['personal']>;
  readonly language?: Omit<ChangeLanguage, 'type'>;
}
export interface StartStep extends AttemptCommand {
  readonly type: 'StartStep';
  readonly worker: string;
}
export interface CheckpointStep extends AttemptCommand {
  readonly type: 'CheckpointStep';
  readonly data: JsonObject;
}
export interface CompleteStep extends AttemptCommand {
  readonly type: 'CompleteStep';
  readonly result: JsonObject;
  readonly artifacts: readonly Artifact[];
  readonly metrics: Readonly<Record<string, number>>;
  readonly adoptedFrom?: string;
  /** The address of the delivered file. Personal data. */
  readonly url?: string;
  /** Results that may identify a person or reveal content. Personal data. */
  readonly details?: JsonObject;
}
export interface SkipStep extends AttemptCommand {
  readonly type: 'SkipStep';
  readonly reason: SkipReason;
}
export interface FailStep extends AttemptCommand {
  readonly type: 'FailStep';
  readonly code: string;
  /** For people. Personal data. */
  readonly message: string;
  readonly retryable: boolean;
  readonly progress: number;
  /** The minimum wait that the other side asked for. */
  readonly retryAfterMs?: number;
}
/** Reports a missing dependency without which the work cannot go on (U21). */
export interface WaitStep extends AttemptCommand {
  readonly type: 'WaitStep';
  readonly for: string;
  /** For people. Personal data. */
  readonly message: string;
  readonly progress: number;
  /** The minimum wait that the other side asked for. */
  readonly retryAfterMs?: number;
  /** The maximum wait, for something that is expected to come by itself soon. */
  readonly checkWithinMs?: number;
  /** The time at which it comes, if that is known. It replaces the waits of the plan. */
  readonly until?: string;
}
export interface InterruptStep extends AttemptCommand {
  readonly type: 'InterruptStep';
  readonly cause: AssetEventOf<'StepInterrupted'>['data']['cause'];
  readonly by: string;
  readonly progress: number;
}
/** Records the outcome of an attempt that was closed before it reported (U16). */
export interface RecordLate extends AttemptCommand {
  readonly type: 'RecordLate';
  readonly outcome: LateOutcome;
}

export type StepCommand = StartStep | CheckpointStep | CompleteStep | SkipStep | FailStep | WaitStep | InterruptStep | RecordLate;
export type ControlCommand =
  | AddOutputs
  | Publish
  | PauseRun
  | ResumeRun
  | CancelRun
  | UnstickRun
  | EndWait
  | SkipStage
  | SettleDelivery
  | Redeliver
  | RetryFollowUp
  | CorrectTranscript
  | ChangeLanguage
  | BindTemplate
  | UnbindTemplate
  | SetPreferences
  | DescribeAsset;
export type LifeCommand =
  ResetAsset | ReplaceAddress | ReplaceFile | DeleteAsset | RestoreAsset | ExpireAsset | EraseAsset | ApplyRetention;
export type Command = RegisterAsset | ProvideSource | StartRun | ControlCommand | LifeCommand | StepCommand;
export type CommandType = Command['type'];
