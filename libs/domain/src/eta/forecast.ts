import type { Asset, StepState } from '../asset/state.js';
import type { LiveProgress } from '../progress/progress.js';
import { mediaSecondsOf } from '../steps/media.js';
import { isRunActive, plannedSteps, type Planned } from '../steps/run.js';
import { currentAttempt } from '../steps/steps.js';
import { ETA_REASONS, NOTHING_TO_WAIT_FOR, type Eta, type EtaReason, type Forecast, type ForecastFacts } from './facts.js';
import { NO_TIME, later, plus, type Span } from './remaining.js';
import { RULE_FACTOR, stepOutlook, type Asked, type Outlook } from './step-outlook.js';

export interface RunForecast {
  readonly run: Forecast;
  readonly steps: ReadonlyMap<string, Forecast>;
}

type Known = Extract<Outlook, { known: true }>;
type Outlooks = ReadonlyMap<string, Outlook>;

/** The farther away, the rounder: a client that is told of every change hears of an ETA that has moved, not of one that was asked again. */
const GRID: readonly { readonly within: number; readonly step: number }[] = [
  { within: 60_000, step: 1_000 },
  { within: 600_000, step: 5_000 },
  { within: 3_600_000, step: 30_000 },
];
const COARSE = 60_000;

/** Rounded up, so that it is never in the past. */
function at(now: string, ms: number): string {
  const step = GRID.find(({ within }) => ms < within)?.step ?? COARSE;
  return new Date(Math.ceil((Date.parse(now) + ms) / step) * step).toISOString();
}

const eta = (now: string, { left, basis, samples }: Omit<Known, 'known'>): Eta => ({
  from: at(now, left.p50),
  to: at(now, Math.max(left.p90, left.p50)),
  basis,
  samples,
});

const placeIn = (facts: ForecastFacts, step: StepState): number | null =>
  step.phase === 'scheduled' ? (facts.placeOf(currentAttempt(step)?.attemptId ?? '') ?? null) : null;

const told = (now: string, found: Outlook | EtaReason): Pick<Forecast, 'eta' | 'eta_reason'> => {
  if (typeof found === 'string') return { eta: null, eta_reason: found };
  return found.known ? { eta: eta(now, found), eta_reason: null } : { eta: null, eta_reason: found.reason };
};

/** What stands in the way of the whole: of several, the one that people can do most about. */
const mostTelling = (reasons: readonly EtaReason[]): EtaReason | undefined => ETA_REASONS.find((each) => reasons.includes(each));

/** The longest way through what is left: the steps of a plan stand behind those that they depend on. */
function longestWay(planned: readonly Planned[], outlooks: Outlooks): Span {
  const ends = new Map<string, Span>();
  for (const { plan } of planned) {
    const before = plan.dependsOn.reduce((latest, step) => later(latest, ends.get(step) ?? NO_TIME), NO_TIME);
    const own = outlooks.get(plan.step);
    ends.set(plan.step, own?.known === true ? plus(before, own.left) : before);
  }
  return [...ends.values()].reduce(later, NO_TIME);
}

/** Nobody has seen enough of one of the steps: everything together takes four times the media, from the start of the run. */
function byRule({ asset, facts }: Asked): Outlook {
  const mediaSeconds = mediaSecondsOf(asset);
  if (mediaSeconds === undefined) return { known: false, reason: 'length-unknown' };
  const end = Date.parse(asset.run?.startedAt ?? facts.now) + RULE_FACTOR * mediaSeconds * 1_000;
  const ms = end - Date.parse(facts.now);
  return ms <= 0 ? { known: false, reason: 'overdue' } : { known: true, left: { p50: ms, p90: ms }, basis: 'rule', samples: 0 };
}

const RULED: ReadonlySet<EtaReason> = new Set(['no-history', 'length-unknown']);

function whole(asked: Asked, planned: readonly Planned[], outlooks: Outlooks): Outlook | EtaReason {
  const all = [...outlooks.values()];
  const reason = mostTelling(all.flatMap((each) => (each.known ? [] : [each.reason])));
  if (reason !== undefined) return RULED.has(reason) ? byRule(asked) : reason;
  const known = all.filter((each) => each.known);
  return {
    known: true,
    left: longestWay(planned, outlooks),
    basis: known.some(({ basis }) => basis === 'rule') ? 'rule' : 'history',
    samples: Math.min(...known.map(({ samples }) => samples)),
  };
}

const smallest = (places: readonly (number | null)[]): number | null => {
  const known = places.filter((place) => place !== null);
  return known.length === 0 ? null : Math.min(...known);
};

/** When the newest run and each of its steps are done, as far as anybody can say (U3). */
export function forecastRun(asset: Asset, facts: ForecastFacts, live?: LiveProgress): RunForecast {
  if (!isRunActive(asset)) return { run: NOTHING_TO_WAIT_FOR, steps: new Map() };
  const asked: Asked = { asset, facts, live };
  const planned = plannedSteps(asset);
  const outlooks = new Map<string, Outlook>();
  const steps = new Map<string, Forecast>();
  for (const each of planned) {
    const found = stepOutlook(asked, each);
    if (found === undefined) continue;
    const { step } = each.step;
    outlooks.set(step, found);
    steps.set(step, { ...told(facts.now, found), queue_position: placeIn(facts, each.step) });
  }
  const places = [...steps.values()].map(({ queue_position }) => queue_position);
  const run = outlooks.size === 0 ? NOTHING_TO_WAIT_FOR : told(facts.now, whole(asked, planned, outlooks));
  return { run: { ...run, queue_position: smallest(places) }, steps };
}
