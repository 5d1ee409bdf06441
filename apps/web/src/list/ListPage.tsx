import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { isFiltered, NO_FILTER, type ListFilter } from '../api/list-filter.js';
import { usePolling } from '../api/live-state.js';
import { recordingsQuery, VIEWS } from '../api/recordings.js';
import { useMayChange } from '../api/use-may-change.js';
import { Button } from '../components/Button/Button.js';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { LoadMore } from '../components/LoadMore/LoadMore.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { SampleButton } from '../upload/SampleButton.js';
import { usePageTitle } from '../components/use-page-title.js';
import { text } from '../texts/text.js';
import { Count } from './Count.js';
import { ListFilters, type FilterProps } from './ListFilters.js';
import { RecordingRow } from './RecordingRow.js';
import { RowsHead } from './ItemsHead.js';
import { removeDuplicates } from './remove-duplicates.js';
import { RepeatDrafts } from './RepeatDrafts.js';
import { SelectableRows } from './SelectableRows.js';
import { useListFilter } from './use-list-filter.js';

function Nothing({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }): ReactElement {
  if (isFiltered)
    return (
      <EmptyState title={text.list.nothingTitle}>
        <p>{text.list.nothingHint}</p>
        <Button onClick={onClear}>{text.list.clear}</Button>
      </EmptyState>
    );
  return (
    <EmptyState title={text.list.emptyTitle}>
      <p>{text.list.emptyHint}</p>
      <SampleButton />
    </EmptyState>
  );
}

function useRecordings(filter: ListFilter) {
  const query = useInfiniteQuery({
    ...recordingsQuery(filter),
    refetchInterval: usePolling(),
    placeholderData: (before) => before,
  });
  const items = removeDuplicates(query.data?.pages.flatMap((page) => page.items) ?? []);
  return { ...query, items, total: query.data?.pages[0]?.total };
}

function Body({ filter, onChange }: FilterProps): ReactElement {
  const { items, total, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRecordings(filter);
  const isSelectable = useMayChange();
  const more = { hasNextPage, fetchNextPage, isFetchingNextPage };
  if (isPending) return <Skeleton rows={5} />;
  if (items.length === 0)
    return error === null ? (
      <Nothing
        isFiltered={isFiltered(filter)}
        onClear={() => {
          onChange(NO_FILTER);
        }}
      />
    ) : (
      <ProblemNote error={error} onRetry={() => void refetch()} />
    );
  return (
    <>
      <RowsHead isSelectable={isSelectable} />
      <SelectableRows kind="recordings" label={text.list.title} filter={filter} items={items} total={total ?? items.length}>
        {(recording, isSelected) => <RecordingRow key={recording.id} recording={recording} isSelected={isSelected} />}
      </SelectableRows>
      <LoadMore {...more} />
    </>
  );
}

export function ListPage(): ReactElement {
  usePageTitle(text.list.title);
  const [filter, setFilter] = useListFilter(VIEWS);
  const { items, total } = useRecordings(filter);
  return (
    <>
      <div className="page-head">
        <h1>{text.list.title}</h1>
        <Count shown={items.length} total={total} words={text.list.total} />
      </div>
      {(isFiltered(filter) || total !== 0) && (
        <ListFilters filter={filter} views={text.list.views} search={text.list.search} onChange={setFilter} />
      )}
      {filter.view === 'drafts' && <RepeatDrafts key={`${filter.tag} ${filter.q}`} filter={filter} />}
      <Body filter={filter} onChange={setFilter} />
    </>
  );
}
