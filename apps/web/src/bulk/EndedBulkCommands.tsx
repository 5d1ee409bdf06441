import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { Ago } from '../controls/Times.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import { bulkCommandsQuery } from './bulk-api.js';
import { describeOutcomes, describeState, titleOf } from './describe-bulk-command.js';

const words = text.bulk;

/** The executed bulk commands of the library, newest first, with links to their results. */
export function EndedBulkCommands(): ReactElement {
  const { data, error } = useQuery(bulkCommandsQuery);
  return (
    <section className="card" aria-labelledby="bulk-commands">
      <h2 id="bulk-commands">{words.ended}</h2>
      <p className="quiet">{words.endedHint}</p>
      {error !== null && <ProblemNote error={error} />}
      {data === undefined && error === null && <Skeleton rows={2} />}
      {data?.length === 0 && <p>{words.endedNone}</p>}
      {data !== undefined && data.length > 0 && (
        <ul className="lines" aria-label={words.ended}>
          {data.map((bulk) => (
            <li key={bulk.id} className="line">
              <span>
                <Link to="/bulk/$id" params={{ id: bulk.id }}>
                  {titleOf(bulk)}
                </Link>
              </span>
              {bulk.started_at !== null && (
                <span className="quiet">
                  <Ago at={bulk.started_at} />
                </span>
              )}
              <p className="line-more quiet">
                {[describeState(bulk), describeOutcomes(bulk)].filter((part) => part !== undefined && part !== '').join(' ')}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
