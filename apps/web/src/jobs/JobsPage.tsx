import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { EndedJobs } from '../bulk/EndedJobs.js';
import { Disclosure } from '../components/Disclosure/Disclosure.js';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { useAnnounce } from '../shell/Announcer.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { text } from '../texts/text.js';
import { newJobDraft, toJobBody } from './job-draft.js';
import { JobForm } from './JobForm.js';
import { JobLine } from './JobLine.js';
import { addJob, jobsQuery } from './jobs-api.js';

const words = text.jobs;

function NewJob(): ReactElement {
  const client = useQueryClient();
  const announce = useAnnounce();
  return (
    <Disclosure label={words.add}>
      {(close) => (
        <JobForm
          initial={newJobDraft(new Intl.DateTimeFormat().resolvedOptions().timeZone)}
          submit={words.create}
          save={async (draft) => {
            const { name } = await addJob(toJobBody(draft));
            announce(words.created(name));
            close();
            await client.invalidateQueries({ queryKey: [...jobsQuery.queryKey], exact: true });
          }}
        />
      )}
    </Disclosure>
  );
}

function Jobs(): ReactElement {
  const { data, error, isPending } = useQuery(jobsQuery);
  const mayChange = useMayChange();
  return (
    <section className="card" aria-labelledby="jobs">
      <h2 id="jobs">{words.title}</h2>
      <p className="quiet">{words.lead}</p>
      {data?.length === 0 && (
        <EmptyState title={words.emptyTitle}>
          <p className="quiet">{mayChange ? words.empty : words.viewersCannot}</p>
        </EmptyState>
      )}
      {mayChange && <NewJob />}
      {error !== null && <ProblemNote error={error} />}
      {isPending && <Skeleton rows={2} />}
      {data !== undefined && data.length > 0 && (
        <ul className="lines" aria-label={words.title}>
          {data.map((job) => (
            <JobLine key={job.id} job={job} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** The scheduled jobs, and the jobs that changed many items at once. */
export function JobsPage(): ReactElement {
  usePageTitle(words.title);
  return (
    <>
      <Jobs />
      <EndedJobs />
    </>
  );
}
