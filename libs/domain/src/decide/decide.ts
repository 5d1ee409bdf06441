import { addOutputs } from './add-outputs.js';
import { applyRetention } from './apply-retention.js';
import { isPresent, type AssetState } from '../asset/state.js';
import type { Command, RegisterAsset } from './command.js';
import type { Decision } from './decision.js';
import { changeLanguage } from './change-language.js';
import { correctTranscript } from './correct-transcript.js';
import { cancelRun, pauseRun, resumeRun } from './control.js';
import { completeStep, failStep, recordLate, skipStep, waitStep } from './end-step.js';
import { describeAsset } from './describe-asset.js';
import { endWait } from './end-wait.js';
import { eraseAsset } from './erase.js';
import { deleteAsset, expireAsset, resetAsset, restoreAsset } from './lifecycle.js';
import { provideSource, registerAsset } from './register.js';
import { addConsequences } from './follow-up.js';
import { startRun } from './start-run.js';
import { checkpointStep, interruptStep, startStep } from './running-step.js';
import { publish } from './publish.js';
import { redeliver } from './redeliver.js';
import { replaceAddress, replaceFile } from './replace-source.js';
import { retryFollowUp } from './retry-follow-up.js';
import { bindTemplate, setPreferences, unbindTemplate } from './settings.js';
import { settleDelivery } from './settle-delivery.js';
import { skipStage } from './skip-stage.js';
import { unstickRun } from './unstick.js';

type Deciders = {
  readonly [T in Command['type']]: (state: AssetState, command: Extract<Command, { readonly type: T }>) => Decision;
};

const deciders: Deciders = {
  RegisterAsset: registerAsset,
  ProvideSource: provideSource,
  ReplaceAddress: replaceAddress,
  ReplaceFile: replaceFile,
  StartRun: startRun,
  AddOutputs: addOutputs,
  Publish: publish,
  PauseRun: pauseRun,
  ResumeRun: resumeRun,
  CancelRun: cancelRun,
  UnstickRun: unstickRun,
  EndWait: endWait,
  SkipStage: skipStage,
  SettleDelivery: settleDelivery,
  Redeliver: redeliver,
  RetryFollowUp: retryFollowUp,
  CorrectTranscript: correctTranscript,
  ChangeLanguage: changeLanguage,
  BindTemplate: bindTemplate,
  UnbindTemplate: unbindTemplate,
  SetPreferences: setPreferences,
  DescribeAsset: describeAsset,
  ResetAsset: resetAsset,
  DeleteAsset: deleteAsset,
  RestoreAsset: restoreAsset,
  ExpireAsset: expireAsset,
  EraseAsset: eraseAsset,
  ApplyRetention: applyRetention,
  StartStep: startStep,
  CheckpointStep: checkpointStep,
  CompleteStep: completeStep,
  SkipStep: skipStep,
  FailStep: failStep,
  WaitStep: waitStep,
  InterruptStep: interruptStep,
  RecordLate: recordLate,
};

/** Decides without the consequences. Enough to ask whether a command is allowed, at half the cost. */
export const decideAlone = (state: AssetState, command: Command): Decision =>
  // The table pairs each type with its decider; TypeScript cannot follow the pairing through the union.
  (deciders[command.type] as (state: AssetState, command: Command) => Decision)(state, command);

/**
 * Returns the events that follow from a command in a state. All rules live here (design.md §3). Never throws: expected refusals
 * are values.
 * A repeated command adds no events.
 */
export function decide(state: AssetState, command: Command): Decision {
  const decision = decideAlone(state, command);
  if (!('events' in decision) || decision.advances !== true) return decision;
  const { assetId } = isPresent(state) ? state : (command as RegisterAsset);
  const events = addConsequences(state, decision.events, { assetId, at: command.now });
  const { satisfied } = decision;
  return events.length === 0 && satisfied !== undefined ? { events, satisfied } : { events };
}
