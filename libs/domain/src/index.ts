export { documentSettingsOf } from './asset/config/document-settings.js';
export type { DocumentSettings } from './asset/config/document-settings.js';
export { countDocumentPages, isTextByPage, isWritten } from './asset/document-pages.js';
export { correctMetadata } from './kinds/document/correct-metadata.js';
export { leaveOutEarlierFields } from './asset/corrected-fields.js';
export { isUnsure } from './texts/findings.js';
export type { FieldFinding, ShownRule } from './texts/findings.js';
export { documentStatusOf, hasErrors } from './status/document-status.js';
export { documentStepStatus, queueStatus } from './status/document-step-status.js';
export { documentRows } from './status/document-rows.js';
export type { DocumentRow } from './status/document-rows.js';
export { sameFactsOf, tellingFactsOf, type SameFacts } from './kinds/document/same-facts.js';
export {
  MOST_DIFFERING_BITS,
  fingerprintOf,
  likenessOf,
  type ComparableText,
  type TellingFacts,
  type TextFingerprint,
} from './texts/similar/text-fingerprint.js';
export { SIGNATURE_BITS } from './texts/similar/min-hash.js';
export { renderDocumentFields } from './kinds/document/view.js';
export type { DocumentFields, DocumentStepItem } from './kinds/document/view.js';
export { summarizeDocument } from './kinds/document/summary.js';
export type { DocumentSummary } from './kinds/document/summary.js';
export { correctionOf, currentTranscript, latestRawTranscript, hasOldTranscript } from './asset/texts/current-transcript.js';
export { brokenOffFolders, transcribingFolders } from './asset/texts/transcribing.js';
export type { CurrentTranscript, RawTranscript } from './asset/texts/current-transcript.js';
export { contentOf, isContentGone } from './asset/content.js';
export { hasFilesForSuccessors } from './asset/idle-attempts.js';
export { formatPlayTime, topicsDisplayOf, renderTopics } from './asset/texts/topics-text.js';
export { renderYoutubeChapters } from './asset/texts/chapters.js';
export { PLACEHOLDERS, describePatternRule, findPatternProblem, patternForm } from './texts/pattern.js';
export { DEFAULT_DESCRIPTION, makeDeliveredTexts, previewTexts } from './texts/output-texts.js';
export type { OutputTexts, TextSources } from './texts/output-texts.js';
export {
  findOutputPatterns,
  identifyConfig,
  identifyPatterns,
  patternsFor,
  restorePatterns,
} from './asset/texts/sealed-patterns.js';
export { resolveRunRequest } from './decide/resolve-run.js';
export type { RequestedRun, RunBasis, RunLibrary } from './decide/resolve-run.js';
export { hasCurrentTopics, previewRunTexts } from './decide/preview-run-texts.js';
export type { OutputTextsPreview } from './decide/preview-run-texts.js';
export { textFactsOf, type TextFacts } from './texts/text-facts.js';
export {
  LONGEST_TITLE,
  cleanForeignTitle,
  cleanLine,
  isTitleGiven,
  shortenLine,
  titleOf,
  titleOfFile,
  untitled,
} from './texts/title.js';
export { TEXT_NOTES, canChangeTexts, textRulesOf } from './asset/texts/text-rules.js';
export type { TextNote } from './asset/texts/text-rules.js';
export type { ShownTopic, ResolvedTopicsDisplay } from './asset/texts/topics-text.js';
export { isHistoryOnly, onlyCopyOf } from './asset/history-only.js';
export { IN_FOLDER, leftOriginalOf, placeOfOriginal, type LeftOriginal } from './asset/left-original.js';
export { FOLD_VERSION, initialState, isPresent, uploadOf } from './asset/state.js';
export type { AttemptEnd, AttemptRecord, LateOutcome } from './asset/attempt-record.js';
export type { EarlierResult } from './asset/earlier-result.js';
export type {
  AbsentAsset,
  Asset,
  AssetState,
  BaseStatus,
  Cancellation,
  ConfigWithSources,
  Correction,
  Pause,
  Rollback,
  RunState,
  Source,
  StepError,
  StepPhase,
  StepState,
  UploadedSource,
  DependencyWait,
} from './asset/state.js';
export { evolve } from './asset/evolve.js';
export { isImporting } from './asset/imported.js';
export { recordedAt } from './asset/recorded-at.js';
export type { RecordedAt } from './asset/recorded-at.js';
export { FoldFailedError, fold, foldCommit } from './asset/fold.js';
export type { RecordedCommit } from './asset/fold.js';
export { foldPersonal, initialPersonal } from './asset/personal.js';
export { redactSourceUrl } from './asset/redact-address.js';
export type { PersonalData, PersonalStepData } from './asset/personal.js';
export { RETENTION } from './decide/apply-retention.js';
export { decide } from './decide/decide.js';
export { findEffectOnData, findRuleEffect, type RuleEffect, type RuledPersonal } from './decide/apply-document-rule.js';
export { findChangedFields, type CorrectFields } from './decide/correct-fields.js';
export { MAX_TAGS, findChangedTexts } from './decide/describe-asset.js';
export { LONGEST_NOTE, MAX_NOTES, isNoteUnchanged } from './decide/notes.js';
export type { Decision, Rejection } from './decide/decision.js';
export { previewNextRun } from './decide/plan-of-run.js';
export type { PreviewedStep, RunPreview } from './decide/plan-of-run.js';
export type { ActorCommand, AttemptCommand } from './decide/command-context.js';
export type { Command, CommandContext, CommandOf, CommandType, RunRequest } from './decide/command.js';
export { CONVERSION_LANE, previewPlan } from './asset/steps/preview-plan.js';
export { endsWithoutTrimmedFile, hasPreviews, previewFileOf } from './asset/previews/preview-file.js';
export {
  WEB_VERSION_STATES,
  toPreviewResult,
  type PreviewResult,
  type WebVersionState,
} from './asset/previews/preview-result.js';
export { PREVIEW_STATES, arePreviewsOutdated, lacksWebVersion, previewsOf } from './asset/previews/previews-view.js';
export type { Previews, PreviewState } from './asset/previews/previews-view.js';
export { restsSince } from './retention/rest.js';
export { renderRetention } from './retention/retention-view.js';
export type { RetentionItem } from './retention/retention-view.js';
export { deletionTime, dueSince, resolveRetention } from './retention/rule.js';
export type { RetentionLayer, RetentionRule } from './retention/rule.js';
export { nextSteps } from './asset/steps/next-steps.js';
export { shownDetailsOf } from './asset/earlier-results.js';
export type { ShownFile } from './asset/earlier-results.js';
export { currentArtifacts, currentWork, openSteps, shownFiles } from './asset/steps/current-work.js';
export type { StepWork } from './asset/steps/current-work.js';
export { laneOf } from './asset/steps/lane.js';
export { assetTimers, dueCommands } from './decide/due.js';
export type { AssetTimer } from './decide/due.js';
export { hasQueuedAttempt, isRunActive, pauseOf, remainingSteps } from './asset/steps/run.js';
export { heldOutputs, needsReview } from './asset/steps/review.js';
export { timeoutOf } from './asset/steps/timeout.js';
export {
  errorOf,
  findFirstStart,
  hasEnded,
  isFinished,
  mayHaveArrived,
  resultOf,
  scheduledAtOf,
  skipReasonOf,
  stepOf,
} from './asset/steps/steps.js';
export { openAttempts, type OpenAttempt } from './asset/steps/open-attempts.js';
export { findRunningAttempt, isAttemptRunning, judgeLiveness, listRunningAttempts } from './asset/steps/liveness.js';
export type { LeaseReading, Liveness, LivenessReason, LivenessVerdict, RunningAttempt } from './asset/steps/liveness.js';
export { waitOf, waitingSteps } from './asset/steps/waiting.js';
export type { WaitingStep } from './asset/steps/waiting.js';
export { renderMirrorView } from './mirror/mirror-view.js';
export type { MirrorView } from './mirror/mirror-view.js';
export type { MirrorFacts, StalledStep } from './mirror/page-problem.js';
export type { FinalProperties } from './mirror/completion.js';
export { mirrorBehindSince, mirrorHealthOf, mirrorStateOf } from './mirror/health.js';
export type { MirrorHealth, MirrorState } from './mirror/health.js';
export { laneOfType } from './asset/pipeline/deliveries.js';
export { planAuditProcess } from './asset/pipeline/audit-process.js';
export { planDocument } from './asset/pipeline/document.js';
export { migrateLog } from './migration/migrate-log.js';
export { NO_STEP, isTargetName } from './migration/old-names.js';
export { LONGEST_TEXTS, MAX_ROWS } from './migration/check-log.js';
export type { MigratedCommit, Migration, MigrationProblem, OldLog, OldLogRow } from './migration/old-log.js';
export { nounOf, type ItemNoun } from './asset/pipeline/noun.js';
export { planRecording } from './asset/pipeline/recording.js';
export { serviceOf } from './asset/pipeline/service-of-step.js';
export { planSession } from './asset/pipeline/session.js';
export { STAGE_NAMES, stageOf, stages } from './asset/pipeline/stages/registry.js';
export { computeFormula, sessionProgress, sessionRemainingMs, sessionWork } from './status/session-progress.js';
export type { SessionWork } from './status/session-progress.js';
export { sessionStatusOf } from './status/session-status.js';
export { compareOutcome, decodeGoldenCommit, encodeGoldenLog } from './kinds/outcome/golden-log.js';
export type { GoldenLog, OutcomeDifference } from './kinds/outcome/golden-log.js';
export { renderOutcome } from './kinds/outcome/outcome.js';
export type { ItemOutcome } from './kinds/outcome/outcome.js';
export { renderAssetStatus, renderCommitStatuses } from './status/asset-status.js';
export type { AssetStatus } from './status/asset-status.js';
export type { SessionQueue } from './kinds/session/queue.js';
export { SESSION_MESSAGES, renderSession } from './kinds/session/view.js';
export { renderNotes, type NoteItem } from './kinds/session/notes.js';
export type { SessionContext, SessionItem } from './kinds/session/view.js';
export { isRetriable } from './kinds/session/actions.js';
export type { SessionAction } from './kinds/session/actions.js';
export { defaultRunConfig } from './asset/config/defaults.js';
export { describeEnginesFor } from './asset/config/engine-for.js';
export { valueAt } from './asset/config/paths.js';
export { resolveRunConfig } from './asset/config/layers.js';
export type { ResolvedConfig } from './asset/config/layers.js';
export { listOutputs } from './asset/config/library.js';
export type { LibraryConfig, ServerConfig, TemplateConfig } from './asset/config/library.js';
export { resolveNextRunConfig } from './asset/config/next-run.js';
export type { NextRunConfig, UnusableConfig } from './asset/config/next-run.js';
export { findUnusable } from './decide/start-run.js';
export { renderStatus, statusOf } from './status/render-status.js';
export { statusRules } from './status/rules.js';
export type { StatusRule } from './status/rules.js';
export { statusFacts } from './status/facts.js';
export type { StatusFacts } from './status/facts.js';
export { failureOf, isFailed } from './status/failure.js';
export type { Failure } from './status/failure.js';
export { isReadyToUpload } from './status/ready-to-upload.js';
export { ACTIONS, allowedActions } from './kinds/allowed-actions.js';
export type { ActionName, AllowedAction } from './kinds/allowed-actions.js';
export { checkTranscription, checkUpload } from './decide/upload-check.js';
export { renderChangingFields, renderRecording, renderLogFields } from './kinds/views/recording.js';
export type { RecordingItem, RenderContext, LogFields } from './kinds/views/recording.js';
export type { ActionItem, ControlFields, LifeFields } from './kinds/views/control.js';
export { ITEM_LABELS, type ItemLabel } from './kinds/views/label.js';
export { ATTENTION_STATES, LIST_STATES, listStateOf, type ListState } from './kinds/views/list-state.js';
export type { ItemState } from './kinds/views/item-state.js';
export { renderComparable, type ComparableFields } from './kinds/views/comparable.js';
export { renderListItem, type ListFields } from './kinds/views/list-item.js';
export { NO_TRANSCRIPT_REASONS, type NoTranscriptItem } from './kinds/views/no-transcript.js';
export type { WaitingItem } from './kinds/views/waiting.js';
export { LEFT_OUT, SOURCE_FILES } from './kinds/views/source.js';
export type { SourceFile } from './kinds/views/source.js';
export { renderStage, retryAtOf, stageStatus } from './kinds/views/stage.js';
export type { StepViewContext, StageItem } from './kinds/views/stage.js';
export { followUpTarget } from './decide/retry-follow-up.js';
export { failedDeliveries, failedFollowUps, outputStatus, renderOutput, uploadSummaryOf } from './kinds/views/output.js';
export type { FollowUpItem, FollowUpSummary, OutputItem, UploadItem, UploadSummary } from './kinds/views/output.js';
export { ETA_REASONS, NOTHING_TO_WAIT_FOR } from './status/eta/facts.js';
export type { Eta, EtaReason, Forecast, ForecastFacts, LaneCapacity, QueuePosition } from './status/eta/facts.js';
export { FEWEST_SAMPLES, expectDuration } from './status/eta/history.js';
export type { DurationSample, Expectation } from './status/eta/history.js';
export { forecastRun } from './status/eta/forecast.js';
export type { RunForecast } from './status/eta/forecast.js';
export { knownSecondsOf, mediaSecondsOf } from './asset/steps/media.js';
export { needsAdmission, quotaNeedOf, type QuotaNeed } from './asset/steps/quota-need.js';
export { recordingProgress, stepProgress } from './status/progress.js';
export type { LiveProgress, LeaseProgress } from './status/progress.js';
export { auditLine } from './explain/audit/audit-line.js';
export type { AuditLine } from './explain/audit/audit-line.js';
export { isMilestone } from './explain/audit/milestones.js';
export { explainStateAlone, explainStatus } from './explain/explain-status.js';
export type { Explanation, FailureExplanation, StatusExplanation } from './explain/explain-status.js';
export type { ExplainedFact, RuleExplanation, ExplainedRule } from './explain/rule-trace.js';
export type { HistoryEvent, EventSummary } from './explain/summarize-event.js';
export { RETENTION_CODES, explainRetention } from './explain/explain-retention.js';
export type { RetentionExplanation } from './explain/explain-retention.js';
export { explainSettings } from './explain/explain-settings.js';
export type { SettingExplanation } from './explain/explain-settings.js';
export { explainRun } from './explain/explain-run.js';
export type { RunExplanation } from './explain/explain-run.js';
export { STEP_SITUATIONS, describeUnconfirmedAttempt, explainSteps } from './explain/explain-steps.js';
export type { ExplainedStep, StepExplanation, StepSituation } from './explain/explain-steps.js';
export {
  LONGEST_EXPRESSION,
  LONGEST_ZONE,
  MAX_HOURS,
  SCHEDULE_KINDS,
  TIME_PATTERN,
  WEEKDAYS,
} from './automation/schedule/schedule.js';
export type { Schedule, ScheduleKind, Weekday } from './automation/schedule/schedule.js';
export { findDue, findNext } from './automation/schedule/due.js';
export type { DueOccurrence, ScheduleProgress } from './automation/schedule/due.js';
export { findScheduleProblems } from './automation/schedule/validate.js';
export type { ScheduleProblem } from './automation/schedule/validate.js';
export { applyDocumentRules, fieldsOfRule, findSender, senderKey } from './automation/rules/document-rules.js';
export { FEWEST_DOCUMENTS, suggestRules } from './automation/rules/suggest-rules.js';
export type { CorrectedDocument, EvidenceDocument, RuleSuggestion } from './automation/rules/suggest-rules.js';
export { METADATA_STEP, rulesIn, tagsWithoutRules } from './asset/document-rules.js';
export { MISSES, hasConditions, titleParts } from './automation/matching/matching-rules.js';
export type { MatchedItem, MatchingRules, Miss } from './automation/matching/matching-rules.js';
export { matchTemplate, sourcesOfTemplates } from './automation/matching/match-template.js';
export type { MatchableTemplate, TemplateMatch, TemplateMiss } from './automation/matching/match-template.js';
