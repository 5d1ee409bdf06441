import { ApiSchema } from '@nestjs/swagger';
import { DOCUMENT_STATUSES, DOCUMENT_STEP_STATUSES, DOCUMENT_STEPS, SKIP_REASONS } from '@throughline/contracts';
import { Field } from '../../kit/http/fields.js';
import {
  anything,
  count,
  flag,
  id,
  integer,
  list,
  number,
  orNull,
  record,
  ref,
  text,
  time,
  words,
} from '../../kit/http/schemas.js';
import { type ItemKind, ItemAnswer, NO_PREVIEWS, RECORDING_KIND } from '../../items/index.js';
import {
  AppliedRuleAnswer,
  DocumentMetadataAnswer,
  DocumentRecordAnswer,
  DocumentStorageAnswer,
  DocumentTextAnswer,
} from './document-facts.js';

export { DOCUMENTS_PATH } from '../../items/index.js';

type Facts = Readonly<Record<string, unknown>>;

@ApiSchema({ name: 'DocumentStep' })
export class DocumentStepAnswer {
  @Field(text('One of the eight main steps, or `queue_` or `upload_to_` and the name of a destination.')) step_name!: string;
  @Field(words(['main', 'uploads'], 'Where the summary counts it.')) group!: string;
  @Field(words(DOCUMENT_STEP_STATUSES, 'The status; a failed step keeps it until it is tried again.')) status!: string;
  @Field(orNull(time('When its newest attempt started.'))) started_at!: string | null;
  @Field(orNull(time('When it was completed, skipped, or failed.'))) completed_at!: string | null;
  @Field(orNull(text('What went wrong, in words, until the next attempt starts.'))) error_message!: string | null;
  @Field(orNull(words(SKIP_REASONS), 'Why it was skipped.')) skip_reason!: string | null;
  @Field(count('The number of the newest attempt; 0 before the first.')) attempt!: number;
  @Field(orNull(time('When it is tried again automatically.'))) retry_at!: string | null;
  @Field(orNull(text('The stable code of what it waits for. Nothing is wrong with it.'))) waiting_for!: string | null;
  @Field(orNull(number(undefined, { minimum: 0, maximum: 1 }), 'The finished fraction of the work, if known.'))
  progress!: number | null;
  @Field(orNull(record(anything('One result.')), 'Its results.')) details!: Facts | null;
  @Field(time('When it last changed.')) updated_at!: string;
}

const counts = (description: string) => record(integer(undefined, { minimum: 1 }), description);

@ApiSchema({ name: 'DocumentSummary' })
class DocumentSummaryAnswer {
  @Field(counts('The eight main steps.')) main!: Readonly<Record<string, number>>;
  @Field(counts('The steps of all destinations; waiting ones are `queued`.')) uploads!: Readonly<Record<string, number>>;
}

@ApiSchema({ name: 'Document' })
export class DocumentAnswer extends ItemAnswer {
  @Field(
    words(
      DOCUMENT_STATUSES,
      '`pending` before the first step, or where it was stopped; `processing` while steps remain; then `completed`, or `failed` if a step has failed.',
    ),
  )
  status!: string;
  @Field(flag('A step has failed and was not tried again since.')) has_errors!: boolean;
  @Field(orNull(text('The name of the first failed step.'))) failed_at_stage!: string | null;
  @Field(ref(DocumentSummaryAnswer, 'The number of steps by status, without zeros.')) summary!: DocumentSummaryAnswer;
  @Field(list(DocumentStepAnswer, 'Every step, in the order of the plan.')) steps!: readonly DocumentStepAnswer[];
  @Field(orNull(DocumentRecordAnswer, 'The file: hash, size, type and pages; null until known.'))
  record!: DocumentRecordAnswer | null;
  @Field(orNull(DocumentTextAnswer, 'The source and amount of its text; null until known.')) text!: DocumentTextAnswer | null;
  @Field(orNull(DocumentMetadataAnswer, 'Title, date, sender and more; null until found, and after erasure.'))
  metadata!: DocumentMetadataAnswer | null;
  @Field(
    flag('The document waits for a person to check its fields: one of `unsure_fields` is not sure, and nobody has accepted it.'),
  )
  unsure!: boolean;
  @Field(list(text(), 'The fields that were found with doubts, or are missing, and that nobody has corrected.'))
  unsure_fields!: readonly string[];
  @Field(orNull(id('The user who accepted the document as reviewed.'))) accepted_by!: string | null;
  @Field(orNull(time('The time of the acceptance.'))) accepted_at!: string | null;
  @Field(orNull(DocumentStorageAnswer, 'The folder and name under which it is filed; null until known, and after erasure.'))
  storage!: DocumentStorageAnswer | null;
  @Field(list(AppliedRuleAnswer, 'The rules of the library that have changed the document, from its history.'))
  rules_applied!: readonly AppliedRuleAnswer[];
}

const at = '2026-02-05T10:00:00.000Z';
export const stepExample = {
  step_name: 'hash_file',
  group: 'main',
  status: 'pending',
  started_at: null,
  completed_at: null,
  error_message: null,
  skip_reason: null,
  attempt: 0,
  retry_at: null,
  waiting_for: null,
  progress: null,
  details: null,
  updated_at: at,
};

const {
  processing_stages: _stages,
  is_mapped: _isMapped,
  ready_to_upload: _isReady,
  is_runtime: _isRuntime,
  origin: _origin,
  thumbnail: _thumbnail,
  no_transcript: _noTranscript,
  ...shared
} = RECORDING_KIND.example;

const example = {
  ...shared,
  previews: NO_PREVIEWS,
  title: 'Invoice',
  file_name: 'scan (2-3).pdf',
  source: {
    ...(shared['source'] as object),
    kind: 'pages',
    media_type: 'application/pdf',
    made_of: {
      documents: [{ id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b10', pages: [{ from: 2, to: 3, rotate: 90 }] }],
      left_out: ['bookmarks'],
    },
  },
  status: 'processing',
  has_errors: false,
  summary: { main: { success: 1, pending: 7 }, uploads: { queued: 2 } },
  steps: [
    {
      ...stepExample,
      status: 'success',
      attempt: 1,
      started_at: at,
      completed_at: at,
      progress: 1,
      details: { size: 1_802_240 },
    },
    ...DOCUMENT_STEPS.slice(1).map((step_name) => ({ ...stepExample, step_name })),
    { ...stepExample, step_name: 'queue_library', group: 'uploads' },
    { ...stepExample, step_name: 'upload_to_library', group: 'uploads' },
  ],
  record: { size: 1_802_240 },
  text: null,
  metadata: null,
  unsure: false,
  unsure_fields: [],
  accepted_by: null,
  accepted_at: null,
  storage: null,
  rules_applied: [],
};

export const DOCUMENT_KIND: ItemKind = {
  noun: 'document',
  tag: 'documents',
  answer: DocumentAnswer,
  statuses: DOCUMENT_STATUSES,
  example,
  stage: 'extract_metadata_with_gpt',
  file: 'original',
};
