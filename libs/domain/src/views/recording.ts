import type { RecordingStatus } from '@throughline/contracts';
import type { Personal } from '../asset/personal.js';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import type { ServerConfig } from '../config/next-run.js';
import { NOTHING_TO_WAIT_FOR, type Forecast, type ForecastFacts } from '../eta/facts.js';
import { forecastRun, type RunForecast } from '../eta/forecast.js';
import { recordingProgress, type LiveProgress } from '../progress/progress.js';
import { failureOf, type Failure } from '../status/failure.js';
import { renderStatus } from '../status/render-status.js';
import { isTerminal } from '../status/terminal.js';
import { isRunActive } from '../steps/run.js';
import { controlFields, lifeFields, type ControlFields, type LifeFields } from './control.js';
import { outputSteps, renderOutput, renderUploads, summarizeFollowUps, uploadSummaryOf } from './output.js';
import type { FollowUpSummary, OutputItem, UploadItem, UploadSummary } from './output.js';
import { renderRun, type RunItem } from './run.js';
import { renderSource, type SourceItem } from './source.js';
import { renderStage, type StageItem } from './stage.js';

/** A recording as the API shows it, in list and detail alike (API-01, API-02, AGG-21). The caller adds the revision. */
export interface RecordingItem extends ControlFields, LifeFields, Forecast {
  readonly id: string;
  readonly title: string | null;
  readonly file_name: string | null;
  readonly language: string;
  readonly is_mapped: boolean;
  readonly source: SourceItem;
  readonly status: RecordingStatus;
  /** Nothing more happens until a person does something; retention aside. */
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
  /** Work done of the newest run, 0 to 1. */
  readonly progress: number | null;
  readonly run: RunItem | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** What moves without a commit: heartbeats and the clock move it. */
export type MovingFields = Pick<RecordingItem, 'processing_stages' | 'outputs' | 'progress' | 'run' | keyof Forecast>;
/** What the log alone tells: of the same state they are the same, and whoever shows it again need not ask again. */
export type SettledFields = Omit<RecordingItem, keyof MovingFields>;

/** What is known beside the log when an item is shown. */
export interface LiveContext {
  /** Progress of running attempts, from their leases. */
  readonly live?: LiveProgress | undefined;
  /** Without it nobody says when anything is done. */
  readonly forecast?: ForecastFacts;
}
export interface RenderContext extends LiveContext {
  /** What a run without overrides would be on this server; without it the configuration of the last run counts. */
  readonly server?: ServerConfig;
}

/** Where, why and when (FLR-13); the code stands for words that were erased. */
const failureFields = (
  failure: Failure | undefined,
  personal: Personal,
): Pick<RecordingItem, 'failed' | 'failed_at_stage' | 'failed_reason' | 'failed_at'> => ({
  failed: failure !== undefined,
  failed_at_stage: failure?.stage ?? null,
  failed_reason: failure === undefined ? null : (personal.steps?.[failure.step]?.message ?? failure.code),
  failed_at: failure?.at ?? null,
});

const forecastOf = (asset: Asset, { forecast, live }: LiveContext): RunForecast => {
  if (forecast !== undefined) return forecastRun(asset, forecast, live);
  const reason = isRunActive(asset) ? 'unknown' : null;
  return { run: { ...NOTHING_TO_WAIT_FOR, eta_reason: reason }, steps: new Map() };
};

export function movingFields(asset: Asset, personal: Personal, context: LiveContext): MovingFields {
  const { live } = context;
  const { run, steps: forecasts } = forecastOf(asset, context);
  const beside = { personal, live, forecasts };
  return {
    processing_stages: asset.steps.filter((step) => step.kind === 'stage').map((step) => renderStage(step, beside)),
    outputs: outputSteps(asset).map((output) => renderOutput(asset, output, beside)),
    progress: recordingProgress(asset, live),
    run: renderRun(asset, { personal, live }),
    ...run,
  };
}

export function settledFields(asset: Asset, personal: Personal, server?: ServerConfig): SettledFields {
  const outputs = outputSteps(asset);
  return {
    id: asset.assetId,
    title: personal.title ?? null,
    file_name: personal.fileName ?? null,
    language: asset.language,
    is_mapped: asset.isMapped,
    source: renderSource(asset, personal),
    status: renderStatus(asset),
    terminal: isTerminal(asset),
    ...failureFields(failureOf(asset), personal),
    uploads: renderUploads(outputs, personal),
    upload_summary: uploadSummaryOf(asset),
    follow_up_summary: summarizeFollowUps(asset),
    ...controlFields(asset, personal, server),
    ...lifeFields(asset, personal),
    created_at: asset.registeredAt,
    updated_at: asset.updatedAt,
  };
}

/** The item of API-01 from the folded state and the personal parts that are still there; undefined where nothing is registered. */
export function renderRecording(state: AssetState, personal: Personal, context: RenderContext = {}): RecordingItem | undefined {
  if (!isPresent(state)) return undefined;
  return { ...settledFields(state, personal, context.server), ...movingFields(state, personal, context) };
}
