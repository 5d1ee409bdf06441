import fc from 'fast-check';
import { isPresent } from '../../asset/state.js';
import { Journey, aConfig, aRun } from '../../testing/index.js';
import { NOTHING_TO_WAIT_FOR, type Forecast, type ForecastFacts, type LaneCapacity } from './facts.js';
import { forecastRun, type RunForecast } from './forecast.js';
import type { DurationSample } from './history.js';

const MINUTE = 60_000;
const served: LaneCapacity = { state: 'served', places: 2, free: 2, startedAt: [] };
const busySince = (...startedAt: readonly string[]): LaneCapacity => ({ state: 'served', places: 2, free: 0, startedAt });
/** Ten attempts, of 1 to 10 minutes. */
const tenMinutes = (): readonly DurationSample[] =>
  Array.from({ length: 10 }, (_, index) => ({ durationMs: (index + 1) * MINUTE, mediaSeconds: 3_600 }));

interface World {
  readonly samples?: readonly DurationSample[];
  readonly room?: LaneCapacity;
  readonly place?: number;
  readonly stalled?: boolean;
  readonly live?: number;
  /** The time when the worker reported `live`. */
  readonly seenAt?: string;
}

const forecastOf = (
  journey: Journey,
  { samples = [], room = served, place, stalled = false, live, seenAt }: World = {},
): RunForecast => {
  const facts: ForecastFacts = {
    now: journey.now,
    samplesOf: () => samples,
    placeOf: () => (place === undefined ? undefined : { position: place, length: 9 }),
    roomOf: () => room,
    isStalled: () => stalled,
  };
  if (!isPresent(journey.state)) throw new Error('The journey has not begun');
  const running = journey.state.steps.filter(({ phase }) => phase === 'running').map(({ step }) => step);
  return forecastRun(
    journey.state,
    facts,
    live === undefined
      ? undefined
      : new Map(running.map((step) => [step, { fraction: live, ...(seenAt === undefined ? {} : { seenAt, movedAt: seenAt }) }])),
  );
};
const fetched = (seconds = 3_600): Journey => {
  const journey = aRun(aConfig([]));
  journey.start('DOWNLOAD');
  journey.complete('DOWNLOAD', { result: { duration_seconds: seconds } });
  return journey;
};
function working(journey: Journey, step: string, ms: number): Journey {
  journey.start(step);
  return journey.later(ms);
}
const minutesLeft = (journey: Journey, at: string | null | undefined): number =>
  (Date.parse(at ?? '') - Date.parse(journey.now)) / MINUTE;

const timeOf = (forecast: Forecast | undefined, end: 'from' | 'to'): number => Date.parse(forecast?.eta?.[end] ?? '');
/** Times are rounded, to thirty seconds at most. */
const moved = (before: Forecast | undefined, after: Forecast | undefined, end: 'from' | 'to'): boolean =>
  !(Math.abs(timeOf(after, end) - timeOf(before, end)) <= 30_000);

