import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { Ago } from '../controls/Times.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import { bulkJobsQuery } from './bulk-api.js';
import { describeOutcomes, describeState, titleOf } from './describe-job.js';

const words = text.bulk;

/** The executed bulk jobs of the library, newest first, with links to their results. */
export function EndedJobs(): ReactElement {
  const { data, error } = useQuery(bulkJobsQuery);
  return (
    <section className="card" aria-labelledby="bulk-jobs">
      <h2 id="bulk-jobs">{words.ended}</h2>
      <p className="quiet">{words.endedHint}</p>
      {error !== null && <ProblemNote error={error} />}
      {data === undefined && error === null && <Skeleton rows={2} />}
      {data?.length === 0 && <p>{words.endedNone}</p>}
      {data !== undefined && data.length > 0 && (
        <ul className="lines" aria-label={words.ended}>
          {data.map((job) => (
            <li key={job.id} className="line">
              <span>
                <Link to="/bulk/$id" params={{ id: job.id }}>
                  {titleOf(job)}
                </Link>
              </span>
              {job.started_at !== null && (
                <span className="quiet">
                  <Ago at={job.started_at} />
                </span>
              )}
              <p className="line-more quiet">
                {[describeState(job), describeOutcomes(job)].filter((part) => part !== undefined && part !== '').join(' ')}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
