import { Type, type Static } from 'typebox';

/** The kinds of assets. Each has its own steps and its own statuses. */
export const PIPELINES = ['recording', 'session', 'document', 'audit-process'] as const;
export type PipelineName = (typeof PIPELINES)[number];

/**
 * The pipelines whose items appear as recordings: with recording statuses, in the lists of recordings and under `/recordings`.
 */
export const RECORDING_PIPELINES: readonly PipelineName[] = ['recording', 'audit-process'];

/** Stage types of a recording (STG-01). */
export const STAGE_TYPES = ['TRIM', 'TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES'] as const;
export type StageType = (typeof STAGE_TYPES)[number];

/** Statuses of a stage (STG-02). */
export const STAGE_STATUSES = ['PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'SKIPPED'] as const;
export type StageStatus = (typeof STAGE_STATUSES)[number];

/** Statuses of a recording (AGG-01). There is no FAILED: failure is a separate flag. */
export const RECORDING_STATUSES = [
  'PENDING_SOURCE',
  'INITIALIZED',
  'SKIPPED',
  'DOWNLOADING',
  'DOWNLOADED',
  'PROCESSING',
  'PROCESSED',
  'UPLOADING',
  'UPLOADED',
  'READY',
  'EXPIRED',
] as const;
export type RecordingStatus = (typeof RECORDING_STATUSES)[number];

/** Statuses of a session (PRG-01). */
export const SESSION_STATUSES = ['pending', 'processing', 'completed', 'failed'] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

/** The main steps of a document, in order (DOC-04). */
export const DOCUMENT_STEPS = [
  'hash_file',
  'create_file_record',
  'check_text',
  'extract_text',
  'extract_metadata_with_gpt',
  'embed_metadata_into_pdf',
  'finalize_document_storage',
  'send_to_all_destinations',
] as const;
export type DocumentStep = (typeof DOCUMENT_STEPS)[number];

/** Statuses of a document step (DOC-03). Only the summary uses `queued`, for uploads that wait (C7). */
export const DOCUMENT_STEP_STATUSES = ['pending', 'in_progress', 'success', 'failure', 'skipped'] as const;
export type DocumentStepStatus = (typeof DOCUMENT_STEP_STATUSES)[number];

/** Statuses of a document (DOC-15, D25). */
export const DOCUMENT_STATUSES = ['pending', 'processing', 'completed', 'failed'] as const;
export type DocumentStatus = (typeof DOCUMENT_STATUSES)[number];

/** Statuses of an output (UPL-01 to UPL-05, D3). */
export const OUTPUT_STATUSES = ['PENDING', 'UPLOADING', 'UPLOADED', 'FAILED', 'SKIPPED'] as const;
export type OutputStatus = (typeof OUTPUT_STATUSES)[number];

/** The reasons for skipping a step, the same for all pipelines. */
export const SKIP_REASONS = [
  'disabled',
  'manual',
  'error',
  'parent_failed',
  'no_engine',
  'no_engine_for_language',
  'no_audio',
  'all_silence',
  'not_applicable',
  'encrypted',
  'signed',
  'no_text',
] as const;
export const SkipReasonSchema = Type.Enum(SKIP_REASONS);
export type SkipReason = Static<typeof SkipReasonSchema>;

/** The kinds of steps. Only `stage` appears in `processing_stages`. */
export const STEP_KINDS = ['source', 'stage', 'delivery', 'followUp', 'document', 'mirror', 'preview'] as const;
export const StepKindSchema = Type.Enum(STEP_KINDS);
export type StepKind = Static<typeof StepKindSchema>;

export const WORKER_SERVICES = ['ingest', 'processing', 'upload'] as const;
export const WorkerServiceSchema = Type.Enum(WORKER_SERVICES);
export type WorkerService = Static<typeof WorkerServiceSchema>;

export const TRANSCRIBE = 'TRANSCRIBE';

export const DOWNLOAD = 'DOWNLOAD';

/** The step that makes the previews of an item. It belongs to no run (ADR 132). */
export const PREVIEW = 'PREVIEW';

/** The step key of a delivery to a configured output: `deliver:<output>`. */
export const deliveryStep = (output: string): string => `deliver:${output}`;

/** Returns the output's name from the step key of a delivery, or undefined for any other step. */
export const outputOf = (step: string): string | undefined =>
  step.startsWith('deliver:') ? step.slice('deliver:'.length).split('/')[0] : undefined;

/** The follow-up that sends a changed title and description. */
export const TEXTS = 'texts';
/** The step key of an action after a delivery: `deliver:<output>/<name>`. */
export const followUpStep = (output: string, name: string): string => `${deliveryStep(output)}/${name}`;

/** Returns the name of a follow-up from its step key, or undefined for any other step. */
export const followUpOf = (step: string): string | undefined => (outputOf(step) === undefined ? undefined : step.split('/')[1]);

/** A step key can be a token of a NATS subject, so dots, blanks and wildcards are not allowed. */
export const STEP_KEY_PATTERN = '^[A-Za-z0-9_:/-]{1,100}$';
export const StepKeySchema = Type.String({ pattern: STEP_KEY_PATTERN });
