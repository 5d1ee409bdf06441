import { testDepth } from '@throughline/contracts/testing';
import fc from 'fast-check';
import { findDue, findNext, type ScheduleProgress } from './due.js';
import { lastUntil, occurrencesBetween } from './occurrences.js';
import type { Schedule } from './schedule.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 2, 28);
const isoOf = (instant: number): string => new Date(instant).toISOString();
const fresh: ScheduleProgress = { since: isoOf(START), coveredUntil: undefined };

const schedules = fc.constantFrom<Schedule>(
  { kind: 'time_of_day', time: '02:30', time_zone: 'Europe/Berlin' },
  { kind: 'hours', every: 1, time_zone: 'Europe/Berlin' },
  { kind: 'weekdays', days: ['sat', 'sun', 'mon'], time: '00:10', time_zone: 'America/New_York' },
  { kind: 'cron', expression: '*/20 * * * *', time_zone: 'Australia/Lord_Howe' },
);
/** Steps of the clock, in minutes: mostly forward, sometimes back, sometimes far. */
const jumps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 90 }) },
    { weight: 1, arbitrary: fc.integer({ min: -300, max: 3_000 }) },
    { weight: 1, arbitrary: fc.constantFrom(-400 * 1_440, 400 * 1_440) },
  ),
  { minLength: 1, maxLength: 40 },
);

interface Fired {
  readonly at: string;
  readonly missed: number;
  readonly now: number;
}

/** Carries a job through times as a store does: each occurrence has one run at most. */
function fireAt(schedule: Schedule, times: readonly number[]): readonly Fired[] {
  const fired = new Map<string, Fired>();
  let progress = fresh;
  for (const now of times) {
    const due = findDue(schedule, progress, isoOf(now));
    if (due === undefined) continue;
    progress = { ...progress, coveredUntil: due.at };
    if (!fired.has(due.at)) fired.set(due.at, { ...due, now });
  }
  return [...fired.values()];
}

const timesOf = (steps: readonly number[]): readonly number[] => {
  let now = START;
  return steps.map((step) => {
    now += step * MINUTE_MS;
    return now;
  });
};

const check = (property: fc.IProperty<[Schedule, number[]]>): void => {
  fc.assert(property, { numRuns: testDepth.runs(100) });
};

describe('the runs of a schedule', () => {
  it('make up for every occurrence by one run while the clock only goes forward', () => {
    check(
      fc.property(schedules, fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 10 }), (schedule, steps) => {
        const times = timesOf(steps);
        const fired = fireAt(schedule, times);
        const all = occurrencesBetween(schedule, { after: START, until: times.at(-1) ?? START }, 10_000);
        expect(fired.reduce((sum, { missed }) => sum + missed + 1, 0)).toBe(all.length);
        expect(fired.every(({ at }) => all.includes(Date.parse(at)))).toBe(true);
      }),
    );
  });

  it('never start early, and never repeat an occurrence whatever the clock does', () => {
    check(
      fc.property(schedules, jumps, (schedule, steps) => {
        const fired = fireAt(schedule, timesOf(steps));
        expect(new Set(fired.map(({ at }) => at)).size).toBe(fired.length);
        for (const { at, now } of fired) {
          expect(Date.parse(at)).toBe(lastUntil(schedule, now));
          expect(Date.parse(at)).toBeGreaterThan(START);
        }
      }),
    );
  });

  it('go on within two days after the clock was set back, however far it ran ahead', () => {
    check(
      fc.property(schedules, jumps, (schedule, steps) => {
        const back = START + DAY_MS;
        const later = Array.from({ length: 3 * 24 }, (_, hour) => back + hour * 3_600_000);
        const fired = fireAt(schedule, [...timesOf(steps), ...later]);
        const last = lastUntil(schedule, later.at(-1) ?? back);
        expect(fired.some(({ at }) => Date.parse(at) === last)).toBe(true);
      }),
    );
  });

  it('come next at the time that is named as the next one', () => {
    check(
      fc.property(schedules, jumps, (schedule, steps) => {
        const now = timesOf(steps).at(-1) ?? START;
        const progress = { ...fresh, coveredUntil: findDue(schedule, fresh, isoOf(now))?.at };
        const [next] = findNext(schedule, progress, isoOf(now), 1);
        expect(next).toBeDefined();
        expect(findDue(schedule, progress, isoOf(Date.parse(next ?? '') - 1))).toBeUndefined();
        expect(findDue(schedule, progress, next ?? '')).toEqual({ at: next, missed: 0 });
      }),
    );
  });
});
