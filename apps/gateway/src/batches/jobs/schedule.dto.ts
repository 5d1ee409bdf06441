import { ApiSchema } from '@nestjs/swagger';
import {
  LONGEST_EXPRESSION,
  LONGEST_ZONE,
  MAX_HOURS,
  SCHEDULE_KINDS,
  TIME_PATTERN,
  WEEKDAYS,
  findScheduleProblems,
  type Schedule,
  type ScheduleKind,
  type Weekday,
} from '@throughline/domain';
import { ChoiceField, ChoicesField, IntegerField, TextField } from '../../kit/http/fields.js';
import { invalid, type FieldProblem } from '../../kit/http/problems/problem.js';
import { hasValue } from '../../kit/http/requests/has-value.js';

const TimeField = (description: string): PropertyDecorator =>
  TextField(`${description} \`HH:MM\`.`, {
    max: 5,
    pattern: new RegExp(TIME_PATTERN),
    message: '$property must be a time such as 08:30',
  });

@ApiSchema({ name: 'JobSchedule' })
export class ScheduleBody {
  @ChoiceField(
    '`time_of_day`: every day. `hours`: every few hours. `weekdays`: on some days of the week. `cron`.',
    SCHEDULE_KINDS,
    {
      required: true,
    },
  )
  kind!: ScheduleKind;

  @TextField('The IANA time zone of all times, such as `Europe/Berlin` or `UTC`.', {
    required: true,
    min: 1,
    max: LONGEST_ZONE,
    plain: true,
  })
  time_zone!: string;

  @TimeField('Required for `time_of_day` and `weekdays`.')
  time?: string | null;

  @ChoicesField('Required for `weekdays`; for `hours` the default is every day.', WEEKDAYS, {
    minItems: 1,
    maxItems: WEEKDAYS.length,
    unique: true,
  })
  days?: Weekday[] | null;

  @IntegerField('Required for `hours`: the hours between two times, counted from `from` on each day.', {
    min: 1,
    max: MAX_HOURS,
  })
  every?: number | null;

  @TimeField('The first time of `hours`; default: `00:00`.')
  from?: string | null;

  @TimeField('The latest time of `hours`; default: the end of the day.')
  to?: string | null;

  @TextField('Required for `cron`: minute, hour, day of the month, month, day of the week.', {
    min: 1,
    max: LONGEST_EXPRESSION,
    plain: true,
  })
  expression?: string | null;
}

type Field = Exclude<keyof ScheduleBody, 'kind' | 'time_zone'>;
const FIELDS: Readonly<Record<ScheduleKind, { readonly needs: readonly Field[]; readonly takes: readonly Field[] }>> = {
  time_of_day: { needs: ['time'], takes: [] },
  hours: { needs: ['every'], takes: ['from', 'to', 'days'] },
  weekdays: { needs: ['days', 'time'], takes: [] },
  cron: { needs: ['expression'], takes: [] },
};

const at = (field: string): string => `/schedule/${field}`;

function findFieldProblems({ kind, time_zone: _zone, ...fields }: ScheduleBody): readonly FieldProblem[] {
  const present = Object.entries(fields).flatMap(([name, value]) => (hasValue(value) ? [name as Field] : []));
  const { needs, takes } = FIELDS[kind];
  return [
    ...needs.filter((name) => !present.includes(name)).map((name) => ({ pointer: at(name), message: `is required for ${kind}` })),
    ...present
      .filter((name) => ![...needs, ...takes].includes(name))
      .map((name) => ({ pointer: at(name), message: `is not a field of ${kind}` })),
  ];
}

/** Returns the schedule to save. Throws if it is incomplete, or would never fire. */
export function readSchedule(body: ScheduleBody, now: string): Schedule {
  const problems = findFieldProblems(body);
  if (problems.length > 0) throw invalid(problems);
  const schedule = Object.fromEntries(Object.entries(body).filter(([, value]) => hasValue(value))) as unknown as Schedule;
  const wrong = findScheduleProblems(schedule, now);
  if (wrong.length > 0) throw invalid(wrong.map(({ field, message }) => ({ pointer: at(field), message })));
  return schedule;
}
