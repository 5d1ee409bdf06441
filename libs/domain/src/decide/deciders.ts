import { addOutputs } from './add-outputs.js';
import { applyDocumentRule } from './apply-document-rule.js';
import { applyRetention } from './apply-retention.js';
import { bindOriginal } from './bind-original.js';
import { checkNow } from './check-now.js';
import { changeLanguage } from './change-language.js';
import { acceptDocument, correctFields, reopenDocument } from './correct-fields.js';
import { correctTranscript } from './correct-transcript.js';
import { cancelRun, pauseRun, resumeRun } from './control.js';
import { completeElsewhere, deliverElsewhere, failElsewhere, skipElsewhere } from './elsewhere.js';
import { completeStep, failStep, recordLate, skipStep, waitStep } from './end-step.js';
import { describeAsset } from './describe-asset.js';
import { removeNote, saveNote } from './notes.js';
import { endImport } from './end-import.js';
import { endWait } from './end-wait.js';
import { eraseAsset } from './erase.js';
import { deleteAsset, expireAsset, resetAsset, restoreAsset } from './lifecycle.js';
import { provideSource, registerAsset } from './register.js';
import { startRun } from './start-run.js';
import { checkpointStep, interruptStep, startStep } from './running-step.js';
import { publish } from './publish.js';
import { requestPreviews } from './request-previews.js';
import { redeliver } from './redeliver.js';
import { replaceAddress, replaceFile } from './replace-source.js';
import { retryFollowUp } from './retry-follow-up.js';
import { bindTemplate, setPreferences, unbindTemplate } from './settings.js';
import { settleDelivery } from './settle-delivery.js';
import { skipStage } from './skip-stage.js';
import { transferAsset } from './transfer.js';
import { updateTexts } from './update-texts.js';
import { unstickRun } from './unstick.js';

/** The table of all commands and their rules. */
export const deciders = {
  RegisterAsset: registerAsset,
  ProvideSource: provideSource,
  ReplaceAddress: replaceAddress,
  ReplaceFile: replaceFile,
  BindOriginal: bindOriginal,
  StartRun: startRun,
  AddOutputs: addOutputs,
  Publish: publish,
  PauseRun: pauseRun,
  ResumeRun: resumeRun,
  CancelRun: cancelRun,
  UnstickRun: unstickRun,
  CheckNow: checkNow,
  EndWait: endWait,
  EndImport: endImport,
  SkipStage: skipStage,
  SettleDelivery: settleDelivery,
  Redeliver: redeliver,
  UpdateTexts: updateTexts,
  RetryFollowUp: retryFollowUp,
  CorrectTranscript: correctTranscript,
  CorrectFields: correctFields,
  AcceptDocument: acceptDocument,
  ReopenDocument: reopenDocument,
  ApplyDocumentRule: applyDocumentRule,
  SaveNote: saveNote,
  RemoveNote: removeNote,
  ChangeLanguage: changeLanguage,
  BindTemplate: bindTemplate,
  UnbindTemplate: unbindTemplate,
  SetPreferences: setPreferences,
  DescribeAsset: describeAsset,
  TransferAsset: transferAsset,
  RequestPreviews: requestPreviews,
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
  CompleteElsewhere: completeElsewhere,
  DeliverElsewhere: deliverElsewhere,
  SkipElsewhere: skipElsewhere,
  FailElsewhere: failElsewhere,
};

export type Deciders = typeof deciders;
