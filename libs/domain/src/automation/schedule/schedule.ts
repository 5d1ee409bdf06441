/** AUT-12. */
export const SCHEDULE_KINDS = ['time_of_day', 'hours', 'weekdays', 'cron'] as const;
export type ScheduleKind = (typeof SCHEDULE_KINDS)[number];

/** In the order of `Date.getUTCDay` and of cron. */
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

interface InZone {
  /** A name of the IANA time zone database. All times of the schedule are local times there. */
  readonly time_zone: string;
}

/** Every day at one time. Times are `HH:MM`. */
export interface TimeOfDay extends InZone {
  readonly kind: 'time_of_day';
  readonly time: string;
}

/** Every few hours, counted from `from` on each day, up to and including `to`. */
export interface Hours extends InZone {
  readonly kind: 'hours';
  readonly every: number;
  /** Default: 00:00. */
  readonly from?: string;
  /** Default: the end of the day. */
  readonly to?: string;
  /** Default: every day. */
  readonly days?: readonly Weekday[];
}

/** At one time on some days of the week. */
export interface OnWeekdays extends InZone {
  readonly kind: 'weekdays';
  readonly days: readonly Weekday[];
  readonly time: string;
}

/** The five fields of cron: minute, hour, day of the month, month, day of the week. */
export interface Cron extends InZone {
  readonly kind: 'cron';
  readonly expression: string;
}

export type Schedule = TimeOfDay | Hours | OnWeekdays | Cron;

export const TIME_PATTERN = '^([01][0-9]|2[0-3]):[0-5][0-9]$';
export const MAX_HOURS = 24;
export const LONGEST_EXPRESSION = 100;
export const LONGEST_ZONE = 64;
