import { DOWNLOAD, QUEUE } from '@throughline/contracts';
import type { PersonalData } from '../../asset/personal.js';
import type { Asset } from '../../asset/state.js';
import type { Forecast } from '../../status/eta/facts.js';
import { renderStatus } from '../../status/render-status.js';
import { isRunActive, pauseOf, plannedSteps, type PlannedStep } from '../../asset/steps/run.js';
import { scheduledAtOf } from '../../asset/steps/steps.js';
import { nextCheckOf, waitingSteps, type WaitingStep } from '../../asset/steps/waiting.js';
import { retryAtOf } from './stage.js';

/** A dependency or a queue that the item waits for (U21). Nothing is wrong with the item, and it continues by itself. */
export interface WaitingItem {
  readonly step: string;
  /** A stable code: `disk-full`, `quota` …, or `queue`. */
  readonly for: string;
  readonly message: string;
  readonly since: string;
  /**
   * The time of the next automatic check; `null` while the run is paused, if the next sync of the source checks it, if it is
   * checked regularly, or in a queue.
   */
  readonly until: string | null;
  /** The other side or its limits name `until`, so an earlier check may be refused again. */
  readonly until_named: boolean;
}

/** Uploads wait for their sender. All other sources bring the file by themselves. */
export const isSourceAwaited = (asset: Asset): boolean =>
  renderStatus(asset) === 'PENDING_SOURCE' && asset.sourceKind !== 'upload' && asset.deletedAt === undefined;

const awaitedSource = ({ registeredAt: since }: Asset): WaitingItem => ({
  step: DOWNLOAD,
  for: 'source-processing',
  message: 'The source still processes the file. A later sync makes the item ready.',
  since,
  until: null,
  until_named: false,
});

/** Returns true if the step is in the queue of its lane. A retry joins it when it is due, and only then has a place. */
const isQueued = ({ step }: PlannedStep, forecast: Forecast | undefined): boolean =>
  step.phase === 'scheduled' && step.waiting === undefined && (retryAtOf(step) === null || forecast?.queue_position != null);

const queueItem = (asset: Asset, { plan, step }: PlannedStep, forecast: Forecast | undefined): WaitingItem => {
  const [position, length] = [forecast?.queue_position ?? null, forecast?.queue_length ?? null];
  const place = position === null || length === null ? '' : `: place ${String(position)} of ${String(length)}`;
  return {
    step: step.step,
    for: QUEUE,
    message: `Waits for a worker in the queue ${plan.lane}${place}.`,
    since: scheduledAtOf(step) ?? asset.updatedAt,
    until: null,
    until_named: false,
  };
};

/** Returns the queued steps of an item of which no step runs: it waits, although its status may say PROCESSING. */
function queueItems(asset: Asset, forecasts: ReadonlyMap<string, Forecast>): readonly WaitingItem[] {
  if (!isRunActive(asset) || asset.steps.some(({ phase }) => phase === 'running')) return [];
  return plannedSteps(asset).flatMap((each) => {
    const forecast = forecasts.get(each.step.step);
    return isQueued(each, forecast) ? [queueItem(asset, each, forecast)] : [];
  });
}

/** A requested check is queued at once, and its time is that of the request. */
const isNamed = ({ step, waiting }: WaitingStep): boolean =>
  waiting.named === true && step.phase === 'scheduled' && step.notBefore !== undefined;

/** Returns what the steps wait for: things outside, and then the queues of an item that only waits. */
export function waitingItems(
  asset: Asset,
  personal: PersonalData,
  forecasts: ReadonlyMap<string, Forecast>,
): readonly WaitingItem[] {
  if (isSourceAwaited(asset)) return [awaitedSource(asset)];
  const isPaused = pauseOf(asset) !== undefined;
  const outside = waitingSteps(asset).map((each) => {
    const {
      step: { step },
      waiting,
    } = each;
    const message = personal.steps?.[step]?.message ?? waiting.for;
    const until = isPaused ? null : nextCheckOf(waiting);
    return { step, for: waiting.for, message, since: waiting.since, until, until_named: until !== null && isNamed(each) };
  });
  return [...outside, ...queueItems(asset, forecasts)];
}
