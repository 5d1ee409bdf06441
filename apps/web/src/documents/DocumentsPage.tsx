import { useInfiniteQuery } from '@tanstack/react-query';
import type { Document } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { usePolling } from '../api/live-state.js';
import { Button } from '../components/Button/Button.js';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { LoadMore } from '../components/LoadMore/LoadMore.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { Ago } from '../controls/Times.js';
import { Count } from '../list/Count.js';
import { ListFilters, type FilterProps } from '../list/ListFilters.js';
import { useListFilter } from '../list/use-list-filter.js';
import { Link } from '../shell/Link.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { text } from '../texts/text.js';
import { AddFiles } from '../upload/AddFiles.js';
import { documentTitle } from './document-title.js';
import { DocumentBadges, DocumentProgress } from './DocumentParts.js';
import { documentsQuery, DOCUMENT_VIEWS } from './documents-api.js';

const words = text.document;

function DocumentRow({ document }: { readonly document: Document }): ReactElement {
  const [waiting] = document.waiting_for;
  const [retrying] = document.steps.filter(({ retry_at, waiting_for }) => retry_at !== null && waiting_for === null);
  const why = document.failed_reason ?? waiting?.message ?? document.pause_reason ?? retrying?.error_message ?? null;
  return (
    <li className="row">
      <div className="row-main">
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
        <span className="quiet">
          {text.list.registered} <Ago at={document.created_at} />
        </span>
      </div>
    </li>
  );
}

const useDocuments = (filter: FilterProps['filter']) => {
  const query = useInfiniteQuery({
    ...documentsQuery(filter),
    refetchInterval: usePolling(),
    placeholderData: (before) => before,
  });
  return { ...query, items: query.data?.pages.flatMap(({ items }) => items) ?? [], total: query.data?.pages[0]?.total };
};

function Body({ filter, onChange }: FilterProps): ReactElement {
  const { items, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useDocuments(filter);
  if (isPending) return <Skeleton rows={5} />;
  if (items.length === 0 && error !== null) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (items.length === 0)
    return filter.q === '' && filter.view === 'all' ? (
      <EmptyState title={words.emptyTitle}>
        <p>{words.emptyHint}</p>
      </EmptyState>
    ) : (
      <EmptyState title={text.list.nothingTitle}>
        <p>{text.list.nothingHint}</p>
        <Button
          onClick={() => {
            onChange({ q: '', view: 'all' });
          }}
        >
          {text.list.clear}
        </Button>
      </EmptyState>
    );
  return (
    <>
      <ul className="rows" aria-label={words.title}>
        {items.map((document) => (
          <DocumentRow key={document.id} document={document} />
        ))}
      </ul>
      <LoadMore hasNextPage={hasNextPage} fetchNextPage={fetchNextPage} isFetchingNextPage={isFetchingNextPage} />
    </>
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
        {total === 0 ? <p className="quiet">{words.lead}</p> : <Count shown={items.length} total={total} words={words.total} />}
      </div>
      <AddFiles kind="documents" />
      {(filter.q !== '' || filter.view !== 'all' || total !== 0) && (
        <ListFilters filter={filter} views={words.views} search={words.search} onChange={setFilter} />
      )}
      <Body filter={filter} onChange={setFilter} />
    </>
  );
}
