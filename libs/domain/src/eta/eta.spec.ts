import fc from 'fast-check';
import { isPresent } from '../asset/state.js';
import { Journey, aConfig, aRun } from '../testing/index.js';
import type { ForecastFacts, LaneRoom } from './facts.js';
import { forecastRun, type RunForecast } from './forecast.js';
import { FEWEST_SAMPLES, expectationOf, quantile, type DurationSample } from './history.js';
import { remainingOf } from './remaining.js';

const MINUTE = 60_000;
const served: LaneRoom = { state: 'served', places: 2, free: 2 };
/** Ten attempts, of 1 to 10 minutes. */
const tenMinutes = (mediaSeconds = 3_600, engine?: string): readonly DurationSample[] =>
  Array.from({ length: 10 }, (_, index) => ({
    durationMs: (index + 1) * MINUTE,
    mediaSeconds,
    ...(engine === undefined ? {} : { engine }),
  }));

interface World {
  readonly samples?: readonly DurationSample[];
  readonly room?: LaneRoom;
  readonly place?: number;
  readonly stalled?: boolean;
  readonly live?: number;
}

const forecastOf = (journey: Journey, { samples = [], room = served, place, stalled = false, live }: World = {}): RunForecast => {
  const facts: ForecastFacts = {
    now: journey.now,
    samplesOf: () => samples,
    placeOf: () => place,
    roomOf: () => room,
    isStalled: () => stalled,
  };
  if (!isPresent(journey.state)) throw new Error('The journey has not begun');
  const running = journey.state.steps.filter(({ phase }) => phase === 'running').map(({ step }) => step);
  return forecastRun(
    journey.state,
    facts,
    live === undefined ? undefined : new Map(running.map((step) => [step, { fraction: live }])),
  );
};
const fetched = (seconds = 3_600): Journey => {
  const journey = aRun(aConfig([]));
  journey.start('DOWNLOAD');
  journey.complete('DOWNLOAD', { result: { duration_seconds: seconds } });
  return journey;
};
const minutesLeft = (journey: Journey, at: string | undefined): number =>
  (Date.parse(at ?? '') - Date.parse(journey.now)) / MINUTE;

describe('what history says of a step', () => {
  it('is nothing until there are enough that are like it', () => {
    const samples = tenMinutes();
    expect(expectationOf(samples.slice(0, FEWEST_SAMPLES - 1), 3_600)).toBeUndefined();
    expect(expectationOf(samples, 3_600)).toEqual({ p50: 5.5 * MINUTE, p90: 9.1 * MINUTE, samples: 10 });
  });

  it('is scaled to the length of the media, and asks no lengths that are of another kind', () => {
    expect(expectationOf(tenMinutes(3_600), 7_200)).toEqual({ p50: 11 * MINUTE, p90: 18.2 * MINUTE, samples: 10 });
    expect(expectationOf(tenMinutes(60), 3_600)).toBeUndefined();
    expect(expectationOf([...tenMinutes(60), ...tenMinutes(3_600)], 3_600)?.samples).toBe(10);
  });

  it('is that of the engine that works now, once it has done enough', () => {
    const slow = tenMinutes(3_600, 'slow');
    const fast = slow.map((each) => ({ ...each, engine: 'fast', durationMs: each.durationMs / 10 }));
    expect(expectationOf([...fast, ...slow], 3_600)?.p50).toBe(0.55 * MINUTE);
    expect(expectationOf([...fast.slice(0, 2), ...slow], 3_600)?.samples).toBe(12);
  });

  it('has its quantiles between the smallest and the largest, in their order, whatever the samples', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1 }), (values) => {
        const [p50, p90] = [quantile(values, 0.5), quantile(values, 0.9)];
        expect(p50).toBeGreaterThanOrEqual(Math.min(...values));
        expect(p90).toBeGreaterThanOrEqual(p50);
        expect(p90).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });
});

