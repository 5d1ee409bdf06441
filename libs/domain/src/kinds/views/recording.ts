import type { RecordingStatus } from '@throughline/contracts';
import { allowedActions } from '../allowed-actions.js';
import type { StoreFacts } from '../../asset/history-only.js';
import type { PersonalData } from '../../asset/personal.js';
import { isPresent, type Asset, type AssetState } from '../../asset/state.js';
import type { LibraryConfig } from '../../asset/config/library.js';
import { NOTHING_TO_WAIT_FOR, type Forecast, type ForecastFacts } from '../../status/eta/facts.js';
import { forecastRun, reviewReason, type RunForecast } from '../../status/eta/forecast.js';
import { titleOf } from '../../texts/title.js';
import { recordingProgress, type LiveProgress } from '../../status/progress.js';
import { renderRetention, type RetentionItem } from '../../retention/retention-view.js';
import { failureOf, type Failure } from '../../status/failure.js';
import { renderStatus } from '../../status/render-status.js';
import { isTerminal } from '../../status/terminal.js';
import { isRunActive } from '../../asset/steps/run.js';
import { controlFields, lifeFields, type ControlFields, type LifeFields } from './control.js';
import { outputSteps, renderOutput, renderUploads, summarizeFollowUps, uploadSummaryOf } from './output.js';
import type { FollowUpSummary, OutputItem, UploadItem, UploadSummary } from './output.js';
import { renderItemState, type ItemState } from './item-state.js';
import { labelOf, type ItemLabel } from './label.js';
import { noTranscriptOf, type NoTranscriptItem } from './no-transcript.js';
import { renderRun, type RunItem } from './run.js';
import { renderSource, type SourceItem } from './source.js';
import { renderStage, type StageItem } from './stage.js';
import { waitingItems, type WaitingItem } from './waiting.js';

/** A recording in the API, the same in list and detail (API-01, API-02, AGG-21). The caller adds the revision. */
export interface RecordingItem extends ControlFields, LifeFields, Forecast, ItemState {
  readonly id: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly file_name: string | null;
  readonly language: string;
  readonly language_source?: 'default';
  readonly is_mapped: boolean;
  readonly source: SourceItem;
  readonly status: RecordingStatus;
  /** Lists show it instead of the status. Null if they show the status. */
  readonly label: ItemLabel | null;
  readonly no_transcript: NoTranscriptItem | null;
  /** A part of the shown result is that of an earlier run (ADR 139). */
  readonly earlier_run: boolean;
  /** True if nothing happens until a person acts, except for the retention date. */
  readonly terminal: boolean;
  readonly failed: boolean;
  readonly failed_at_stage: string | null;
  readonly failed_reason: string | null;
  readonly failed_at: string | null;
  readonly processing_stages: readonly StageItem[];
  readonly outputs: readonly OutputItem[];
  readonly uploads: Readonly<Record<string, UploadItem>>;
  readonly upload_summary: UploadSummary;
  readonly follow_up_summary: FollowUpSummary;
  /** Progress of the newest run, 0 to 1. */
  readonly progress: number | null;
  readonly run: RunItem | null;
  readonly waiting_for: readonly WaitingItem[];
  readonly retention: RetentionItem | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** Fields that change without a commit, through heartbeats and the clock. */
export type ChangingFields = Pick<
  RecordingItem,
  'processing_stages' | 'outputs' | 'progress' | 'run' | 'waiting_for' | 'label' | keyof Forecast | keyof ItemState
>;
/** Fields that depend only on the log, so that a cache may keep them for the same state. */
export type LogFields = Omit<RecordingItem, keyof ChangingFields>;

/** Data from outside of the log. */
export interface LiveContext {
  readonly live?: LiveProgress | undefined;
  /** Without it, the item has no ETA. */
  readonly forecast?: ForecastFacts;
}
export interface RenderContext extends LiveContext {
  /** The settings for a run without overrides. Without them, the configuration of the last run counts. */
  readonly server?: LibraryConfig;
}

/** Step, reason and time (FLR-13). The code replaces an erased message. */
const failureFields = (
  failure: Failure | undefined,
  personal: PersonalData,
): Pick<RecordingItem, 'failed' | 'failed_at_stage' | 'failed_reason' | 'failed_at'> => ({
  failed: failure !== undefined,
  failed_at_stage: failure?.stage ?? null,
  failed_reason: failure === undefined ? null : (personal.steps?.[failure.step]?.message ?? failure.code),
  failed_at: failure?.at ?? null,
});

const forecastOf = (asset: Asset, { forecast, live }: LiveContext): RunForecast => {
  if (forecast !== undefined) return forecastRun(asset, forecast, live);
  const reason = isRunActive(asset) ? 'unknown' : reviewReason(asset);
  return { run: { ...NOTHING_TO_WAIT_FOR, eta_reason: reason }, steps: new Map() };
};

export function renderChangingFields(asset: Asset, personal: PersonalData, context: LiveContext): ChangingFields {
  const { live } = context;
  const { run, steps: forecasts } = forecastOf(asset, context);
  const beside = { personal, live, forecasts };
  const waitingFor = waitingItems(asset, personal, forecasts);
  const outputs = outputSteps(asset).map((output) => renderOutput(asset, output, beside));
  const label = labelOf(asset, { waitingFor, isStalled: (step) => context.forecast?.isStalled(step) === true });
  return {
    ...renderItemState({ asset, personal, outputs, waitingFor }, label),
    processing_stages: asset.steps.filter((step) => step.kind === 'stage').map((step) => renderStage(step, beside)),
    outputs,
    progress: recordingProgress(asset, live),
    run: renderRun(asset, { personal, live }),
    waiting_for: waitingFor,
    label,
    ...run,
  };
}

export function renderLogFields(
  asset: Asset,
  personal: PersonalData,
  server?: LibraryConfig,
  stored: StoreFacts = {},
): LogFields {
  const outputs = outputSteps(asset);
  return {
    id: asset.assetId,
    title: titleOf(asset, personal) ?? null,
    description: personal.description ?? null,
    tags: personal.tags ?? [],
    file_name: personal.fileName ?? null,
    language: asset.language,
    ...(asset.languageSource === undefined ? {} : { language_source: asset.languageSource }),
    is_mapped: asset.isMapped,
    source: renderSource(asset, personal),
    status: renderStatus(asset),
    no_transcript: noTranscriptOf(asset) ?? null,
    earlier_run: asset.earlier !== undefined,
    terminal: isTerminal(asset),
    ...failureFields(failureOf(asset), personal),
    uploads: renderUploads(outputs, personal),
    upload_summary: uploadSummaryOf(asset),
    follow_up_summary: summarizeFollowUps(asset),
    ...controlFields(asset, personal, allowedActions(asset, server, stored)),
    ...lifeFields(asset, personal),
    retention: renderRetention(asset, server),
    created_at: asset.registeredAt,
    updated_at: asset.updatedAt,
  };
}

/** Returns the item of API-01 from the folded state and the available personal data, or undefined if nothing is registered. */
export function renderRecording(
  state: AssetState,
  personal: PersonalData,
  context: RenderContext = {},
): RecordingItem | undefined {
  if (!isPresent(state)) return undefined;
  return { ...renderLogFields(state, personal, context.server), ...renderChangingFields(state, personal, context) };
}
