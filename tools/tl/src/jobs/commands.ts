import { Option, type Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { collectNames, parseWholeNumber } from '../options.js';
import { ResourceCommands } from '../resources/resource-commands.js';
import { jobs } from './job-resource.js';
import { createJob, editJob, listJobs, runJob, showRuns } from './jobs.js';
import type { EditJobOptions, RunJobOptions } from './jobs.js';
import { JOB_STATES, type ListJobsOptions } from './job-filter.js';
import type { JobOptions } from './job-options.js';

const MAX_HOURS = 24;
const MAX_DAYS = 366;

const addJobOptions = (command: Command): Command =>
  command
    .option('--template <template>', 'name or number of a template; can be repeated, the first has priority', collectNames)
    .option('--at <time>', 'every day at this time, e.g. 08:30; with --days on these days')
    .option('--every <hours>', 'every few hours', parseWholeNumber(1, MAX_HOURS))
    .option('--from <time>', 'with --every: the first time of a day')
    .option('--to <time>', 'with --every: the latest time of a day')
    .option('--days <list>', 'days of the week, e.g. mon-fri or mon,wed')
    .option('--cron <expression>', "the five fields of cron, e.g. '0 8-18 * * 1-5'")
    .option('--time-zone <name>', 'IANA time zone of the times (default: that of this computer)')
    .option('--sync-days <count>', 'recordings that started within this number of days', parseWholeNumber(1, MAX_DAYS))
    .option('--status <list>', 'start only recordings with these statuses')
    .option('--blank', 'start blank recordings too')
    .option('--no-blank', 'leave out blank recordings')
    .option('--enabled', 'run at the times of the schedule')
    .option('--no-enabled', 'run only on request')
    .option('--config <file>', 'JSON file with processing_config, which overrides the settings of all templates');

/** Adds the commands for jobs, which start recordings on a schedule. */
export function addJobs(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const about = 'manage jobs, which read sources and start recordings on a schedule';
  const commands = new ResourceCommands(program, context, jobs, { about, common });

  commands
    .other('list', 'list the jobs of your library, with their times, next and last runs')
    .addOption(new Option('--state <state>', 'only jobs in this state').choices(JOB_STATES))
    .option('--source <source>', 'only jobs that read this source; its name or number')
    .option('--template <template>', 'only jobs with this template; its name or number')
    .option('--title <text>', 'only jobs whose name contains this text')
    .action((options: ListJobsOptions) => listJobs(context, options));
  commands.show('show a job');
  addJobOptions(commands.other('create', 'create a job').argument('<name>')).action((name: string, options: JobOptions) =>
    createJob(context, name, options),
  );
  addJobOptions(commands.one('edit', 'change a job; what is not given stays'))
    .option('--name <name>', 'new name')
    .option('--no-config', 'remove the processing_config of the job')
    .action((which: string, options: EditJobOptions) => editJob(context, which, options));
  commands.delete('delete a job and its history');
  commands
    .one('run', 'run a job now')
    .option('--dry-run', 'show what it would start, change nothing')
    .action((which: string, options: RunJobOptions) => runJob(context, which, options));
  commands
    .one('runs', 'list the runs of a job, or show one')
    .argument('[run]', 'id of a run')
    .action((which: string, run: string | undefined, options: CommonOptions) => showRuns(context, { which, run }, options));
}
