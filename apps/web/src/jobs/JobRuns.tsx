import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Disclosure } from '../components/Disclosure/Disclosure.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { At } from '../controls/Times.js';
import { settingsText } from '../texts/settings-text.js';
import { exact } from '../texts/times.js';
import { describeRun } from './describe-run.js';
import { runsQuery } from './jobs-api.js';
import { RunDetails } from './RunDetails.js';

const words = settingsText.jobs;

/** The runs of a job, newest first. */
export function JobRuns({ id }: { readonly id: number }): ReactElement {
  const { data, error } = useQuery(runsQuery(id));
  if (error !== null) return <ProblemNote error={error} />;
  if (data === undefined) return <Skeleton rows={2} />;
  if (data.length === 0) return <p className="quiet">{words.noRuns}</p>;
  return (
    <ul className="reasons" aria-label={words.history}>
      {data.map((run) => (
        <li key={run.id}>
          <strong>
            <At at={run.started_at} />
          </strong>{' '}
          <span>{describeRun(run)}</span>
          <Disclosure label={words.details} name={words.detailsAt(exact(Date.parse(run.started_at)))}>
            {() => <RunDetails jobId={id} runId={run.id} />}
          </Disclosure>
        </li>
      ))}
    </ul>
  );
}
