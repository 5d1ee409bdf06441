import { isImporting } from '../../asset/imported.js';
import type { Asset, StepState } from '../../asset/state.js';
import type { LiveProgress } from '../progress.js';
import { needsReview } from '../../asset/steps/review.js';
import { isRunActive, plannedSteps, type PlannedStep } from '../../asset/steps/run.js';
import { currentAttempt } from '../../asset/steps/steps.js';
import { ETA_REASONS, NOTHING_TO_WAIT_FOR, type Eta, type EtaReason, type Forecast, type ForecastFacts } from './facts.js';
import { NO_TIME, maxSpan, addSpans, type Span } from './remaining-time.js';
import { estimateStep, type ForecastRequest, type Outlook } from './step-outlook.js';

export interface RunForecast {
  readonly run: Forecast;
  readonly steps: ReadonlyMap<string, Forecast>;
}

type KnownOutlook = Extract<Outlook, { known: true }>;
type Outlooks = ReadonlyMap<string, Outlook>;

/**
 * The rounding of an ETA, coarser the further away it is. So clients receive an update when the ETA has moved, not after every
 * calculation.
 */
const GRID: readonly { readonly within: number; readonly step: number }[] = [
  { within: 60_000, step: 1_000 },
  { within: 600_000, step: 5_000 },
  { within: 3_600_000, step: 30_000 },
];
const COARSE = 60_000;

/** Rounds up, so that the result is never in the past. */
function roundTime(now: string, ms: number): string {
  const step = GRID.find(({ within }) => ms < within)?.step ?? COARSE;
  return new Date(Math.ceil((Date.parse(now) + ms) / step) * step).toISOString();
}

const eta = (now: string, { left, basis, samples }: Omit<KnownOutlook, 'known'>): Eta => ({
  from: left.p50 > 0 ? roundTime(now, left.p50) : null,
  to: roundTime(now, Math.max(left.p90, left.p50)),
  basis,
  samples,
});

const NOT_QUEUED = { queue_position: null, queue_length: null } as const;

function findQueuePosition(facts: ForecastFacts, step: StepState): Pick<Forecast, 'queue_position' | 'queue_length'> {
  const place = step.phase === 'scheduled' ? facts.placeOf(currentAttempt(step)?.attemptId ?? '') : undefined;
  return place === undefined ? NOT_QUEUED : { queue_position: place.position, queue_length: place.length };
}

const movedAt = ({ live }: ForecastRequest, { phase, step }: StepState): string | null =>
  phase === 'running' ? (live?.get(step)?.movedAt ?? null) : null;

const renderOutlook = (now: string, found: Outlook): Pick<Forecast, 'eta' | 'eta_reason'> =>
  found.known ? { eta: eta(now, found), eta_reason: null } : { eta: null, eta_reason: found.reason };

/** Returns the most useful reason: the first of `ETA_REASONS`. */
const pickReason = (reasons: readonly EtaReason[]): EtaReason | undefined => ETA_REASONS.find((each) => reasons.includes(each));

const NOTHING_LEFT: KnownOutlook = { known: true, left: NO_TIME, basis: 'history', samples: Infinity };

/** Joins two estimates into one that is no better founded than either of them. */
const joinKnown =
  (times: (one: Span, other: Span) => Span) =>
  (joined: KnownOutlook, { left, basis, samples }: KnownOutlook): KnownOutlook => ({
    known: true,
    left: times(joined.left, left),
    basis: joined.basis === 'rule' ? 'rule' : basis,
    samples: Math.min(joined.samples, samples),
  });

/** Joins estimates by the sum or the later of their times. One unknown estimate makes the result unknown. */
function join(outlooks: readonly Outlook[], times: (one: Span, other: Span) => Span): Outlook {
  const reason = pickReason(outlooks.flatMap((each) => (each.known ? [] : [each.reason])));
  if (reason !== undefined) return { known: false, reason };
  const [first = NOTHING_LEFT, ...others] = outlooks.filter((each) => each.known);
  return others.reduce(joinKnown(times), first);
}

/** Estimates the end of each step: after its dependencies, along the longest remaining path of the plan. */
function estimateEnds(planned: readonly PlannedStep[], own: Outlooks): Outlooks {
  const ends = new Map<string, Outlook>();
  for (const { plan } of planned) {
    const outlook = own.get(plan.step);
    if (outlook === undefined) continue;
    const before = plan.dependsOn.flatMap((step) => ends.get(step) ?? []);
    ends.set(plan.step, join([join(before, maxSpan), outlook], addSpans));
  }
  return ends;
}

const summarizeForecasts = (
  forecasts: readonly Forecast[],
): Pick<Forecast, 'queue_position' | 'queue_length' | 'progress_at'> => {
  const queued = forecasts.flatMap(({ queue_position, queue_length }) =>
    queue_position === null ? [] : [{ queue_position, queue_length }],
  );
  const [first = NOT_QUEUED] = queued.sort((one, other) => one.queue_position - other.queue_position);
  return {
    ...first,
    progress_at:
      forecasts
        .flatMap(({ progress_at }) => progress_at ?? [])
        .sort()
        .at(-1) ?? null,
  };
};

/** Returns the reason why the end of an inactive run is unknown, if anything follows at all. */
export const reviewReason = (asset: Asset): EtaReason | null => (needsReview(asset) ? 'review' : null);

/** Estimates the end of the newest run and of each of its steps (U3). */
export function forecastRun(asset: Asset, facts: ForecastFacts, live?: LiveProgress): RunForecast {
  if (!isRunActive(asset) || isImporting(asset))
    return { run: { ...NOTHING_TO_WAIT_FOR, eta_reason: reviewReason(asset) }, steps: new Map() };
  const request: ForecastRequest = { asset, facts, live };
  const planned = plannedSteps(asset);
  const own = planned.flatMap((each) => {
    const outlook = estimateStep(request, each);
    return outlook === undefined ? [] : [[each.step.step, outlook] as const];
  });
  const ends = estimateEnds(planned, new Map(own));
  const steps = new Map(
    planned.flatMap(({ step }) => {
      const end = ends.get(step.step);
      if (end === undefined) return [];
      return [
        [
          step.step,
          { ...renderOutlook(facts.now, end), ...findQueuePosition(facts, step), progress_at: movedAt(request, step) },
        ] as const,
      ];
    }),
  );
  const run = ends.size === 0 ? NOTHING_TO_WAIT_FOR : renderOutlook(facts.now, join([...ends.values()], maxSpan));
  return { run: { ...run, ...summarizeForecasts([...steps.values()]) }, steps };
}
