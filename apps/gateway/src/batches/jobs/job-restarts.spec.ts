import type { Schedule } from '@throughline/domain';
import { MemoryJobStore } from '../../testing/memory-job-store.js';
import { JobScheduler } from './job-scheduler.js';

const MINUTE_MS = 60_000;
const STEP_MS = 30 * MINUTE_MS;
const LIBRARY = '01JKB2Q5Z9M8V7T6R5P4N3K2H1';
const BERLIN = 'Europe/Berlin';

/** An occurrence, or an occurrence and the number of missed ones for which its run makes up. */
type FiredRun = string | readonly [string, number];
interface Downtime {
  readonly from: string;
  readonly to: string;
}

const isoOf = (instant: number): string => new Date(instant).toISOString().replace(':00.000Z', 'Z');

/** A job in a store that outlives the gateways, with a clock that a test sets. */
class StoredJob {
  #now: number;
  readonly #store = new MemoryJobStore(() => this.#now);

  constructor(
    private readonly schedule: Schedule,
    since: string,
  ) {
    this.#now = Date.parse(since);
  }

  async save(): Promise<this> {
    await this.#store.insert({
      libraryId: LIBRARY,
      changedBy: LIBRARY,
      name: 'Lectures',
      isEnabled: true,
      schedule: this.schedule,
      templateIds: [1],
      syncDays: 2,
      filters: { status: ['INITIALIZED'], exclude_blank: true },
    });
    return this;
  }

  /** Two gateways that have just been started look at the job at the same time. */
  async lookAt(instant: number): Promise<void> {
    this.#now = instant;
    const runs: Promise<void>[] = [];
    const pursue = (id: string): Promise<void> => {
      const ended = this.#end(id);
      runs.push(ended);
      return ended;
    };
    const open = (): JobScheduler =>
      new JobScheduler({
        store: this.#store,
        runner: { pursue },
        onProblem: (error) => {
          throw error;
        },
      });
    await Promise.all([open().startDue(), open().startDue()]);
    await Promise.all(runs);
  }

  /** Lets the time pass until an instant, except while the system is down. */
  async passUntil(end: string, down?: Downtime): Promise<void> {
    for (let now = this.#now; now <= Date.parse(end); now += STEP_MS)
      if (down === undefined || now < Date.parse(down.from) || now >= Date.parse(down.to)) await this.lookAt(now);
  }

  async fired(): Promise<readonly FiredRun[]> {
    const [job] = await this.#store.list(LIBRARY);
    const runs = await this.#store.runs(job?.id ?? 0, 1_000);
    return runs.toReversed().map(({ occurrence = '', missed }) => {
      const at = isoOf(Date.parse(occurrence));
      return missed === 0 ? at : ([at, missed] as const);
    });
  }

  async #end(id: string): Promise<void> {
    const claim = await this.#store.claim(id, MINUTE_MS);
    if (claim !== undefined) await this.#store.finish(claim, { state: 'done' });
  }
}

const firedBetween = async (
  schedule: Schedule,
  { since, until, down }: { readonly since: string; readonly until: string; readonly down?: Downtime },
): Promise<readonly FiredRun[]> => {
  const job = await new StoredJob(schedule, since).save();
  await job.passUntil(until, down);
  return job.fired();
};

const time_zone = BERLIN;
const daily: Schedule = { kind: 'time_of_day', time: '02:30', time_zone };
const hours: Schedule = { kind: 'hours', every: 6, time_zone };
const sundays: Schedule = { kind: 'weekdays', days: ['sun'], time: '02:30', time_zone };
const leapDay: Schedule = { kind: 'cron', expression: '0 9 29 2 *', time_zone };

describe('a job whose gateways are restarted all the time', () => {
  const spring = { since: '2026-03-27T12:00Z', until: '2026-03-30T12:00Z' };
  const autumn = { since: '2026-10-24T12:00Z', until: '2026-10-26T00:00Z' };
  const leap = { since: '2028-02-27T12:00Z', until: '2028-03-03T12:00Z' };

  it.each<[Schedule, typeof spring, readonly FiredRun[]]>([
    [daily, spring, ['2026-03-28T01:30Z', '2026-03-29T01:00Z', '2026-03-30T00:30Z']],
    [
      hours,
      spring,
      [
        '2026-03-27T17:00Z',
        '2026-03-27T23:00Z',
        '2026-03-28T05:00Z',
        '2026-03-28T11:00Z',
        '2026-03-28T17:00Z',
        '2026-03-28T23:00Z',
        '2026-03-29T04:00Z',
        '2026-03-29T10:00Z',
        '2026-03-29T16:00Z',
        '2026-03-29T22:00Z',
        '2026-03-30T04:00Z',
        '2026-03-30T10:00Z',
      ],
    ],
    [sundays, spring, ['2026-03-29T01:00Z']],
    [
      hours,
      autumn,
      [
        '2026-10-24T16:00Z',
        '2026-10-24T22:00Z',
        '2026-10-25T05:00Z',
        '2026-10-25T11:00Z',
        '2026-10-25T17:00Z',
        '2026-10-25T23:00Z',
      ],
    ],
    [sundays, autumn, ['2026-10-25T00:30Z']],
    [daily, autumn, ['2026-10-25T00:30Z']],
    [leapDay, leap, ['2028-02-29T08:00Z']],
  ])('starts %j once for each time, whatever clocks do that day', async (schedule, span, runs) => {
    expect(await firedBetween(schedule, span)).toEqual(runs);
  });

  it.each<[Schedule, typeof spring, Downtime, readonly FiredRun[]]>([
    [daily, spring, { from: '2026-03-28T01:00Z', to: '2026-03-30T09:00Z' }, [['2026-03-30T00:30Z', 2]]],
    [hours, spring, { from: '2026-03-27T16:00Z', to: '2026-03-30T09:00Z' }, [['2026-03-30T04:00Z', 10], '2026-03-30T10:00Z']],
    [sundays, autumn, { from: '2026-10-25T00:00Z', to: '2026-10-25T20:00Z' }, ['2026-10-25T00:30Z']],
    [leapDay, leap, { from: '2028-02-28T00:00Z', to: '2028-03-02T00:00Z' }, ['2028-02-29T08:00Z']],
  ])('makes up by one run for what %j missed in %j with downtime %j', async (schedule, span, down, runs) => {
    expect(await firedBetween(schedule, { ...span, down })).toEqual(runs);
  });

  it('starts each time once while the clock jumps forward and back', async () => {
    const job = await new StoredJob({ kind: 'hours', every: 1, time_zone: 'UTC' }, '2026-02-05T08:30Z').save();
    for (const time of ['09:00', '14:10', '11:05', '14:00', '14:30', '15:00', '14:59', '15:01', '16:00'])
      await job.lookAt(Date.parse(`2026-02-05T${time}Z`));
    expect(await job.fired()).toEqual(['2026-02-05T09:00Z', ['2026-02-05T14:00Z', 4], '2026-02-05T15:00Z', '2026-02-05T16:00Z']);
  });
});
