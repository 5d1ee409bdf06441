import type {
  DocumentFieldName,
  DocumentStatus,
  DocumentStep,
  DocumentStepStatus,
  Json,
  SkipReason,
} from '@throughline/contracts';
import type { PersonalData } from '../../asset/personal.js';
import type { Asset } from '../../asset/state.js';
import { findMissingLanguages } from '../../asset/config/missing-languages.js';
import { shownDetailsOf, shownResultOf } from '../../asset/earlier-results.js';
import { stepProgress, type LiveProgress } from '../../status/progress.js';
import { endedAtOf, findFirstStart, scheduledAtOf, skipReasonOf, resultOf } from '../../asset/steps/steps.js';
import { waitOf } from '../../asset/steps/waiting.js';
import { failureReason, retryAtOf } from '../views/stage.js';
import {
  isUnsure,
  renderAppliedRules,
  renderFindings,
  unsureFields,
  type FieldFinding,
  type ShownRule,
} from '../../texts/findings.js';
import { correctMetadata } from './correct-metadata.js';
import { leaveOutEarlierFields } from '../../asset/corrected-fields.js';
import { documentRows, type DocumentRow } from '../../status/document-rows.js';
import { documentStatusOf } from '../../status/document-status.js';
import { countDocumentPages } from '../../asset/document-pages.js';
import { summarizeDocument, type DocumentSummary } from './summary.js';

type Facts = Readonly<Record<string, Json | undefined>>;

/** One row of `file_processing_steps` (DOC-01) with further fields of the step. */
export interface DocumentStepItem {
  readonly step_name: string;
  readonly group: DocumentRow['group'];
  readonly status: DocumentStepStatus;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly error_message: string | null;
  readonly skip_reason: SkipReason | null;
  /** The number of the newest attempt. 0 before the first, and for a `queue_` step. */
  readonly attempt: number;
  readonly retry_at: string | null;
  /** The stable code of the missing dependency. The step continues by itself. */
  readonly waiting_for: string | null;
  readonly progress: number | null;
  readonly details: Facts | null;
  readonly updated_at: string;
}

/** The fields of a document beyond those of every item (DOC-14 to DOC-16). */
export interface DocumentFields {
  readonly status: DocumentStatus;
  readonly has_errors: boolean;
  readonly failed: boolean;
  readonly failed_at_stage: string | null;
  readonly failed_reason: string | null;
  readonly failed_at: string | null;
  readonly summary: DocumentSummary;
  readonly steps: readonly DocumentStepItem[];
  readonly record: Facts | null;
  readonly text: Facts | null;
  /** Title, date, sender … from the document. Null before they are extracted, and after an erasure. */
  readonly metadata: (Facts & { readonly findings: Readonly<Record<DocumentFieldName, FieldFinding>> }) | null;
  /** True while the document waits for a person to check its fields. */
  readonly unsure: boolean;
  readonly unsure_fields: readonly DocumentFieldName[];
  readonly accepted_by: string | null;
  readonly accepted_at: string | null;
  readonly storage: Facts | null;
  /** The rules that have changed the document. */
  readonly rules_applied: readonly ShownRule[];
}

const ENDED: ReadonlySet<DocumentStepStatus> = new Set<DocumentStepStatus>(['success', 'failure', 'skipped']);

const queueItem = ({ step_name, group, status, of }: DocumentRow): DocumentStepItem => ({
  step_name,
  group,
  status,
  started_at: null,
  completed_at: status === 'pending' ? null : (scheduledAtOf(of) ?? endedAtOf(of) ?? null),
  error_message: null,
  skip_reason: skipReasonOf(of) ?? null,
  attempt: 0,
  retry_at: null,
  waiting_for: null,
  progress: null,
  details: null,
  updated_at: scheduledAtOf(of) ?? of.changedAt,
});

export interface DocumentViewContext {
  readonly personal: PersonalData;
  readonly live?: LiveProgress | undefined;
}

const orNull = <T>(value: T | undefined): T | null => value ?? null;

