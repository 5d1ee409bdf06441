import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BulkJob, BulkProgress } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { Button } from '../components/Button/Button.js';
import { ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { useNow } from '../controls/use-now.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import { length } from '../texts/times.js';
import { bulkJobQuery, bulkJobsQuery, isWorking, stopBulk } from './bulk-api.js';
import { describeOutcomes, describeState, titleOf } from './describe-job.js';
import { PlanChanges } from './PlanChanges.js';

const words = text.bulk;
const describeRest = ({ eta }: Pick<BulkProgress, 'eta'>, now: number): string =>
  eta === null ? '' : ` · ${words.left(length(Math.max(1_000, Date.parse(eta) - now)))}`;

interface ViewProps {
  readonly job: BulkProgress;
  readonly now: number;
  readonly onStop?: (() => void) | undefined;
  readonly onDismiss: () => void;
}

/** One job with its stored progress. */
export function JobView({ job, now, onStop, onDismiss }: ViewProps): ReactElement {
  const state = describeState(job);
  const outcomes = describeOutcomes(job);
  return (
    <article className="job" aria-label={titleOf(job)}>
      <h2>{titleOf(job)}</h2>
      {isWorking(job) && (
        <>
          <ProgressBar value={job.total === 0 ? null : job.done / job.total} label={titleOf(job)} />
          <p>
            {words.progress(job.done, job.total)}
            {describeRest(job, now)}
          </p>
        </>
      )}
      <p role="status">{state}</p>
      {outcomes !== '' && <p className="quiet">{outcomes}</p>}
      <PlanChanges job={job} />
      <Link to="/bulk/$id" params={{ id: job.id }} aria-label={words.resultsOf(titleOf(job))}>
        {words.results}
      </Link>
      {job.state === 'running' && onStop !== undefined && (
        <Button size="small" onClick={onStop}>
          {words.stop}
        </Button>
      )}
      {!isWorking(job) && (
        <Button size="small" look="quiet" onClick={onDismiss}>
          {words.dismiss}
        </Button>
      )}
    </article>
  );
}

function Job({ id, onDismiss }: { readonly id: string; readonly onDismiss: () => void }): ReactElement | null {
  const client = useQueryClient();
  const mayChange = useMayChange();
  const now = useNow(1_000);
  const { data: job, error } = useQuery(bulkJobQuery(id));
  const stopping = useMutation({
    mutationFn: () => stopBulk(id),
    onSettled: () => client.invalidateQueries({ queryKey: ['bulk'] }),
  });
  if (job === undefined) return error === null ? null : <ProblemNote error={error} />;
  const stop = (): void => {
    if (!stopping.isPending) stopping.mutate();
  };
  return (
    <>
      <JobView job={job} now={now} onStop={mayChange ? stop : undefined} onDismiss={onDismiss} />
      {error !== null && <ProblemNote error={error} />}
      {stopping.error !== null && <ProblemNote error={stopping.error} />}
    </>
  );
}

/** Returns the jobs to show: not those that had ended before, as known from the first answer, and not dismissed ones. */
export const listShown = (jobs: readonly BulkJob[], hidden: ReadonlySet<string>): readonly BulkJob[] =>
  jobs.filter((job) => isWorking(job) || !hidden.has(job.id));

const listEnded = (jobs: readonly BulkJob[]): ReadonlySet<string> =>
  new Set(jobs.filter((job) => !isWorking(job)).map(({ id }) => id));

/** The jobs of the library that are in progress, and those that ended since the page was opened. */
export function JobTray(): ReactElement | null {
  const { data: jobs } = useQuery(bulkJobsQuery);
  // Undefined before the first answer.
  const [hidden, setHidden] = useState<ReadonlySet<string>>();
  if (jobs === undefined) return null;
  if (hidden === undefined) setHidden(listEnded(jobs));
  const shown = listShown(jobs, hidden ?? listEnded(jobs));
  if (shown.length === 0) return null;
  return (
    <aside className="tray" aria-label={words.jobs}>
      {shown.map(({ id }) => (
        <Job
          key={id}
          id={id}
          onDismiss={() => {
            setHidden((before) => new Set([...(before ?? []), id]));
          }}
        />
      ))}
    </aside>
  );
}
