import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useIsMissing } from '../api/use-is-missing.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { MissingItem } from '../components/MissingItem.js';
import { usePageTitle } from '../components/use-page-title.js';
import { text } from '../texts/text.js';
import { bulkCommandQuery } from './bulk-api.js';
import { BulkResults, OutcomeFilter } from './BulkResults.js';
import { describeState, titleOf } from './describe-bulk-command.js';
import { PlanChanges } from './PlanChanges.js';
import { readResultsSearch } from './results-search.js';

const words = text.bulk;

export function BulkResultsPage({ id }: { readonly id: string }): ReactElement {
  const { data: bulk, error, refetch } = useQuery(bulkCommandQuery(id));
  const isMissing = useIsMissing({ data: bulk, error });
  const { outcome } = readResultsSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  usePageTitle(bulk === undefined ? words.results : words.resultsOf(titleOf(bulk)));
  if (bulk === undefined) {
    if (isMissing) return <MissingItem title={words.gone} list="/" />;
    return error === null ? <Skeleton rows={5} /> : <ProblemNote error={error} onRetry={() => void refetch()} />;
  }
  const state = describeState(bulk);
  return (
    <>
      <div className="page-head">
        <h1>{words.resultsOf(titleOf(bulk))}</h1>
      </div>
      <section className="card" aria-label={words.results}>
        <p role="status">{state ?? words.progress(bulk.done, bulk.total)}</p>
        <PlanChanges bulk={bulk} />
        <OutcomeFilter
          bulk={bulk}
          outcome={outcome}
          onChange={(chosen) => {
            const search = chosen === undefined ? {} : { outcome: chosen };
            void navigate({ to: '.', search, replace: true, resetScroll: false });
          }}
        />
        <BulkResults bulk={bulk} outcome={outcome} />
      </section>
    </>
  );
}
