import type { Job } from '@throughline/api-client';
import { settingsText } from '../texts/settings-text.js';
import { DAYS, type Day } from './job-draft.js';

const words = settingsText.jobs;
type Schedule = Job['schedule'];

/** Says `Mon–Fri` for days that follow each other, else `Mon, Wed`. */
function describeDays(days: readonly Day[]): string {
  const chosen = DAYS.filter((day) => days.includes(day));
  const [first, last] = [chosen[0], chosen.at(-1)];
  if (first === undefined || last === undefined) return '';
  const isSpan = chosen.length > 2 && DAYS.indexOf(last) - DAYS.indexOf(first) === chosen.length - 1;
  return isSpan ? `${words.shortDays[first]}–${words.shortDays[last]}` : chosen.map((day) => words.shortDays[day]).join(', ');
}

function describeHours({ every = 1, from, to, days = [] }: Schedule): string {
  const onDays = days.length === 0 || days.length === DAYS.length ? '' : `, ${describeDays(days)}`;
  return `${words.everyHours(every)}${words.between(from, to)}${onDays}`;
}

function describeTimes(schedule: Schedule): string {
  const { kind, time = '', days = [], expression = '' } = schedule;
  if (kind === 'hours') return describeHours(schedule);
  if (kind === 'weekdays') return words.at(describeDays(days), time);
  return kind === 'cron' ? words.byExpression(expression) : words.at(words.everyDay, time);
}

/** Says the times of a job in words, such as `Every 2 hours from 08:00 to 18:00, Mon–Fri (Europe/Berlin)`. */
export const describeSchedule = (schedule: Schedule): string => `${describeTimes(schedule)} (${schedule.time_zone})`;
