import { outputOf, TRANSCRIBE, type AssetEvent, type DocumentStep } from '@throughline/contracts';

/** An event in the words of the audit log. */
export interface AuditedEvent {
  readonly type: string;
  readonly step: string | null;
  /** The data of the event. */
  readonly detail: unknown;
  readonly imported: boolean;
}

/** Most changes by people, and the beginning and end of an item. Starts of runs are left out: their results follow. */
const ALWAYS = new Set<string>([
  'AssetRegistered',
  'RunExtended',
  'PublishRequested',
  'PauseRequested',
  'Resumed',
  'RunCancelled',
  'DeliverySettled',
  'RedeliveryRequested',
  'TextsRequested',
  'AssetReset',
  'AssetDeleted',
  'AssetRestored',
  'AssetExpired',
  'AssetErased',
  'AssetTransferred',
  'TranscriptCorrected',
  'AssetDescribed',
  'DocumentFieldsCorrected',
  'DocumentAccepted',
  'DocumentReopened',
  'DocumentRuleApplied',
  'LanguageChanged',
] satisfies readonly AssetEvent['type'][]);

const FILED: DocumentStep = 'finalize_document_storage';

const fieldOf = (detail: unknown, name: string): unknown =>
  typeof detail === 'object' && detail !== null ? Object.entries(detail).find(([key]) => key === name)?.[1] : undefined;

/** Events of steps that are milestones under a condition: a text is there, content has arrived, nothing more is tried. */
const SOMETIMES: Readonly<Partial<Record<AssetEvent['type'], (step: string, detail: unknown) => boolean>>> = {
  StepCompleted: (step) => step === TRANSCRIBE || step === FILED || outputOf(step) !== undefined,
  StepFailed: (step, detail) => step !== 'PREVIEW' && fieldOf(detail, 'retryAt') === undefined,
  StepSkipped: (step, detail) => step === TRANSCRIBE && fieldOf(detail, 'reason') !== 'disabled',
};

const isSometimes = (type: string): type is keyof typeof SOMETIMES => Object.hasOwn(SOMETIMES, type);

/**
 * Returns true for an event that a view of the whole library shows. The projection repeats this rule in SQL, for its view
 * `activity`.
 */
export function isMilestone({ type, step, detail, imported }: AuditedEvent): boolean {
  if (imported) return false;
  if (ALWAYS.has(type)) return true;
  return step !== null && isSometimes(type) && SOMETIMES[type]?.(step, detail) === true;
}
