import type { Job } from '@throughline/api-client';
import { describeSchedule } from './describe-schedule.js';

const zone = { time_zone: 'Europe/Berlin' };

describe('the words for a schedule', () => {
  it.each<[Job['schedule'], string]>([
    [{ kind: 'time_of_day', time: '08:00', ...zone }, 'Every day at 08:00 (Europe/Berlin)'],
    [{ kind: 'weekdays', time: '18:00', days: ['thu', 'tue'], ...zone }, 'Tue, Thu at 18:00 (Europe/Berlin)'],
    [{ kind: 'weekdays', time: '18:00', days: ['mon', 'tue', 'wed'], ...zone }, 'Mon–Wed at 18:00 (Europe/Berlin)'],
    [{ kind: 'hours', every: 1, ...zone }, 'Every hour (Europe/Berlin)'],
    [
      { kind: 'hours', every: 2, from: '08:00', to: '18:00', days: ['mon', 'tue', 'wed', 'thu', 'fri'], ...zone },
      'Every 2 hours from 08:00 to 18:00, Mon–Fri (Europe/Berlin)',
    ],
    [{ kind: 'hours', every: 3, to: '09:00', ...zone }, 'Every 3 hours until 09:00 (Europe/Berlin)'],
    [{ kind: 'cron', expression: '0 8 * * 1-5', ...zone }, 'By the expression 0 8 * * 1-5 (Europe/Berlin)'],
  ])('are plain for %j', (schedule, expected) => {
    expect(describeSchedule(schedule)).toBe(expected);
  });
});