describe('what is left of an attempt', () => {
  const ms = fc.double({ min: 0, max: 1e9, noNaN: true });
  const work = fc.record({ p50: ms, more: ms, elapsedMs: ms, fraction: fc.double({ min: 0, max: 1, noNaN: true }) });
  const leftOf = ({ p50, more, elapsedMs, fraction }: { p50: number; more: number; elapsedMs: number; fraction: number }) =>
    remainingOf({ expected: { p50, p90: p50 + more }, elapsedMs, fraction });

  it('is never less than nothing, and the careful end is never before the likely one', () => {
    fc.assert(
      fc.property(work, (one) => {
        const left = leftOf(one);
        expect(left === undefined).toBe(one.fraction === 0 && one.elapsedMs >= one.p50 + one.more);
        expect(left?.p50 ?? 0).toBeGreaterThanOrEqual(0);
        expect((left?.p90 ?? 0) - (left?.p50 ?? 0)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('ends no earlier for time that goes by with nothing done, and no later for work that is done', () => {
    fc.assert(
      fc.property(work, ms, fc.double({ min: 0, max: 1, noNaN: true }), (one, passed, more) => {
        fc.pre(one.fraction > 0);
        const [now, later] = [leftOf(one), leftOf({ ...one, elapsedMs: one.elapsedMs + passed })];
        expect((later?.p90 ?? 0) + passed).toBeGreaterThanOrEqual((now?.p90 ?? 0) - 1e-3);
        const further = leftOf({ ...one, fraction: Math.max(one.fraction, more) });
        expect(further?.p90 ?? 0).toBeLessThanOrEqual((now?.p90 ?? 0) + 1e-3);
      }),
    );
  });

  it('PRG-07: after half an hour of four, with an eighth done, is three and a half hours', () => {
    const hours = 60 * MINUTE;
    const expected = { p50: 4 * hours, p90: 4 * hours };
    expect(remainingOf({ expected, elapsedMs: hours / 2, fraction: 1 / 8 })?.p50).toBeCloseTo(3.5 * hours);
    expect(remainingOf({ expected, elapsedMs: 4 * hours, fraction: null })).toBeUndefined();
  });
});

describe('when a run is done', () => {
  it('is not asked where nothing is to be waited for', () => {
    const over = fetched().through('TRIM', 'TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES');
    expect(forecastOf(over)).toEqual({ run: { eta: null, eta_reason: null, queue_position: null }, steps: new Map() });
  });

  it('is the longest way through what is left: steps side by side count once', () => {
    const journey = fetched();
    journey.start('TRIM');
    const { run, steps } = forecastOf(journey, { samples: tenMinutes() });
    expect(run).toMatchObject({ eta: { basis: 'history', samples: 10 }, eta_reason: null });
    // TRIM, TRANSCRIBE, and one of topics and subtitles.
    expect(minutesLeft(journey, run.eta?.from)).toBeCloseTo(3 * 5.5, 0);
    expect(minutesLeft(journey, run.eta?.to)).toBeCloseTo(3 * 9.1, 0);
    expect(minutesLeft(journey, steps.get('TRIM')?.eta?.to)).toBeCloseTo(9.1, 0);
  });

  it('is four times the media from the start of the run, until there is a history', () => {
    const journey = fetched(600);
    const started = isPresent(journey.state) ? (journey.state.run?.startedAt ?? '') : '';
    const { run } = forecastOf(journey);
    expect(run.eta).toMatchObject({ basis: 'rule', samples: 0 });
    expect(Math.abs(Date.parse(run.eta?.to ?? '') - Date.parse(started) - 40 * MINUTE)).toBeLessThanOrEqual(30_000);
    expect(forecastOf(journey.later(41 * MINUTE)).run).toMatchObject({ eta: null, eta_reason: 'overdue' });
  });

  it('is not known before the length of the media is, nor without history of what has no rule', () => {
    expect(forecastOf(aRun(aConfig([]))).run.eta_reason).toBe('length-unknown');
    expect(forecastOf(fetched()).steps.get('TRIM')?.eta_reason).toBe('no-history');
    expect(forecastOf(fetched()).steps.get('TRANSCRIBE')?.eta).toMatchObject({ basis: 'rule' });
  });

  it('says what stands in the way instead of a time', () => {
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

  it('counts those that are before it in its lane, in rounds of as many as have a place', () => {
    const busy: LaneRoom = { state: 'served', places: 2, free: 0 };
    const journey = fetched();
    const seen = forecastOf(journey, { samples: tenMinutes(), room: busy, place: 3 });
    expect(seen.run.queue_position).toBe(3);
    expect(seen.steps.get('TRIM')).toMatchObject({ queue_position: 3 });
    expect(minutesLeft(journey, seen.steps.get('TRIM')?.eta?.from)).toBeCloseTo(5.5 + 5.5, 0);
    expect(minutesLeft(journey, seen.steps.get('TRIM')?.eta?.to)).toBeCloseTo(2 * 9.1 + 9.1, 0);
    expect(forecastOf(journey, { room: busy, place: 3 }).steps.get('TRANSCRIBE')?.queue_position).toBeNull();
    expect(forecastOf(fetched(), { samples: tenMinutes(), room: busy }).run.eta_reason).toBe('queued');
  });

  it('waits for a retry that is due later', () => {
    const journey = aRun(aConfig([]));
    journey.start('DOWNLOAD');
    journey.fail('DOWNLOAD', { retryable: true });
    const due = journey.step('DOWNLOAD').notBefore ?? '';
    const { steps } = forecastOf(journey, { samples: tenMinutes() });
    expect(Date.parse(steps.get('DOWNLOAD')?.eta?.from ?? '')).toBeGreaterThanOrEqual(Date.parse(due) + 5.5 * MINUTE);
  });

  it('is never in the past, nor its end before its beginning, whenever it is asked', () => {
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
            expect(Date.parse(eta.from)).toBeGreaterThanOrEqual(Date.parse(journey.now));
            expect(Date.parse(eta.to)).toBeGreaterThanOrEqual(Date.parse(eta.from));
          }
        },
      ),
    );
  });
});
