import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Document } from '@throughline/api-types';
import { memo, type ReactElement } from 'react';
import { isFiltered, NO_FILTER } from '../api/list-filter.js';
import { usePolling } from '../api/live-state.js';
import { Button } from '../components/Button/Button.js';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { Icon } from '../components/Icon/Icon.js';
import { LoadMore } from '../components/LoadMore/LoadMore.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { Ago } from '../controls/Times.js';
import { Count } from '../list/Count.js';
import { ListFilters, type FilterProps } from '../list/ListFilters.js';
import { removeDuplicates } from '../list/remove-duplicates.js';
import { RowSelect } from '../list/RowSelect.js';
import { RowTags } from '../list/RowTags.js';
import { SelectableRows } from '../list/SelectableRows.js';
import { useListFilter } from '../list/use-list-filter.js';
import { Link } from '../shell/Link.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { text } from '../texts/text.js';
import { documentTitle } from './document-title.js';
import { DocumentBadges, DocumentProgress } from './DocumentParts.js';
import { documentsQuery, DOCUMENT_VIEWS, reviewCountQuery } from './documents-api.js';
import { listOutsideWaits } from '../controls/queue.js';

const words = text.document;

interface RowProps {
  readonly document: Document;
  /** Absent if items cannot be selected. */
  readonly isSelected: boolean | undefined;
}

function Row({ document, isSelected }: RowProps): ReactElement {
  const [waiting] = listOutsideWaits(document);
  const [retrying] = document.steps.filter(({ retry_at, waiting_for }) => retry_at !== null && waiting_for === null);
  const why = document.failed_reason ?? waiting?.message ?? document.pause_reason ?? retrying?.error_message ?? null;
  return (
    <li className="row" data-item={document.id}>
      <div className="row-main">
        <RowSelect title={documentTitle(document)} isSelected={isSelected} />
        <Link to="/documents/$id" params={{ id: document.id }} className="row-title" dir="auto">
          {documentTitle(document)}
        </Link>
        <DocumentBadges document={document} />
      </div>
      <DocumentProgress document={document} />
      <div className="row-foot">
        {why !== null && (
          <span className={document.failed ? 'why bad' : 'why'} dir="auto">
            {why}
          </span>
        )}
        <RowTags tags={document.tags} to="/documents" />
        <span className="quiet">
          {text.list.registered} <Ago at={document.created_at} />
        </span>
      </div>
    </li>
  );
}

/** Renders a row only when its own document or its selection changes. */
const DocumentRow = memo(Row);

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
      <SelectableRows
        kind="documents"
        label={words.title}
        filter={filter}
        items={items}
        total={total ?? items.length}
        isWhole={filter.view !== 'unsure'}
      >
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
    <Link to="/review" className="review-link">
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
        <h1>{words.title}</h1>
        <ReviewLink />
        {total === 0 ? <p className="quiet">{words.lead}</p> : <Count shown={items.length} total={total} words={words.total} />}
      </div>
      {(isFiltered(filter) || total !== 0) && (
        <ListFilters filter={filter} views={words.views} search={words.search} onChange={setFilter} />
      )}
      <Body filter={filter} onChange={setFilter} />
    </>
  );
}
