import { AdministrationLog } from '../../people/administration-log/index.js';
import { AdministrationLogModule } from '../../people/administration-log/administration-log.module.js';
import { Module } from '@nestjs/common';
import { Background } from '../../kit/background.js';
import { NOW, ON_PROBLEM, SETTINGS } from '../../gateway-context.js';
import { HttpModule } from '../../kit/http/http.module.js';
import { RECORDINGS, RunRequests } from '../../items/index.js';
import { HISTORY } from '../../adapters/log/index.js';
import { USER_STORE } from '../../people/index.js';
import { ClientPositions, RECORDING_ROWS, RowFreshness } from '../../adapters/projection/index.js';
import { provide } from '../../kit/provide.js';
import { Quotas } from '../../people/quotas/index.js';
import { RecordingsModule } from '../../kinds/recordings/recordings.module.js';
import { SOURCE_STORE, SYNC_STORE, SourceSyncs } from '../../sources/index.js';
import { SourcesModule } from '../../sources/sources.module.js';
import { TEMPLATE_STORE } from '../../templates/index.js';
import { JobPreviews } from './job-previews.js';
import { JobRunner } from './job-runner.js';
import { JobScheduler } from './job-scheduler.js';
import { JobSources } from './job-sources.js';
import { JOB_STORE } from './job-store.js';
import { JobsOfSources, JobsOfTemplates } from './references.js';
import { RunDetails } from './run-details.js';
import { JobsController } from './jobs.controller.js';
import { Jobs } from './jobs.js';

/** Runs of crashed gateways, and runs that wait for a service, are looked for this often. */
const RESUME_MS = 5_000;
/** Schedules have minutes, so a job starts at most this much later than its time. */
const LOOK_MS = 10_000;

const WORK = {
  store: JOB_STORE,
  sources: JobSources,
  templates: TEMPLATE_STORE,
  recordings: RECORDINGS,
  rows: RECORDING_ROWS,
  history: HISTORY,
  onProblem: ON_PROBLEM,
};

/** Jobs, which read sources and start recordings on a schedule. */
@Module({
  imports: [AdministrationLogModule, HttpModule, RecordingsModule, SourcesModule],
  controllers: [JobsController],
  providers: [
    provide(JobsOfTemplates, { store: JOB_STORE }),
    provide(JobsOfSources, { store: JOB_STORE, templates: TEMPLATE_STORE, log: AdministrationLog }),
    provide(JobSources, { store: SOURCE_STORE, syncs: SourceSyncs, history: SYNC_STORE, now: NOW }),
    provide(
      JobRunner,
      { ...WORK, users: USER_STORE, fresh: RowFreshness, shown: ClientPositions, settings: SETTINGS, background: Background },
      ({ background, settings, ...ports }) => {
        const runner = new JobRunner(ports);
        background.every(RESUME_MS, 'continue the runs of jobs', () => runner.resume());
        background.sweep(settings.sweepEveryMs, 'old runs of jobs removed', () => ports.store.removeOldRuns());
        return runner;
      },
    ),
    provide(
      JobScheduler,
      { store: JOB_STORE, runner: JobRunner, onProblem: ON_PROBLEM, background: Background },
      ({ background, ...ports }) => {
        const scheduler = new JobScheduler(ports);
        background.every(LOOK_MS, 'start the jobs that are due', () => scheduler.startDue());
        return scheduler;
      },
    ),
    provide(JobPreviews, { ...WORK, quotas: Quotas }),
    provide(RunDetails, { rows: RECORDING_ROWS, recordings: RECORDINGS, syncs: SYNC_STORE }),
    provide(Jobs, {
      store: JOB_STORE,
      templates: TEMPLATE_STORE,
      runs: RunRequests,
      runner: JobRunner,
      previews: JobPreviews,
      details: RunDetails,
      log: AdministrationLog,
    }),
  ],
})
export class JobsModule {}
