import type { Job, JobRun } from '@throughline/api-client';
import { filterJobs, getJobState, readJobSearch, type JobSearch } from './job-filter.js';

const jobOf = (name: string, fields: Partial<Job> = {}): Job =>
  ({ name, is_enabled: true, template_ids: [3], source_ids: [2], last_run: null, ...fields }) as Job;
const ranAs = (state: JobRun['state']): Partial<Job> => ({ last_run: { state } as JobRun });
const jobs = [
  jobOf('Lectures', ranAs('running')),
  jobOf('Webinars', { is_enabled: false, template_ids: [5, 3], ...ranAs('failed') }),
  jobOf('Old talks', { is_enabled: false, source_ids: null }),
];

describe('the filter of jobs', () => {
  it.each<[JobSearch, readonly string[]]>([
    [{}, ['Lectures', 'Webinars', 'Old talks']],
    [{ q: ' LECT ' }, ['Lectures']],
    [{ show: 'running' }, ['Lectures']],
    [{ show: 'failed' }, ['Webinars']],
    [{ show: 'on' }, ['Lectures']],
    [{ show: 'off' }, ['Webinars', 'Old talks']],
    [{ source: '9' }, ['Old talks']],
    [{ template: '5' }, ['Webinars']],
    [{ template: '3', show: 'on', q: 'web' }, []],
  ])('%j leaves %j', (search, names) => {
    expect(filterJobs(jobs, search).map(({ name }) => name)).toEqual(names);
  });

  it('reads an address that anybody may have typed', () => {
    expect(readJobSearch({ q: '7', show: 'off', source: '2', template: '3', more: 1 })).toEqual({
      q: '7',
      show: 'off',
      source: '2',
      template: '3',
    });
    expect(readJobSearch({ q: '', show: 'tired', source: '-1', template: '3x' })).toEqual({});
  });

  it('names the state that a person has to know first', () => {
    expect(jobs.map(getJobState)).toEqual(['running', 'failed', 'off']);
    expect(getJobState(jobOf('New'))).toBe('on');
  });
});
