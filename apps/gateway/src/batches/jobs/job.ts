import type { StoredSettings } from '@throughline/contracts';
import type { Schedule, ScheduleProgress } from '@throughline/domain';
import type { Finding, Outcome } from '../bulk/index.js';
import type { TemplateId } from '../../templates/index.js';
import type { SourceReport } from './job-sources.js';
import type { LeftOutReason } from './left-out-reasons.js';

/** The API's number of a job. Numbers are never reused. */
export type JobId = number;

/** AUT-06. */
export interface JobFilters {
  readonly status: readonly string[];
  readonly exclude_blank: boolean;
}

/** The part of a job that says which items it starts, and how. A run keeps it as it was when the run began. */
export interface JobTask {
  /** In the order of their priority for items that several of them match. */
  readonly templateIds: readonly TemplateId[];
  /** AUT-08. */
  readonly syncDays: number;
  readonly filters: JobFilters;
  readonly processingConfig?: StoredSettings['processing_config'] | undefined;
}

export interface JobContent extends JobTask {
  /** Unique within the library, whatever its case. */
  readonly name: string;
  readonly isEnabled: boolean;
  readonly schedule: Schedule;
}

export interface NewJob extends JobContent {
  readonly libraryId: string;
  /** The user who saved the job last. Its runs act for this user. */
  readonly changedBy: string;
}

export interface Job extends NewJob {
  readonly id: JobId;
  readonly progress: ScheduleProgress;
  readonly revision: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export const JOB_RUN_STATES = ['running', 'done', 'failed'] as const;
export type JobRunState = (typeof JOB_RUN_STATES)[number];
export const JOB_RUN_CAUSES = ['schedule', 'request'] as const;
export type JobRunCause = (typeof JOB_RUN_CAUSES)[number];

/** An item that a run starts. `outcome` is absent until its command was sent. */
export interface JobItem {
  readonly itemId: string;
  /** Absent: the run uses the template that the item is bound to. */
  readonly templateId?: TemplateId;
  /** Templates of the job that match as well, with lower priority. */
  readonly alsoMatches?: readonly TemplateId[];
  readonly outcome?: Outcome;
  readonly finding?: Finding;
}

/** The work of a run so far. A part is absent until it was done, so that another gateway can continue. */
export interface JobReport {
  readonly sources?: readonly SourceReport[];
  readonly items?: readonly JobItem[];
  /** The number of recordings with the right status and date that the run left out, by reason. */
  readonly leftOut?: Readonly<Record<string, number>>;
  /** The first of them. */
  readonly leftOutItems?: readonly { readonly itemId: string; readonly reason: LeftOutReason }[];
}

/** One run of a job. Times are ISO 8601, by the database's clock. */
export interface JobRun {
  readonly id: string;
  readonly jobId: JobId;
  readonly libraryId: string;
  readonly state: JobRunState;
  readonly cause: JobRunCause;
  readonly requestedBy: string;
  /** The time of the schedule that the run was started for. */
  readonly occurrence: string | undefined;
  /** The number of earlier times of the schedule that the run makes up for. */
  readonly missed: number;
  readonly task: JobTask;
  /** Recordings that started since its beginning are taken (AUT-07). */
  readonly window: { readonly from: string; readonly to: string };
  readonly report: JobReport;
  readonly problem: string | undefined;
  readonly startedAt: string;
  readonly endedAt: string | undefined;
}

/** The right to work on a run until its lease expires. */
export interface JobRunClaim {
  readonly claim: string;
  readonly run: JobRun;
}

export const taskOf = ({ templateIds, syncDays, filters, processingConfig }: JobTask): JobTask => ({
  templateIds,
  syncDays,
  filters,
  ...(processingConfig === undefined ? {} : { processingConfig }),
});
