import { findNext } from './due.js';
import { lastUntil, nextAfter, occurrencesBetween } from './occurrences.js';
import type { Schedule } from './schedule.js';
import { findScheduleProblems } from './validate.js';

const cron = (expression: string, time_zone = 'Europe/Berlin'): Schedule => ({ kind: 'cron', expression, time_zone });
const daily = (time: string, time_zone = 'Europe/Berlin'): Schedule => ({ kind: 'time_of_day', time, time_zone });

const between = (schedule: Schedule, after: string, until: string): readonly string[] =>
  occurrencesBetween(schedule, { after: Date.parse(after), until: Date.parse(until) }, 1_000).map((each) =>
    new Date(each).toISOString().replace(':00.000Z', 'Z'),
  );

describe('a schedule', () => {
  it('fires at its local time, in summer and in winter', () => {
    expect(between(daily('08:00'), '2026-03-27T12:00Z', '2026-03-30T12:00Z')).toEqual([
      '2026-03-28T07:00Z',
      '2026-03-29T06:00Z',
      '2026-03-30T06:00Z',
    ]);
  });

  it('fires at the change for a time that clocks skip', () => {
    expect(between(daily('02:30'), '2026-03-28T12:00Z', '2026-03-30T12:00Z')).toEqual(['2026-03-29T01:00Z', '2026-03-30T00:30Z']);
  });

  it('fires once for several times that clocks skip together', () => {
    expect(between(cron('*/20 2-3 * * *'), '2026-03-29T00:00Z', '2026-03-29T01:45Z')).toEqual([
      '2026-03-29T01:00Z',
      '2026-03-29T01:20Z',
      '2026-03-29T01:40Z',
    ]);
  });

  it('fires the first time only for a time that clocks show twice', () => {
    expect(between(daily('02:30'), '2026-10-24T12:00Z', '2026-10-26T12:00Z')).toEqual(['2026-10-25T00:30Z', '2026-10-26T01:30Z']);
  });

  it('fires on 29 February of leap years, also across a century without one', () => {
    expect(nextAfter(cron('0 0 29 2 *', 'UTC'), Date.UTC(2026, 0))).toBe(Date.UTC(2028, 1, 29));
    expect(nextAfter(cron('0 0 29 2 *', 'UTC'), Date.UTC(2096, 1, 29))).toBe(Date.UTC(2104, 1, 29));
    expect(lastUntil(cron('0 0 29 2 *', 'UTC'), Date.UTC(2104, 0))).toBe(Date.UTC(2096, 1, 29));
  });

  it('fires when a zone that has skipped a whole day continues', () => {
    expect(between(daily('09:00', 'Pacific/Apia'), '2011-12-29T00:00Z', '2011-12-31T12:00Z')).toEqual([
      '2011-12-29T19:00Z',
      '2011-12-30T10:00Z',
      '2011-12-30T19:00Z',
    ]);
  });

  it('fires every few hours between two times of the given days', () => {
    const hours: Schedule = {
      kind: 'hours',
      every: 4,
      from: '08:30',
      to: '16:30',
      days: ['mon', 'fri'],
      time_zone: 'UTC',
    };
    expect(between(hours, '2026-02-06T09:00Z', '2026-02-09T23:00Z')).toEqual([
      '2026-02-06T12:30Z',
      '2026-02-06T16:30Z',
      '2026-02-09T08:30Z',
      '2026-02-09T12:30Z',
      '2026-02-09T16:30Z',
    ]);
    expect(between({ kind: 'hours', every: 9, time_zone: 'UTC' }, '2026-02-06T09:00Z', '2026-02-07T10:00Z')).toEqual([
      '2026-02-06T18:00Z',
      '2026-02-07T00:00Z',
      '2026-02-07T09:00Z',
    ]);
  });

  it('fires on its weekdays', () => {
    const weekly: Schedule = { kind: 'weekdays', days: ['tue', 'sun'], time: '18:00', time_zone: 'UTC' };
    expect(between(weekly, '2026-02-06T09:00Z', '2026-02-15T09:00Z')).toEqual(['2026-02-08T18:00Z', '2026-02-10T18:00Z']);
  });

  it('fires on days that fit either field of days, if cron restricts both', () => {
    expect(between(cron('0 0 13 * 5', 'UTC'), '2026-03-01T00:00Z', '2026-03-21T00:00Z')).toEqual([
      '2026-03-06T00:00Z',
      '2026-03-13T00:00Z',
      '2026-03-20T00:00Z',
    ]);
    expect(between(cron('0 0 13 2 *', 'UTC'), '2026-01-01T00:00Z', '2026-12-31T00:00Z')).toEqual(['2026-02-13T00:00Z']);
    expect(between(cron('0 0 */10 * 1', 'UTC'), '2026-05-30T00:00Z', '2026-07-01T00:00Z')).toEqual(['2026-06-01T00:00Z']);
  });

  it('does not fire if its kind is unknown', () => {
    const unknown = { kind: 'sunrise', time_zone: 'UTC' } as unknown as Schedule;
    expect([nextAfter(unknown, 0), lastUntil(unknown, 0), nextAfter(daily('08:00', 'Mars/Olympus'), 0)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('does not name a next time before it applies', () => {
    const progress = { since: '2026-02-06T12:00:00.000Z', coveredUntil: undefined };
    expect(findNext(daily('08:00', 'UTC'), progress, '2026-02-06T07:00:00.000Z', 1)).toEqual(['2026-02-07T08:00:00.000Z']);
  });
});

describe('the problems of a schedule', () => {
  const NOW = '2026-02-06T12:00:00.000Z';

  it('are none for a schedule that fires', () => {
    expect(findScheduleProblems(cron('0 8-18 * * 1-5'), NOW)).toEqual([]);
    expect(findScheduleProblems({ kind: 'hours', every: 24, from: '10:00', to: '10:00', time_zone: 'UTC' }, NOW)).toEqual([]);
  });

  it.each(['+02:00', 'Europe/Atlantis', 'Berlin', '', 'Europe/Berlin\n', '__proto__'])('name the time zone %j', (time_zone) => {
    expect(findScheduleProblems(daily('08:00', time_zone), NOW)).toEqual([
      { field: 'time_zone', message: expect.stringContaining('IANA') as unknown },
    ]);
  });

  it('name the field that is wrong', () => {
    expect(findScheduleProblems(cron('0 8 * *'), NOW)).toMatchObject([{ field: 'expression' }]);
    expect(findScheduleProblems(cron('0 0 30 2 *'), NOW)).toEqual([
      { field: 'expression', message: expect.stringContaining('never fires') as unknown },
    ]);
    expect(findScheduleProblems({ kind: 'hours', every: 1, from: '18:00', to: '08:00', time_zone: 'UTC' }, NOW)).toEqual([
      { field: 'to', message: 'must not be before from' },
    ]);
  });
});
