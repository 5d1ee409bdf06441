import { parseCron } from './cron.js';
import { everFires } from './due.js';
import type { Schedule } from './schedule.js';
import { isTimeZone } from './time-zone.js';

export interface ScheduleProblem {
  readonly field: string;
  readonly message: string;
}

const problem = (field: string, message: string): readonly ScheduleProblem[] => [{ field, message }];

function findKindProblems(schedule: Schedule): readonly ScheduleProblem[] {
  if (schedule.kind === 'cron') {
    const parsed = parseCron(schedule.expression);
    return 'problem' in parsed ? problem('expression', parsed.problem) : [];
  }
  if (schedule.kind === 'hours' && schedule.to !== undefined && schedule.to < (schedule.from ?? '00:00'))
    return problem('to', 'must not be before from');
  return [];
}

/** Returns the problems of a schedule whose fields have valid types and forms. */
export function findScheduleProblems(schedule: Schedule, now: string): readonly ScheduleProblem[] {
  const problems = [
    ...(isTimeZone(schedule.time_zone)
      ? []
      : problem('time_zone', 'must be a name of the IANA time zone database, such as Europe/Berlin or UTC')),
    ...findKindProblems(schedule),
  ];
  if (problems.length > 0 || everFires(schedule, now)) return problems;
  return problem('expression', 'never fires: no day fits both the day of the month and the month');
}
