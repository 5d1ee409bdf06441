import { useQuery } from '@tanstack/react-query';
import type { Job } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { EndedBulkCommands } from '../bulk/EndedBulkCommands.js';
import { Button } from '../components/Button/Button.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { usePageTitle } from '../components/use-page-title.js';
import { ResourceSection } from '../controls/ResourceSection.js';
import { useSaved } from '../controls/use-saved.js';
import { settingsText } from '../texts/settings-text.js';
import { filterJobs, type JobSearch } from './job-filter.js';
import { newJobDraft, toJobBody } from './job-draft.js';
import { JobFilters } from './JobFilters.js';
import { JobForm } from './JobForm.js';
import { JobLine } from './JobLine.js';
import { addJob, jobsQuery } from './jobs-api.js';
import { useRefreshJobs } from './use-refresh-jobs.js';
import { useJobFilter, type JobSearchChange } from './use-job-filter.js';

const words = settingsText.jobs;

function NewJob({ onDone }: { readonly onDone: () => void }): ReactElement {
  const saved = useSaved({ onDone, refresh: useRefreshJobs() });
  return (
    <JobForm
      initial={newJobDraft(new Intl.DateTimeFormat().resolvedOptions().timeZone)}
      submit={words.create}
      save={(draft) => saved(addJob(toJobBody(draft)), words.created)}
    />
  );
}

interface ListProps {
  readonly jobs: readonly Job[];
  readonly filter: JobSearch;
  readonly onFilter: (change: JobSearchChange) => void;
}

export function JobList({ jobs, filter, onFilter }: ListProps): ReactElement {
  const shown = filterJobs(jobs, filter);
  return (
    <>
      <JobFilters filter={filter} onChange={onFilter} />
      {shown.length === 0 ? (
        <p className="quiet" role="status">
          {words.noneFit}{' '}
          <Button
            size="small"
            onClick={() => {
              onFilter({ q: undefined, show: undefined, source: undefined, template: undefined });
            }}
          >
            {words.clearFilters}
          </Button>
        </p>
      ) : (
        <ul className="lines" aria-label={words.title}>
          {shown.map((job) => (
            <JobLine key={job.id} job={job} />
          ))}
        </ul>
      )}
    </>
  );
}

function Jobs(): ReactElement {
  const list = useQuery(jobsQuery);
  const add = (
    <PanelButton label={words.add} look="primary">
      {(close) => <NewJob onDone={close} />}
    </PanelButton>
  );
  const [filter, setFilter] = useJobFilter();
  return (
    <ResourceSection id="jobs" words={words} list={list} add={add}>
      {(jobs) => <JobList jobs={jobs} filter={filter} onFilter={setFilter} />}
    </ResourceSection>
  );
}

/** The scheduled jobs, and the jobs that changed many items at once. */
export function JobsPage(): ReactElement {
  usePageTitle(words.title);
  return (
    <>
      <Jobs />
      <EndedBulkCommands />
    </>
  );
}
