export { AssetCommands, ContentionError } from './commands/asset-commands.js';
export type {
  AcceptedOutcome,
  AssetLog,
  CommandMeta,
  CommandOrBuilder,
  CommandOutcome,
  OutcomePreview,
  LoadedAsset,
  RejectedOutcome,
  SatisfiedOutcome,
} from './commands/asset-commands.js';
export { QuarantineCommands } from './quarantine/quarantine-acts.js';
export type { OperatorDecision, ReadableHistory } from './quarantine/quarantine-acts.js';
export { AssetImports } from './imports/asset-imports.js';
export type { CheckedImport, ImportLog, ImportResult } from './imports/asset-imports.js';
export { MAX_COMMITS } from './imports/plan-import.js';
export type { ImportBatch, ImportProblem, ImportRefusal } from './imports/plan-import.js';
export { WorkDispatcher } from './dispatch/work-dispatcher.js';
export { AssetKeeper, KEEPER_SERVICE } from './keeper/asset-keeper.js';
export { PREVIEW_SERVICE, PreviewRequests } from './previews/preview-requests.js';
export type { AssetKeeperParts } from './keeper/asset-keeper.js';
export { StepWorker } from './worker/step-worker.js';
export type { StepWorkerParts } from './worker/parts.js';
export type { WorkerLog } from './worker/worker-log.js';
export type { HandlerLookup, LocalFile, QueuedStep, StepContext, StepHandler, StepOutcome } from './worker/step-handler.js';
export { ATTEMPT_OUTCOMES } from './worker/attempt-end.js';
export type { AttemptOutcome, EndedAttempt, OnAttemptEnd } from './worker/attempt-end.js';
export { AttemptAborted } from './worker/attempt-lease.js';
export type { AbortCause } from './worker/attempt-lease.js';
export { keepRunning } from './service/keep-running.js';
export { WorkerService } from './service/worker-service.js';
export type { Lane } from './service/lane-slots.js';
export type { WorkerServiceParts } from './service/worker-service.js';
