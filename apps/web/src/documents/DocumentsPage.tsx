import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { isFiltered, NO_FILTER } from '../api/list-filter.js';
import { usePolling } from '../api/live-state.js';
import { useMayChange } from '../api/use-may-change.js';
import { Button, buttonClass } from '../components/Button/Button.js';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { Icon } from '../components/Icon/Icon.js';
import { LoadMore } from '../components/LoadMore/LoadMore.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { Count } from '../list/Count.js';
import { ListFilters, type FilterProps } from '../list/ListFilters.js';
import { removeDuplicates } from '../list/remove-duplicates.js';
import { SelectableRows } from '../list/SelectableRows.js';
import { useListFilter } from '../list/use-list-filter.js';
import { Link } from '../components/Link.js';
import { usePageTitle } from '../components/use-page-title.js';
import { text } from '../texts/text.js';
import { DocumentRow, DocumentsHead } from './DocumentRow.js';
import { documentsQuery, DOCUMENT_VIEWS, reviewCountQuery } from './documents-api.js';

const words = text.document;

const useDocuments = (filter: FilterProps['filter']) => {
  const query = useInfiniteQuery({
    ...documentsQuery(filter),
    refetchInterval: usePolling(),
    placeholderData: (before) => before,
  });
  const items = removeDuplicates(query.data?.pages.flatMap((page) => page.items) ?? []);
  return { ...query, items, total: query.data?.pages[0]?.total };
};

function Body({ filter, onChange }: FilterProps): ReactElement {
  const isSelectable = useMayChange();
  const { items, total, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useDocuments(filter);
  if (isPending) return <Skeleton rows={5} />;
  if (items.length === 0 && error !== null) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (items.length === 0)
    return isFiltered(filter) ? (
      <EmptyState title={words.nothingTitle}>
        <p>{text.list.nothingHint}</p>
        <Button
          onClick={() => {
            onChange(NO_FILTER);
          }}
        >
          {words.clear}
        </Button>
      </EmptyState>
    ) : (
      <EmptyState title={words.emptyTitle}>
        <p>{words.emptyHint}</p>
      </EmptyState>
    );
  return (
    <>
      <DocumentsHead isSelectable={isSelectable} />
      <SelectableRows kind="documents" label={words.title} filter={filter} items={items} total={total ?? items.length}>
        {(document, isSelected) => <DocumentRow key={document.id} document={document} isSelected={isSelected} />}
      </SelectableRows>
      <LoadMore hasNextPage={hasNextPage} fetchNextPage={fetchNextPage} isFetchingNextPage={isFetchingNextPage} />
    </>
  );
}

/** Opens the review, and says how many documents wait there. */
function ReviewLink(): ReactElement | null {
  const { data: count = 0 } = useQuery({ ...reviewCountQuery, refetchInterval: usePolling() });
  if (count === 0) return null;
  return (
    <Link to="/review" className={buttonClass({ look: 'primary' })}>
      <Icon name="review" />
      {text.documentView.review.open(count)}
    </Link>
  );
}

export function DocumentsPage(): ReactElement {
  usePageTitle(words.title);
  const [filter, setFilter] = useListFilter(DOCUMENT_VIEWS);
  const { items, total } = useDocuments(filter);
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{words.title}</h1>
          {total === 0 ? <p className="quiet">{words.lead}</p> : <Count shown={items.length} total={total} words={words.total} />}
        </div>
        <ReviewLink />
      </div>
      {(isFiltered(filter) || total !== 0) && (
        <ListFilters filter={filter} views={words.views} search={words.search} onChange={setFilter} />
      )}
      <Body filter={filter} onChange={setFilter} />
    </>
  );
}
