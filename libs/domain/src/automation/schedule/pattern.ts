import { parseCron, type CronFields } from './cron.js';
import { WEEKDAYS, type Hours, type Schedule, type Weekday } from './schedule.js';

const MINUTES_PER_HOUR = 60;
const MINUTES_PER_DAY = 1_440;

/** The local times of a schedule, in every kind of schedule alike. */
export interface Pattern {
  /** Minutes since midnight, ascending. */
  readonly minutes: readonly number[];
  /** Takes the midnight of a day as a local time of `time-zone.ts`. */
  readonly isOn: (day: number) => boolean;
}

const minuteOf = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * MINUTES_PER_HOUR + minute;
};

const everyDay = (): boolean => true;
const onDays =
  (days: readonly Weekday[]) =>
  (day: number): boolean => {
    const name = WEEKDAYS[new Date(day).getUTCDay()];
    return name !== undefined && days.includes(name);
  };

function patternOfHours({ every, from = '00:00', to, days }: Hours): Pattern {
  const last = to === undefined ? MINUTES_PER_DAY - 1 : minuteOf(to);
  const minutes: number[] = [];
  for (let minute = minuteOf(from); minute <= last; minute += every * MINUTES_PER_HOUR) minutes.push(minute);
  return { minutes, isOn: days === undefined ? everyDay : onDays(days) };
}

/** Matches days like cron: if both fields of days are restricted, a day that fits one of them is enough. */
const isCronDay =
  ({ month, dayOfMonth, dayOfWeek }: CronFields) =>
  (day: number): boolean => {
    const date = new Date(day);
    if (!month.values.has(date.getUTCMonth() + 1)) return false;
    const fits = [dayOfMonth.values.has(date.getUTCDate()), dayOfWeek.values.has(date.getUTCDay())];
    return dayOfMonth.isOpen || dayOfWeek.isOpen ? fits.every(Boolean) : fits.some(Boolean);
  };

const patternOfCron = (fields: CronFields): Pattern => {
  const hours = [...fields.hour.values].sort((a, b) => a - b);
  const minutes = [...fields.minute.values].sort((a, b) => a - b);
  return {
    minutes: hours.flatMap((hour) => minutes.map((minute) => hour * MINUTES_PER_HOUR + minute)),
    isOn: isCronDay(fields),
  };
};

/** Returns undefined for a schedule that is invalid, or of a kind that only a newer release knows. */
export function patternOf(schedule: Schedule): Pattern | undefined {
  switch (schedule.kind) {
    case 'time_of_day':
      return { minutes: [minuteOf(schedule.time)], isOn: everyDay };
    case 'weekdays':
      return { minutes: [minuteOf(schedule.time)], isOn: onDays(schedule.days) };
    case 'hours':
      return patternOfHours(schedule);
    case 'cron': {
      const parsed = parseCron(schedule.expression);
      return 'fields' in parsed ? patternOfCron(parsed.fields) : undefined;
    }
    default:
      return undefined;
  }
}
