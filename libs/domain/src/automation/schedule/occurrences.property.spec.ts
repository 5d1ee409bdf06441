import { testDepth } from '@throughline/contracts/testing';
import fc from 'fast-check';
import { lastUntil, nextAfter, occurrencesBetween } from './occurrences.js';
import { WEEKDAYS, type Schedule } from './schedule.js';

const MINUTE_MS = 60_000;
const HOURS = 48;

/** Two days around a change of the clocks, or without one. */
const WINDOWS = [
  ['Europe/Berlin', '2026-03-28T12:00Z'],
  ['Europe/Berlin', '2026-10-24T12:00Z'],
  ['America/New_York', '2026-03-08T00:00Z'],
  ['America/Havana', '2026-03-07T12:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T00:00Z'],
  ['Pacific/Apia', '2011-12-29T12:00Z'],
  ['Asia/Kathmandu', '2028-02-28T12:00Z'],
  ['UTC', '2027-12-31T00:00Z'],
] as const;

interface Minute {
  readonly instant: number;
  /** `2026-03-28 13:00`, in the order of time as text. */
  readonly local: string;
}

const windows = new Map<string, readonly Minute[]>();

/** Asks the clock of a zone for every minute of a window. */
function minutesOf([zone, start]: (typeof WINDOWS)[number]): readonly Minute[] {
  const known = windows.get(zone + start);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const minutes = Array.from({ length: HOURS * 60 }, (_, index) => {
    const instant = Date.parse(start) + index * MINUTE_MS;
    return { instant, local: clock.format(instant) };
  });
  windows.set(zone + start, minutes);
  return minutes;
}

const localMs = (local: string): number => Date.parse(`${local.replace(' ', 'T')}Z`);

const clockOf = (time: Date): string => time.toISOString().slice(11, 16);

function fitsCron({ expression }: Extract<Schedule, { kind: 'cron' }>, time: Date): boolean {
  const [minute, hour] = expression.split(' ').map((field) => field.replace('*/', ''));
  return time.getUTCMinutes() % Number(minute) === 0 && (hour === '*' || time.getUTCHours() === Number(hour));
}

function fitsHours({ every, from = '00:00', to = '23:59' }: Extract<Schedule, { kind: 'hours' }>, time: Date): boolean {
  const [fromHour = 0, fromMinute = 0] = from.split(':').map(Number);
  const since = time.getUTCHours() * 60 + time.getUTCMinutes() - fromHour * 60 - fromMinute;
  return since >= 0 && since % (every * 60) === 0 && clockOf(time) <= to;
}

/** Reads schedules in the plainest way, one local minute at a time. */
function fits(schedule: Schedule, local: number): boolean {
  const time = new Date(local);
  const name = WEEKDAYS[time.getUTCDay()] ?? 'sun';
  if (schedule.kind === 'time_of_day') return clockOf(time) === schedule.time;
  if (schedule.kind === 'weekdays') return clockOf(time) === schedule.time && schedule.days.includes(name);
  return schedule.kind === 'cron' ? fitsCron(schedule, time) : fitsHours(schedule, time);
}

/** A minute fires if the clock shows it for the first time, or jumps over a time of the schedule to it. */
function fireByClock(schedule: Schedule, minutes: readonly Minute[]): readonly number[] {
  let latest = localMs(minutes[0]?.local ?? '');
  return minutes.slice(1).flatMap(({ instant, local }) => {
    const shown = localMs(local);
    const passed = Array.from({ length: Math.max(0, (shown - latest) / MINUTE_MS) }, (_, index) => shown - index * MINUTE_MS);
    latest = Math.max(latest, shown);
    return passed.some((each) => fits(schedule, each)) ? [instant] : [];
  });
}

const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const days = fc.subarray([...WEEKDAYS], { minLength: 1 });
const schedulesIn = (time_zone: string): fc.Arbitrary<Schedule> =>
  fc.oneof(
    fc.record({ kind: fc.constant('time_of_day' as const), time: times, time_zone: fc.constant(time_zone) }),
    fc.record({ kind: fc.constant('weekdays' as const), days, time: times, time_zone: fc.constant(time_zone) }),
    fc.record({
      kind: fc.constant('hours' as const),
      every: fc.integer({ min: 1, max: 24 }),
      from: times,
      time_zone: fc.constant(time_zone),
    }),
    fc
      .tuple(fc.constantFrom(1, 7, 15, 30), fc.constantFrom('*', '0', '1', '2', '3'))
      .map(([minute, hour]) => ({ kind: 'cron' as const, expression: `*/${String(minute)} ${hour} * * *`, time_zone })),
  );
const worlds = fc
  .constantFrom(...WINDOWS)
  .chain((window) => fc.record({ window: fc.constant(window), schedule: schedulesIn(window[0]), place: fc.nat() }));

describe('the occurrences of a schedule', () => {
  it('are those that a person finds who looks at the clock every minute', () => {
    fc.assert(
      fc.property(worlds, ({ window, schedule, place }) => {
        const minutes = minutesOf(window);
        const [first, last] = [minutes[0]?.instant ?? 0, minutes.at(-1)?.instant ?? 0];
        const expected = fireByClock(schedule, minutes);
        expect(occurrencesBetween(schedule, { after: first, until: last }, 10_000)).toEqual(expected);
        const now = minutes[place % minutes.length]?.instant ?? 0;
        const next = expected.find((each) => each > now);
        const before = expected.filter((each) => each <= now).at(-1);
        if (next !== undefined) expect(nextAfter(schedule, now)).toBe(next);
        if (before !== undefined) expect(lastUntil(schedule, now)).toBe(before);
      }),
      { numRuns: testDepth.runs(400) },
    );
  });
});
