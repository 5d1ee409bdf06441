import { DOCUMENT_STATUSES, DOCUMENT_STEP_STATUSES, SKIP_REASONS } from '@throughline/contracts';
import { Type } from 'typebox';
import { BULK_PAUSE_OUTCOMES, BULK_RUN_OUTCOMES } from '../../bulk/bulk-result.js';
import { Outcome, bulkAnswer, dryRunOf, previewSchema } from './command-answers.js';
import { about, count, flag, orNull, text, time, words } from './field.js';
import { recording } from './recording-schema.js';

const Facts = Type.Record(Type.String(), Type.Unknown());
const Step = Type.Object({
  step_name: text('One of the eight main steps, `queue_` or `upload_to_` and the name of a destination.'),
  group: words(['main', 'uploads'], 'What the summary counts it under.'),
  status: words(DOCUMENT_STEP_STATUSES, 'What has failed says so until it is tried again.'),
  started_at: orNull(time('When its newest attempt began.')),
  completed_at: orNull(time('When it was done, left out, or failed.')),
  error_message: orNull(text('What went wrong, in words, until the next attempt starts.')),
  skip_reason: orNull(words(SKIP_REASONS), 'Why it was left out.'),
  attempt: count('Number of the newest attempt; 0 before the first.'),
  retry_at: orNull(time('When it is tried again by itself.')),
  waiting_for: orNull(text('Stable code of what it waits for; nothing is wrong with it.')),
  progress: orNull(Type.Number({ minimum: 0, maximum: 1 }), 'Work done, where that is known.'),
  details: orNull(Facts, 'What it has found out.'),
  updated_at: time('When it changed last.'),
});
const Counts = Type.Record(Type.String(), Type.Integer({ minimum: 1 }));

const { processing_stages: _, is_mapped: _m, ready_to_upload: _r, is_runtime: _i, origin: _o, ...shared } = recording;

const document = {
  ...shared,
  status: words(
    DOCUMENT_STATUSES,
    '`pending` until something has begun, or where it was stopped; `processing` while steps remain; then `completed`, or `failed` where a step has.',
  ),
  has_errors: flag('A step has failed and has not been tried again since.'),
  failed: flag('The status is `failed`.'),
  failed_at_stage: orNull(text('Name of the first step that has failed.')),
  summary: about(
    'How many steps there are of each status; what there is none of is not named.',
    Type.Object({
      main: about('Of the eight main steps.', Counts),
      uploads: about('Of the steps of all destinations; those that wait are `queued`.', Counts),
    }),
  ),
  steps: Type.Array(Step, { description: 'Every step, in the order of the plan.' }),
  record: orNull(Facts, 'What kind of file it is: its hash, size, type and pages; null before that is known.'),
  text: orNull(Facts, 'Where its text came from, and how much there is.'),
  metadata: orNull(Facts, 'Title, date, sender and more, as they were found in it; null before, and once it was erased.'),
  storage: orNull(Facts, 'Folder and name under which it is kept.'),
};

const Document = Type.Object(document);
const DocumentCommandPreview = previewSchema('document', DOCUMENT_STATUSES);
const DocumentDryRun = dryRunOf('document');
const DocumentCommandAnswer = Type.Object({ ...document, outcome: about('What became of the request.', Outcome) });

export const documentAnswers = {
  Document,
  DocumentCommandAnswer,
  DocumentCommandPreview,
  DocumentCommandOrPreview: Type.Union([DocumentCommandAnswer, DocumentCommandPreview], {
    description: 'With `dry_run=true` a DocumentCommandPreview.',
  }),
  DocumentDryRun,
  DocumentRunAnswer: Type.Union([DocumentCommandAnswer, DocumentDryRun], {
    description: 'With `dry_run=true` a DocumentDryRun.',
  }),
  DocumentBulkRunAnswer: bulkAnswer('document', BULK_RUN_OUTCOMES, DOCUMENT_STATUSES),
  DocumentBulkPauseAnswer: bulkAnswer('document', BULK_PAUSE_OUTCOMES, DOCUMENT_STATUSES),
  DocumentList: Type.Object({
    items: Type.Array(about('A document.', Document), { description: 'Newest first, or as `sort` says.' }),
    next_cursor: orNull(text('Give it back as `cursor` for the next page; null on the last.')),
    total: Type.Optional(Type.Integer({ description: 'With `include=total`.' })),
  }),
  DocumentSteps: Type.Record(Type.String(), Step, { description: 'Every step by its name.' }),
};
