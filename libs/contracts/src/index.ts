export { toDecodablePath } from './addresses/decodable-path.js';
export { parseUrl } from './addresses/parse-url.js';
export { isObject } from './json/json.js';
export type { Json, JsonObject } from './json/json.js';
export {
  assetIdForKey,
  assetIdOf,
  attemptIdFor,
  commitIdFor,
  importedCommitIdFor,
  importedFileUploadIdFor,
  correctionIdFor,
  noteIdFor,
  isUuid,
  migratedAssetIdOf,
  migratedRunIdOf,
  newAssetId,
  newId,
  patternIdOf,
  ruleSuggestionIdFor,
} from './ids/ids.js';
export {
  DOCUMENT_STATUSES,
  DOCUMENT_STEPS,
  DOCUMENT_STEP_STATUSES,
  DOWNLOAD,
  PREVIEW,
  OUTPUT_STATUSES,
  PIPELINES,
  RECORDING_PIPELINES,
  RECORDING_STATUSES,
  SESSION_STATUSES,
  SKIP_REASONS,
  STAGE_STATUSES,
  STAGE_TYPES,
  STEP_KEY_PATTERN,
  STEP_KINDS,
  TRANSCRIBE,
  WORKER_SERVICES,
  deliveryStep,
  TEXTS,
  followUpStep,
  followUpOf,
  outputOf,
} from './steps/vocabulary.js';
export { LANES, type LaneOf } from './steps/lanes.js';
export { QUEUE } from './steps/waits.js';
export type {
  DocumentStatus,
  DocumentStep,
  DocumentStepStatus,
  OutputStatus,
  PipelineName,
  RecordingStatus,
  SessionStatus,
  SkipReason,
  StageStatus,
  StageType,
  StepKind,
  WorkerService,
} from './steps/vocabulary.js';
export {
  EARLIER_CORRECTION_ROLE,
  TRANSCRIPT_ROLE,
  attemptPrefix,
  correctionPrefix,
  resultKey,
  textVersionOf,
  uploadPrefix,
} from './artifacts/artifact.js';
export type { Artifact } from './artifacts/artifact.js';
export { readSoFarTime, soFarFileName } from './artifacts/so-far.js';
export { readTopicsFile } from './artifacts/topics-file.js';
export { KeyedQueue, SerialQueue } from './queue/keyed-queue.js';
export { computeBackoff } from './retry/backoff.js';
export type { Backoff } from './retry/backoff.js';
export { pause, retry } from './retry/retry.js';
export type { RetryOptions } from './retry/retry.js';
export { describeSchemaError } from './describe-schema-error.js';
export { OCR_LANGUAGE_PATTERN, OUTPUT_NAME_PATTERN, RUN_LIMITS, TERM_PATTERN, withItems } from './runs/limits.js';
export { OutputConfigSchema, RunConfigSchema, isRunConfig, findRunConfigProblems } from './runs/config.js';
export type { ConfigProblem, OutputConfig, RunConfig } from './runs/config.js';
export { RETENTION_DAYS, StoredSettingsSchema } from './runs/stored-settings.js';
export type { RetentionConfig, SharedSettings, StoredSettings } from './runs/stored-settings.js';
export { AppliedRuleSchema, DocumentRuleSchema, type AppliedRule, type DocumentRule } from './runs/document-rules.js';
export { VocabularySchema, type Vocabulary } from './runs/vocabulary.js';
export { MetadataPatternsSchema, PATTERNS, PATTERN_LIMITS } from './runs/metadata.js';
export type { MetadataPatterns, MetadataSettings, OutputPatterns, PatternName } from './runs/metadata.js';
export type { DocumentConfig } from './runs/document.js';
export type { TopicsDisplay } from './runs/topics-display.js';
export { requestRulesOf } from './runs/setting.js';
export { PlanSchema, PlanStepSchema } from './runs/plan.js';
export { LONGEST_WAIT_MS, SOFT_LIMIT_MS } from './runs/time-limits.js';
export type { Plan, PlanStep, RetryPolicy, StepLimits } from './runs/plan.js';
export { FaultSchema, SIMULATED, ScriptSchema, SimulationSchema } from './simulation/script.js';
export type { Fault, Script, Simulation } from './simulation/script.js';
export { SimulatedSourceSchema } from './simulation/source.js';
export type { SimulatedSource } from './simulation/source.js';
export { LONGEST_ADDRESS } from './asset/event-definition.js';
export { LONGEST_REASON, SOURCE_KIND_PATTERN, assetEvents } from './asset/events.js';
export { DESCRIBED_TEXTS, DOCUMENT_FIELDS, IMPORTED_NAME, LAST_SECOND, type DocumentFieldName } from './asset/item-events.js';
export type { EventDefinition } from './asset/event-definition.js';
export type { PageRange, PagesOrigin, PagesSource } from './asset/source.js';
export {
  countPages,
  expandPages,
  findRangeProblem,
  formatPages,
  formatRanges,
  joinRanges,
  PAGE_LIMITS,
  TURNS,
  type Turn,
  type TurnedPage,
} from './asset/page-ranges.js';
export type { AssetEvent, AssetEventOf, AssetEventType } from './asset/events.js';
export { COMMIT_VERSION, GATHER_MS, MAX_COMMIT_BYTES, READER_VERSION, causesNothing, isImported } from './commit/commit.js';
export type { Actor, Commit, CommitOrigin } from './commit/commit.js';
export { StoredCommitSchema, commitCodec, createCommitCodec, isCommitId } from './commit/codec.js';
export type { CommitCodec, OldEvent, PlainEvent, Upcasts } from './commit/codec.js';
export { originRefOf, readCloudEvent, toCloudEvents } from './commit/cloud-event.js';
export type { CloudEvent, ReadCloudEvent } from './commit/cloud-event.js';
export {
  EXTERNAL_ID_PATTERN,
  EXTERNAL_PREFIX,
  EXTERNAL_TYPES,
  EnvelopeSchema,
  MAX_EXTERNAL_EVENT_BYTES,
  externalEvents,
  sampleExternalEvent,
} from './external/external-event.js';
export type { ExternalData, ExternalType } from './external/external-event.js';
export { idOfExternalEvent, readExternalEvent } from './external/read-external-event.js';
export type { ExternalEvent, ExternalEventProblem, ReadExternalEvent } from './external/read-external-event.js';
export { filesNamedBy, isKeyOfAsset } from './commit/artifact-keys.js';
export type { NamedFile } from './commit/artifact-keys.js';
export { readImportedCommits } from './commit/imported-commits.js';
export type { EventFault, ImportedCommit, ReadCommits } from './commit/imported-commits.js';
export { DATA_KEY_BYTES, newDataKey, open, seal } from './sealing/sealing.js';
export {
  CHECK_DISK_WITHIN_MS,
  NewerSchemaError,
  PermanentError,
  RetryableError,
  UndecodableError,
  WaitingError,
  codeOf,
  kindOf,
} from './errors/errors.js';
export type { Progress, Lease } from './lease/lease.js';
export { LeaseSchema, ProgressSchema } from './lease/lease.js';
export { TimerSchema } from './timer/timer.js';
export type { Timer } from './timer/timer.js';
export { ABORT_WITHIN_MS } from './work/abort.js';
export { WorkMessageSchema } from './work/work-message.js';
export type { WorkMessage } from './work/work-message.js';
export { EngineNoteSchema, ModelNoteSchema, PresenceSchema, ToolNoteSchema } from './presence/presence.js';
export type { EngineNote, ModelNote, Presence, ToolNote } from './presence/presence.js';
export {
  channelCheckCodec,
  channelCheckReportCodec,
  credentialTestCodec,
  credentialTestReportCodec,
  outputTestCodec,
  outputTestReportCodec,
  outputTypesReplyCodec,
  outputTypesRequestCodec,
  sourceListReplyCodec,
  sourceListRequestCodec,
  sourceRetireReplyCodec,
  sourceRetireRequestCodec,
  sourceTakeReplyCodec,
  sourceLocateReplyCodec,
  sourceLocateRequestCodec,
  sourceTakeRequestCodec,
  sourceTestCodec,
  sourceTestReportCodec,
  sourceTypesReplyCodec,
  sourceTypesRequestCodec,
  channelNoteCodec,
  engineReplyCodec,
  pictureReplyCodec,
  pictureRequestCodec,
  engineRequestCodec,
  leaseCodec,
  mirrorRecordCodec,
  presenceCodec,
  quotaReplyCodec,
  quotaRequestCodec,
  resendCodec,
  searchForgetCodec,
  searchForgottenCodec,
  searchRefillCodec,
  searchRefillingCodec,
  timerCodec,
  workCodec,
} from './messages/codec.js';
export { NOTION_PAGE, OriginSchema, parseNotionPageId } from './mirror/origin.js';
export type { Origin } from './mirror/origin.js';
export {
  ACTION_TYPES,
  CHANNEL_LENGTHS,
  ChannelNoteSchema,
  DEFAULT_FIELD_MAP,
  MIRROR_FIELDS,
  PROPERTY_TYPES,
} from './mirror/channel-note.js';
export type { ActionType, ChannelNote, FieldMap, MirrorField, PropertyType } from './mirror/channel-note.js';
export { MIRROR_STATUSES, MirrorRecordSchema, ResendRequestSchema } from './mirror/mirror-record.js';
export type { MirrorRecord, MirrorStatus, MirrorTrouble, ResendRequest } from './mirror/mirror-record.js';
export { ChannelCheckReportSchema, ChannelCheckSchema } from './mirror/channel-check.js';
export type { ChannelCheck, ChannelCheckReport, CheckItem } from './mirror/channel-check.js';
export { QUOTAS, quotaOfStep, quotaOfWait, quotaWaitCode } from './quotas/quota.js';
export type { QuotaName, QuotaReply, QuotaRequest } from './quotas/quota.js';
export type { SearchForget, SearchForgotten, SearchRefill, SearchRefilling } from './search/search-requests.js';
export { pictureFolderOf, pictureKey, type PictureReply, type PictureRequest } from './pictures/picture-request.js';
export { ENGINE_REFUSALS } from './engines/engine-request.js';
export type { EngineRefusal, EngineReply, EngineRequest, EngineTrial } from './engines/engine-request.js';
export type { CredentialTest, CredentialTestReport } from './credentials/credential-test.js';
export type { OutputTest, OutputTestReport } from './outputs/output-test.js';
export { OUTPUT_LIMITS, OUTPUT_TYPE_PATTERN, SETTING_KINDS, SETTING_PATTERN } from './outputs/output-type.js';
export type { OutputSetting, OutputType, OutputTypesReply, SettingKind, SettingOption } from './outputs/output-type.js';
export { FILE_NOT_REACHED, SOURCE_LIMITS } from './sources/source-requests.js';
export type {
  IgnoredEntry,
  SourceConfig,
  SourceEntry,
  SourceError,
  SourceItem,
  SourceListReply,
  SourceListRequest,
  SourcePage,
  SourceRetireReply,
  SourceRetireRequest,
  SourceRetired,
  LocatedFile,
  SourceLocateReply,
  SourceLocateRequest,
  SourceTakeReply,
  SourceTakeRequest,
  SourceTaken,
  SourceTest,
  SourceTestReport,
  SourceTypesReply,
} from './sources/source-requests.js';
export { DAY_FORMATS, parseDay } from './dates/day.js';
export { isInstant } from './dates/instant.js';
export type { MessageCodec } from './messages/codec.js';
export { inboxPrefix, inboxPrefixOf } from './subjects/inboxes.js';
export {
  DEFAULT_PARTITIONS,
  CHANNEL_CHECK_SUBJECT,
  CREDENTIAL_TEST_SUBJECT,
  OUTPUT_TEST_SUBJECT,
  OUTPUT_TYPES_SUBJECT,
  SOURCE_SUBJECTS,
  CREDENTIAL_STORE,
  SOURCE_CREDENTIAL_STORE,
  ENGINE_SUBJECT,
  PICTURE_SUBJECT,
  KEY_STORE,
  MIRROR_STORE,
  NOTE_STORE,
  PARTITION_HASH,
  QUOTA_SUBJECT,
  SEARCH_FORGET_SUBJECT,
  SEARCH_REFILL_SUBJECT,
  STREAMS,
  SUBJECTS,
  assetOfEventSubject,
  deadLetterSubject,
  eventSubject,
  isLeaseProbe,
  laneFilter,
  leaseProbeSubject,
  leaseSubject,
  parseWorkSubject,
  partitionFilter,
  partitionOf,
  pokeSubject,
  SENDER_NAME_PATTERN,
  UNREADABLE_EVENT,
  answerFilter,
  answerSubject,
  inboxSubject,
  parseInboxSubject,
  presenceSubject,
  timerFilter,
  timerSubject,
  workSubject,
} from './subjects/subjects.js';
export type { SenderAddress, WorkAddress } from './subjects/subjects.js';
export { asyncApiDocument } from './asyncapi/document.js';