describe('the ETA of a run', () => {
  it('is absent if there is nothing to wait for', () => {
    const over = fetched().through('TRIM', 'TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES');
    expect(forecastOf(over)).toEqual({ run: NOTHING_TO_WAIT_FOR, steps: new Map() });
  });

  it('follows the longest remaining path: parallel steps count once', () => {
    const journey = fetched();
    journey.start('TRIM');
    const { run, steps } = forecastOf(journey, { samples: tenMinutes() });
    expect(run).toMatchObject({ eta: { basis: 'history', samples: 10 }, eta_reason: null });
    // TRIM, TRANSCRIBE, and one of topics and subtitles.
    expect(minutesLeft(journey, run.eta?.from)).toBeCloseTo(3 * 5.5, 0);
    expect(minutesLeft(journey, run.eta?.to)).toBeCloseTo(3 * 9.1, 0);
    expect(minutesLeft(journey, steps.get('TRIM')?.eta?.to)).toBeCloseTo(9.1, 0);
  });

  it('has bounds that contain the real end, from the first minute on, until there is a history', () => {
    const pace = fc.double({ min: 0.05, max: 3.5, noNaN: true });
    fc.assert(
      fc.property(
        pace,
        fc.integer({ min: 20, max: 7_200 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (times, seconds, done) => {
          const journey = fetched(seconds).through('TRIM');
          const covers = (world: World, end: number): void => {
            const { eta } = forecastOf(journey, world).run;
            expect(eta).toMatchObject({ basis: 'rule', samples: 0 });
            expect(Date.parse(eta?.from ?? '')).toBeLessThanOrEqual(Math.ceil(end / MINUTE) * MINUTE);
            expect(Date.parse(eta?.to ?? '')).toBeGreaterThanOrEqual(end);
          };
          const [spent, after] = [times * seconds * 1_000, 5_000];
          covers({}, Date.parse(journey.now) + spent + after);
          working(journey, 'TRANSCRIBE', Math.round(done * spent));
          covers({ live: done, seenAt: journey.now }, Date.parse(journey.now) + (1 - done) * spent + after);
        },
      ),
    );
  });

  it('follows for each step the ETAs of its dependencies', () => {
    const journey = working(fetched(), 'TRIM', MINUTE);
    const { run, steps } = forecastOf(journey, { samples: tenMinutes() });
    const ends = ['TRIM', 'TRANSCRIBE', 'EXTRACT_TOPICS'].map((step) => minutesLeft(journey, steps.get(step)?.eta?.from));
    expect(ends[1]).toBeCloseTo((ends[0] ?? 0) + 5.5, 0);
    expect(ends[2]).toBeCloseTo((ends[1] ?? 0) + 5.5, 0);
    expect(steps.get('EXTRACT_TOPICS')?.eta?.to).toBe(run.eta?.to);
    const stuck = forecastOf(journey, { stalled: true }).steps;
    expect([stuck.get('TRIM')?.eta_reason, stuck.get('EXTRACT_TOPICS')?.eta_reason]).toEqual(['stalled', 'stalled']);
  });

  it('is close to the pace once a large part of the work is done', () => {
    const journey = fetched(3_600).through('TRIM');
    working(journey, 'TRANSCRIBE', 6 * MINUTE);
    const { eta } = forecastOf(journey, { live: 0.5, seenAt: journey.now }).steps.get('TRANSCRIBE') ?? NOTHING_TO_WAIT_FOR;
    expect(minutesLeft(journey, eta?.to)).toBeLessThan(20);
    journey.interrupt('TRANSCRIBE');
    working(journey, 'TRANSCRIBE', MINUTE);
    // The reused results of an earlier attempt say nothing about the pace.
    const again = forecastOf(journey, { live: 0.5, seenAt: journey.now }).steps.get('TRANSCRIBE');
    expect(minutesLeft(journey, again?.eta?.to)).toBeGreaterThan(100);
  });

  it('stays the same without progress, and then disappears', () => {
    const journey = fetched(600).through('TRIM');
    working(journey, 'TRANSCRIBE', MINUTE);
    const options = { live: 0.2, seenAt: journey.now };
    const { run } = forecastOf(journey, options);
    expect(run.progress_at).toBe(options.seenAt);
    const still = forecastOf(journey.later(30_000), options).run;
    for (const end of ['from', 'to'] as const)
      expect(Math.abs(Date.parse(still.eta?.[end] ?? '') - Date.parse(run.eta?.[end] ?? ''))).toBeLessThanOrEqual(30_000);
    expect(forecastOf(journey.later(4 * MINUTE), options).run).toMatchObject({
      eta: null,
      eta_reason: 'no-progress',
      progress_at: options.seenAt,
    });
  });

  it('has no start once it has passed, neither for a running step nor for those after it', () => {
    const journey = fetched();
    journey.start('TRIM');
    const forecast = (): readonly (Forecast | undefined)[] => {
      const { run, steps } = forecastOf(journey, { samples: tenMinutes() });
      return [steps.get('TRIM'), steps.get('TRANSCRIBE'), run];
    };
    const [trim, transcribe, run] = forecast();
    for (const later of [4, 2, 2]) {
      journey.later(later * MINUTE);
      const [, after, whole] = forecast();
      expect([moved(transcribe, after, 'from'), moved(run, whole, 'from'), moved(run, whole, 'to')]).toEqual([
        false,
        false,
        false,
      ]);
    }
    const [overran] = forecast();
    expect(overran?.eta?.from).toBeNull();
    expect(moved(trim, overran, 'to')).toBe(false);
    expect(forecast()[2]?.eta?.from).not.toBeNull();
  });

  it('has no start once it has passed, also for an attempt that reported progress', () => {
    const journey = fetched(600).through('TRIM');
    working(journey, 'TRANSCRIBE', 3 * MINUTE);
    const options = { live: 0.8, seenAt: journey.now, samples: tenMinutes().map((each) => ({ ...each, mediaSeconds: 600 })) };
    const forecast = (): Forecast | undefined => forecastOf(journey, options).steps.get('TRANSCRIBE');
    const first = forecast();
    expect(first?.eta?.from).not.toBeNull();
    journey.later(100_000);
    expect(forecast()?.eta).toMatchObject({ from: null });
    expect(moved(first, forecast(), 'to')).toBe(false);
  });

  it('is unknown before the length of the media is known', () => {
    expect(forecastOf(aRun(aConfig([]))).run.eta_reason).toBe('length-unknown');
    const loading = working(aRun(aConfig([])), 'DOWNLOAD', MINUTE);
    expect(forecastOf(loading).steps.get('DOWNLOAD')?.eta_reason).toBe('length-unknown');
    expect(forecastOf(loading, { live: 0.5, seenAt: loading.now }).steps.get('DOWNLOAD')?.eta).toMatchObject({ basis: 'rule' });
  });

  it('is known for a document after its pages were counted', () => {
    const journey = new Journey().register({ pipeline: 'document' });
    journey.run(aConfig([]));
    expect(forecastOf(journey).run.eta_reason).toBe('length-unknown');
    journey.through('hash_file', 'create_file_record').start('check_text');
    journey.complete('check_text', { result: { text: 'none', pages: 10 } });
    const { run } = forecastOf(journey);
    expect(run.eta).toMatchObject({ basis: 'rule' });
    expect(minutesLeft(journey, run.eta?.from)).toBeLessThan(1);
    expect(minutesLeft(journey, run.eta?.to)).toBeGreaterThan(3);
  });

  it('is replaced by the reason why there is none', () => {
    const samples = tenMinutes();
    const running = fetched();
    running.start('TRIM');
    const reason = (journey: Journey, world: World = {}): string | null =>
      forecastOf(journey, { samples, ...world }).run.eta_reason;
    expect(reason(fetched(), { room: { state: 'unserved' } })).toBe('no-worker');
    expect(reason(fetched(), { room: { state: 'unknown' } })).toBe('unknown');
    expect(reason(running, { stalled: true })).toBe('stalled');
    expect(reason(running.later(11 * MINUTE))).toBe('overdue');
    expect(reason(running, { live: 0.5 })).toBeNull();
    running.pause();
    expect(reason(running)).toBe('paused');
    const waiting = fetched();
    waiting.start('TRIM');
    waiting.wait('TRIM');
    expect(reason(waiting)).toBe('waiting');
  });

  it('counts the attempts before it in its lane, in rounds of as many as the lane has places', () => {
    const journey = fetched();
    const busy = busySince(journey.now, journey.now);
    const seen = forecastOf(journey, { samples: tenMinutes(), room: busy, place: 3 });
    expect(seen.run).toMatchObject({ queue_position: 3, queue_length: 9 });
    expect(seen.steps.get('TRIM')).toMatchObject({ queue_position: 3 });
    expect(minutesLeft(journey, seen.steps.get('TRIM')?.eta?.from)).toBeCloseTo(2 * 5.5 + 5.5, 0);
    expect(minutesLeft(journey, seen.steps.get('TRIM')?.eta?.to)).toBeCloseTo(2 * 9.1 + 9.1, 0);
    expect(forecastOf(journey, { room: busy, place: 3 }).steps.get('TRANSCRIBE')?.queue_position).toBeNull();
    expect(forecastOf(fetched(), { samples: tenMinutes(), room: busy }).run.eta_reason).toBe('queued');
  });

  it('does not move with the clock in a queue, and disappears once the attempts before it take too long', () => {
    const journey = fetched();
    const room = busySince(journey.now, journey.now);
    const forecast = (): Forecast | undefined => forecastOf(journey, { samples: tenMinutes(), room, place: 1 }).steps.get('TRIM');
    const first = forecast();
    journey.later(5 * MINUTE);
    expect([moved(first, forecast(), 'from'), moved(first, forecast(), 'to')]).toEqual([false, false]);
    // The running attempts are later than usual, but not later than they may be.
    journey.later(3 * MINUTE);
    expect([moved(first, forecast(), 'from'), moved(first, forecast(), 'to')]).toEqual([false, false]);
    journey.later(2 * MINUTE);
    expect(forecast()).toMatchObject({ eta: null, eta_reason: 'queued', queue_position: 1 });
  });

  it('counts only the places whose attempts are in time', () => {
    const journey = fetched();
    const [long, now] = [journey.now, journey.later(30 * MINUTE).now];
    const seen = forecastOf(journey, { samples: tenMinutes(), room: busySince(long, now), place: 2 }).steps.get('TRIM');
    expect(minutesLeft(journey, seen?.eta?.to)).toBeCloseTo(2 * 9.1 + 9.1, 0);
  });

  it('does not move with the clock if a free worker does not take the step, and disappears', () => {
    const journey = fetched();
    const forecast = (): Forecast | undefined => forecastOf(journey, { samples: tenMinutes(), place: 1 }).steps.get('TRIM');
    const first = forecast();
    journey.later(MINUTE);
    expect(forecast()?.eta).toEqual(first?.eta);
    journey.later(MINUTE);
    expect(forecast()).toMatchObject({ eta: null, eta_reason: 'queued' });
  });

  it('waits for a later retry', () => {
    const journey = aRun(aConfig([]));
    journey.start('DOWNLOAD');
    journey.fail('DOWNLOAD', { retryable: true });
    const due = journey.notBefore('DOWNLOAD') ?? '';
    const { steps } = forecastOf(journey, { samples: tenMinutes() });
    expect(Date.parse(steps.get('DOWNLOAD')?.eta?.from ?? '')).toBeGreaterThanOrEqual(Date.parse(due) + 5.5 * MINUTE);
  });

  it('is never before a later retry, even by the rule', () => {
    const journey = fetched(30);
    journey.start('TRIM');
    journey.fail('TRIM', { retryable: true, retryAfterMs: 11 * MINUTE });
    const due = Date.parse(journey.notBefore('TRIM') ?? '');
    for (const ms of [0, 5 * MINUTE])
      expect(Date.parse(forecastOf(journey.later(ms)).run.eta?.from ?? '')).toBeGreaterThanOrEqual(due);
  });

  it('is never in the past, and never ends before it begins, whenever it is requested', () => {
    const time = fc.integer({ min: 0, max: 20 * MINUTE });
    fc.assert(
      fc.property(
        time,
        fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
        fc.integer({ min: 1, max: 9 }),
        (ms, live, place) => {
          const journey = fetched();
          journey.start('TRIM');
          journey.later(ms);
          const { run, steps } = forecastOf(journey, { samples: tenMinutes(), place, ...(live === undefined ? {} : { live }) });
          for (const { eta, eta_reason } of [run, ...steps.values()]) {
            expect(eta === null).toBe(eta_reason !== null);
            if (eta === null) continue;
            expect(Date.parse(eta.from ?? eta.to)).toBeGreaterThanOrEqual(Date.parse(journey.now));
            expect(Date.parse(eta.to)).toBeGreaterThanOrEqual(Date.parse(eta.from ?? eta.to));
          }
        },
      ),
    );
  });
});
