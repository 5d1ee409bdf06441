import type { Job } from '@throughline/api-client';
import { newJobDraft, toJobBody, toJobDraft } from './job-draft.js';

const job = {
  id: 1,
  name: 'Lectures',
  is_enabled: false,
  template_ids: [3, 5],
  schedule: { kind: 'hours', every: 2, from: '08:00', days: ['mon', 'fri'], time_zone: 'Europe/Berlin' },
  sync_config: { sync_days: 7 },
  source_ids: null,
  filters: { status: ['SKIPPED'], exclude_blank: false },
  processing_config: { trimming: { enable_trimming: false } },
  next_runs: [],
  last_run: null,
  revision: 1,
  created_at: '2026-02-05T10:00:00.000Z',
  updated_at: '2026-02-05T10:00:00.000Z',
} satisfies Job;

describe('the form of a job', () => {
  it('saves a job as it has read it, with the settings that it does not show', () => {
    const { name, is_enabled, template_ids, schedule, sync_config, filters, processing_config } = job;
    expect(toJobBody(toJobDraft(job), job)).toEqual({
      name,
      is_enabled,
      template_ids,
      schedule,
      sync_config,
      filters,
      processing_config,
    });
  });

  it('saves the fields of the chosen kind only', () => {
    const draft = {
      ...newJobDraft('UTC'),
      fields: { name: ' Talks ', is_enabled: true },
      templateIds: [3],
      days: ['sun', 'mon'] as const,
      expression: ' 0 8 * * 1 ',
    };
    const schedules = (['time_of_day', 'weekdays', 'hours', 'cron'] as const).map(
      (kind) => toJobBody({ ...draft, kind }).schedule,
    );
    expect(schedules).toEqual([
      { kind: 'time_of_day', time: '08:00', time_zone: 'UTC' },
      { kind: 'weekdays', time: '08:00', days: ['mon', 'sun'], time_zone: 'UTC' },
      { kind: 'hours', every: 1, days: ['mon', 'sun'], time_zone: 'UTC' },
      { kind: 'cron', expression: '0 8 * * 1', time_zone: 'UTC' },
    ]);
    expect(toJobBody(draft)).toMatchObject({ name: 'Talks', is_enabled: true, sync_config: { sync_days: 2 } });
    expect(toJobBody(draft)).toMatchObject({ filters: { status: ['INITIALIZED'], exclude_blank: true } });
    expect(toJobBody(draft)).not.toHaveProperty('processing_config');
  });
});
