import { useQuery } from '@tanstack/react-query';
import type { Job } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { Button } from '../components/Button/Button.js';
import { Disclosure } from '../components/Disclosure/Disclosure.js';
import { StatusBadge, type BadgeContent } from '../components/StatusBadge/StatusBadge.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { At } from '../controls/Times.js';
import { useSaved } from '../controls/use-saved.js';
import { settingsText } from '../texts/settings-text.js';
import { sourcesQuery } from '../api/sources.js';
import { templatesQuery } from '../templates/templates-api.js';
import { describeRun } from './describe-run.js';
import { describeSchedule } from './describe-schedule.js';
import { getJobState, type JobState } from './job-filter.js';
import { toJobBody, toJobDraft } from './job-draft.js';
import { JobForm } from './JobForm.js';
import { JobPreview } from './JobPreview.js';
import { JobRuns } from './JobRuns.js';
import { RunDetails } from './RunDetails.js';
import { removeJob, replaceJob } from './jobs-api.js';
import { useRefreshJobs } from './use-refresh-jobs.js';
import { useRunJob } from './use-run-job.js';

const words = settingsText.jobs;

/** Edits the job as it was when the form was opened. */
function EditJob({ job, onDone }: { readonly job: Job; readonly onDone: () => void }): ReactElement {
  const [read] = useState(job);
  const saved = useSaved({ onDone, refresh: useRefreshJobs() });
  return (
    <JobForm
      initial={toJobDraft(read)}
      submit={words.save}
      save={(draft) => saved(replaceJob(read, toJobBody(draft, read)), words.saved)}
    />
  );
}

function RunButton({ job }: { readonly job: Job }): ReactElement {
  const run = useRunJob(job);
  return (
    <>
      <Button
        size="small"
        aria-label={words.runNowOf(job.name)}
        disabled={run.isPending || job.last_run?.state === 'running'}
        onClick={() => {
          run.mutate();
        }}
      >
        {words.runNow}
      </Button>
      {run.error !== null && <ProblemNote error={run.error} />}
    </>
  );
}

function PreviewButton({ job }: { readonly job: Job }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        aria-label={words.previewOf(job.name)}
        onClick={() => {
          setOpen(true);
        }}
      >
        {words.preview}
      </Button>
      {isOpen && (
        <JobPreview
          job={job}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

function Times({ job }: { readonly job: Job }): ReactElement {
  const { is_enabled: isEnabled, next_runs: next, last_run: last, template_ids: templates } = job;
  const off = templates.length === 0 ? words.noTemplate : words.off;
  return (
    <small className="quiet">
      {isEnabled ? `${words.next}: ` : off}
      {next.map((at, index) => (
        <span key={at}>
          {index > 0 && ', '}
          <At at={at} />
        </span>
      ))}
      <br />
      {last === null ? (
        words.neverRun
      ) : (
        <>
          {words.last}: <At at={last.started_at} /> · {describeRun(last)}
        </>
      )}
    </small>
  );
}

const BADGES: Readonly<Record<JobState, Omit<BadgeContent, 'words'>>> = {
  running: { tone: 'busy', icon: 'moving' },
  failed: { tone: 'bad', icon: 'failed' },
  off: { tone: 'warn', icon: 'paused' },
  on: { tone: 'good', icon: 'ready' },
};

function getJobBadge(job: Job): BadgeContent {
  const state = getJobState(job);
  return { words: words.states[state], ...BADGES[state] };
}

/** Its times in words, its templates in their order, and its sources. Rows that are gone have their number. */
function Summary({ job: { schedule, template_ids: templateIds, source_ids: sourceIds } }: { readonly job: Job }): ReactElement {
  const { data: templates = [] } = useQuery(templatesQuery);
  const { data: sources = [] } = useQuery(sourcesQuery);
  const nameOf = (rows: readonly { readonly id: number; readonly name: string }[]) => (id: number) =>
    rows.find((row) => row.id === id)?.name ?? String(id);
  const read = sourceIds === null ? words.readsAll : sourceIds.map(nameOf(sources)).join(', ') || words.noSources;
  return (
    <small dir="auto">
      {[describeSchedule(schedule), templateIds.map(nameOf(templates)).join(', '), read]
        .filter((part) => part !== '')
        .join(' · ')}
    </small>
  );
}

export function JobLine({ job }: { readonly job: Job }): ReactElement {
  const { last_run: last } = job;
  const refresh = useRefreshJobs();
  const mayChange = useMayChange();
  return (
    <li className="line">
      <span>
        <strong dir="auto">{job.name}</strong> <StatusBadge {...getJobBadge(job)} />
        <br />
        <Summary job={job} />
        <br />
        <Times job={job} />
      </span>
      {mayChange && (
        <span className="line-buttons" role="group" aria-label={words.buttonsOf(job.name)}>
          <PreviewButton job={job} />
          <RunButton job={job} />
          <PanelButton label={words.edit} name={words.editOf(job.name)}>
            {(close) => <EditJob job={job} onDone={close} />}
          </PanelButton>
          <DeleteButton name={job.name} words={words} hint={words.deleteHint} remove={() => removeJob(job)} refresh={refresh} />
        </span>
      )}
      <div className="line-more channel-more">
        {last !== null && (
          <Disclosure label={words.details} name={words.detailsOf(job.name)}>
            {() => <RunDetails jobId={job.id} runId={last.id} />}
          </Disclosure>
        )}
        <Disclosure label={words.history} name={words.historyOf(job.name)}>
          {() => <JobRuns id={job.id} />}
        </Disclosure>
      </div>
    </li>
  );
}
