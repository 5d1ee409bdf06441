import { recordsOfRows, type AdministrationLog } from '../../people/administration-log/index.js';
import type { Job } from './job.js';
import type { JobStore } from './job-store.js';

export const jobRecords = recordsOfRows<Job>(
  'job',
  ({ name, isEnabled, templateIds, schedule, syncDays, filters, processingConfig }) => ({
    name,
    is_enabled: isEnabled,
    template_ids: templateIds,
    schedule,
    sync_days: syncDays,
    filters,
    processing_config: processingConfig,
  }),
  ['name', 'template_ids', 'filters.status'],
);

/** Replaces a job and records it. */
export const replaceJob = (
  { store, log }: { readonly store: Pick<JobStore, 'replace'>; readonly log: AdministrationLog },
  before: Job,
  content: Parameters<JobStore['replace']>[1],
): ReturnType<JobStore['replace']> =>
  log.change(
    () => store.replace(before, content),
    (after) => typeof after !== 'string' && jobRecords.changed(before, after),
  );
