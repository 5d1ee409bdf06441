export { bulkController } from './bulk/bulk.controller.js';
export {
  BULK_ACTIONS,
  REQUESTED_ACTIONS,
  describerOf,
  refusedForAll,
  type BulkAction,
  type BulkBody,
  type CommandForMany,
  type RequestedAction,
} from './bulk/commands-for-many.js';
export { findPlanChanges, PLAN_CHANGES, PLAN_PART_KINDS, type PlanChange, type PlanPart } from './bulk/plan-parts.js';
export { selectItems } from './bulk/bulk-requests.js';
export { AT_ONCE, effectOf, effectOfProblem, type ItemEffect } from './bulk/bulk-work.js';
export { BulkFields, ItemFilters, MAX_BULK_ITEMS, readSelection, selectingBody } from './bulk/bulk.dto.js';
export type { Selection, SelectionFields, SelectionFilters } from './bulk/bulk.dto.js';
export { OutcomeAnswer, commandAnswersOf } from './commands/command-answers.js';
export { accepted, command, done } from './commands/command-operation.js';
export { describeController } from './commands/describe.controller.js';
export { itemCommand, type ItemController } from './commands/item-command.js';
export { TagsField, cleanTags, cleanText } from './commands/tags.js';
export { hasPreferences, patchPreferences } from './commands/patch-preferences.js';
export { DescriptionBody, SEVERAL_LINES, pickChanges, readDescription } from './commands/description.js';
export { PauseBody, PublishBody } from './commands/commands.dto.js';
export { ITEM_LINKS } from './commands/life.controller.js';
export { describeDescription, describeRun, eventsOfType } from './commands/describe-outcome.js';
export { renderPreview, type CommandEffect, type OutcomeDescriber } from './commands/outcome.js';
export { decideOnStoredFiles } from './commands/stored-files.js';
export type { CommandContext, CommandOnItem, CommandSender, OwnedItems } from './commands/owned-items.js';
export type { QueuedTranscription } from './estimates/forecast-rows.js';
export { Forecasts } from './estimates/forecasts.js';
export { nameArchivedFiles, nameOriginal } from './files/archive-names.js';
export { ArtifactAnswer, DOCUMENTS_PATH, RECORDINGS_PATH, SESSIONS_PATH, itemOf } from './files/artifact-item.js';
export { artifactExample, fileAnswers, ifRange, range } from './files/artifacts.operations.js';
export { ARTIFACTS, FREE_BYTES } from './files/artifacts.js';
export { contentDisposition } from './files/content.js';
export { FileAnswers, requireStored } from './files/file-answers.js';
export { escapeMarkdown } from './files/markdown.js';
export { filesOf, requireContent, type ItemFiles } from './files/item-files.js';
export { parseTopics, type Topic } from './files/topics-file.js';
export { MomentParameter, Moments, type Moment } from './history/moment.js';
export { createListAnswer, createPastListAnswer } from './history/past-answers.js';
export { foldUntil, notRegisteredYet } from './history/past-item.js';
export { PastLists, type PastList } from './history/past-list.js';
export type { QuotaWaitItem } from './runs/quota-wait.js';
export { PAST_DOCUMENT_ROWS, PAST_RECORDING_ROWS, type PastRows } from './history/past-rows.js';
export { itemControllers, lastingControllers, playedControllers } from './item-controllers.js';
export { capitalized, idOf, schemaName, type ItemKind } from './item-kind.js';
export {
  DOCUMENTS,
  EVERY_ITEM,
  EVERY_LOADER,
  ITEM_PORTS,
  ItemServices,
  RECORDINGS,
  SESSIONS,
  type ItemEndpoints,
  type ItemPage,
} from './item-services.js';
export { ActionAnswer, ItemAnswer, staleSince } from './read/item-answer.js';
export type { ItemLoader, ItemSnapshot } from './read/item-loader.js';
export type { ItemQueries } from './read/item-queries.js';
export { ItemView, isMoving, type RecordingItem } from './read/item-view.js';
export { MissingCopies } from './read/missing-copies.js';
export { NO_PREVIEWS, PreviewsAnswer, findFirstPage, findWebVersion, renderPreviews } from './read/previews.js';
export { QuarantinePlace, isSameUnreadable, limitActions, unreadableCode, unreadableReason } from './read/limit-actions.js';
export { ItemQuery, ItemsQuery, ListQuery, MAX_PAGE, MISSING_TRANSCRIPT, PageQuery } from './read/list-query.dto.js';
export { answerDirectly, type DirectRead } from './read/direct-reads.js';
export { ItemReader, unlessUnchanged, type TaggedItem } from './read/item-reader.js';
export { diffLiveFields, pickLiveFields, type ItemWithParts, type LiveFields } from './read/live-fields.js';
export { isReadOnly, restrictEvents } from './read/reader-view.js';
export { toRefusalProblem } from './read/refusals.js';
export { pictureUrlOf } from './read/thumbnail.js';
export { combineVerdicts, judgeRunningSteps, type StalledVerdict } from './read/stalled-steps.js';
export { RECORDING_KIND } from './recording-kind.js';
export { FetchRegistrar, type FetchRegistration } from './register/fetch-registrar.js';
export { cleanFileName, cleanMediaType } from './register/file-name.js';
export { cleanTitle, readFields, type Registration } from './register/read-fields.js';
export { SourceRules, readSource, type SourceRegistration } from './register/read-source.js';
export { REGISTRATION_PROBLEMS, RegisterForm } from './register/register-fields.dto.js';
export { RegisterSource } from './register/register-source.dto.js';
export { UploadLimits } from './register/registration-requests.js';
export { tooLargeProblem } from './register/upload-form.js';
export { REGISTRATION_MS, type RunRefusal, type UploadRegistrar } from './register/upload-registrar.js';
export { LibraryConfigs } from './runs/library-configs.js';
export { MetadataConfig, OutputConfigBody, ProcessingConfig, RunOverrides } from './runs/run-overrides.dto.js';
export { RunRequests } from './runs/run-requests.js';
export { RETENTION_CONFIG, RetentionConfigBody } from './retention/retention-config.js';
export { METADATA, OUTPUTS, PROCESSING, SharedConfigBody, readSavedConfig, readSharedConfig } from './runs/saved-config.js';
export { namesOutput, withoutOutput } from './runs/saved-outputs.js';
export { RUN_RULES, type RunRules } from './runs/run-rules.js';
export { SAVED_SETTINGS } from './runs/saved-settings.js';
export { TextsAnswer } from './runs/texts-answer.js';