const ownItem = ({ step_name, group, status, of }: DocumentRow, { personal, live }: DocumentViewContext): DocumentStepItem => ({
  step_name,
  group,
  status,
  started_at: orNull(findFirstStart(of)),
  completed_at: ENDED.has(status) ? orNull(endedAtOf(of)) : null,
  error_message: failureReason(of, personal),
  skip_reason: orNull(skipReasonOf(of)),
  attempt: of.attempts.at(-1)?.number ?? 0,
  retry_at: retryAtOf(of),
  waiting_for: orNull(waitOf(of)?.for),
  progress: stepProgress(of, live),
  details: orNull(resultOf(of)),
  updated_at: of.changedAt,
});

const itemOf = (row: DocumentRow, beside: DocumentViewContext): DocumentStepItem =>
  row.isQueue ? queueItem(row) : ownItem(row, beside);

/** The first failed step stands for all. */
function failureFields(
  steps: readonly DocumentStepItem[],
  isFailed: boolean,
): Pick<DocumentFields, 'failed' | 'failed_at_stage' | 'failed_reason' | 'failed_at'> {
  const step = isFailed ? steps.find(({ status }) => status === 'failure') : undefined;
  return {
    failed: isFailed,
    failed_at_stage: step?.step_name ?? null,
    failed_reason: step?.error_message ?? null,
    failed_at: step?.completed_at ?? null,
  };
}

const factsOf = (asset: Asset, ...names: readonly DocumentStep[]): Facts | null => {
  const found = names.map((name) => shownResultOf(asset, name)).filter((result) => result !== undefined);
  return found.length === 0 ? null : found.reduce<Facts>((all, facts) => ({ ...all, ...facts }), {});
};

/** Returns the opened sealed details of a step. The full text is a file; here is only its beginning, for the search. */
const sealedOf = (asset: Asset, personal: PersonalData, name: DocumentStep): Facts | null =>
  // The codec has read it from JSON.
  (shownDetailsOf(asset, personal, name) ?? null) as Facts | null;

function withPages(facts: Facts | null, pages: number | undefined): Facts | null {
  if (facts === null) return null;
  const { pages: _counted, ...others } = facts;
  return pages === undefined ? others : { ...others, pages };
}

/** Names the missing languages also if nothing was read, as a completed step does in its result. */
function textOf(asset: Asset): Facts | null {
  const facts = withPages(factsOf(asset, 'check_text', 'extract_text'), countDocumentPages(asset));
  const missing = findMissingLanguages(asset);
  return facts === null || missing.length === 0 ? facts : { ...facts, languages_missing: [...missing] };
}

/** Values that a person has corrected replace the found ones. Title and tags are those of the item. */
function metadataOf(asset: Asset, personal: PersonalData): DocumentFields['metadata'] {
  const findings = renderFindings(asset, personal);
  if (findings === undefined) return null;
  const { findings: _stored, ...found } = sealedOf(asset, personal, 'extract_metadata_with_gpt') ?? {};
  const { unsure: _unsure, ...facts } = factsOf(asset, 'extract_metadata_with_gpt') ?? {};
  return { ...correctMetadata({ ...facts, ...found }, leaveOutEarlierFields(asset, personal)), findings };
}

export function renderDocumentFields(asset: Asset, beside: DocumentViewContext): DocumentFields {
  const steps = documentRows(asset).map((row) => itemOf(row, beside));
  const status = documentStatusOf(asset);
  return {
    status,
    has_errors: steps.some((step) => step.status === 'failure'),
    ...failureFields(steps, status === 'failed'),
    summary: summarizeDocument(asset),
    steps,
    record: withPages(factsOf(asset, 'hash_file', 'create_file_record'), countDocumentPages(asset)),
    text: textOf(asset),
    metadata: metadataOf(asset, beside.personal),
    unsure: isUnsure(asset),
    unsure_fields: unsureFields(asset),
    accepted_by: asset.accepted?.by ?? null,
    accepted_at: asset.accepted?.at ?? null,
    storage: sealedOf(asset, beside.personal, 'finalize_document_storage'),
    rules_applied: renderAppliedRules(asset, beside.personal),
  };
}
