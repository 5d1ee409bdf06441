import { useInfiniteQuery } from '@tanstack/react-query';
import type { Recording } from '@throughline/api-types';
import type { MouseEvent, ReactElement } from 'react';
import { usePolling } from '../api/live-state.js';
import { recordingsQuery, VIEWS, type ListFilter } from '../api/recordings.js';
import { useMayChange } from '../api/use-may-change.js';
import { filtersOf } from '../bulk/bulk-api.js';
import { isSelected } from '../bulk/selection.js';
import { SelectionBar } from '../bulk/SelectionBar.js';
import { useSelection } from '../bulk/use-selection.js';
import { Button } from '../components/Button/Button.js';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { LoadMore } from '../components/LoadMore/LoadMore.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { text } from '../texts/text.js';
import { AddFiles } from '../upload/AddFiles.js';
import { AddressForm } from '../upload/AddressForm.js';
import { Count } from './Count.js';
import { ListFilters, type FilterProps } from './ListFilters.js';
import { RecordingRow } from './RecordingRow.js';
import { RepeatDrafts } from './RepeatDrafts.js';
import { useListFilter } from './use-list-filter.js';

const isFiltered = ({ q, view }: ListFilter): boolean => q !== '' || view !== 'all';

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
      <p className="quiet">
        {text.list.emptySample} <code>{text.list.emptySampleCommand}</code>
      </p>
    </EmptyState>
  );
}

/** Removes duplicates: an item may move to another page between two requests. */
const removeDuplicates = (items: readonly Recording[]): readonly Recording[] => [
  ...new Map(items.map((item) => [item.id, item])).values(),
];

function useRecordings(filter: ListFilter) {
  const query = useInfiniteQuery({
    ...recordingsQuery(filter),
    refetchInterval: usePolling(),
    placeholderData: (before) => before,
  });
  const items = removeDuplicates(query.data?.pages.flatMap((page) => page.items) ?? []);
  return { ...query, items, total: query.data?.pages[0]?.total };
}

interface RowsProps {
  readonly filter: ListFilter;
  readonly items: readonly Recording[];
  readonly total: number;
  readonly isSelectable: boolean;
}

function Rows({ filter, items, total, isSelectable }: RowsProps): ReactElement {
  const list = useSelection(
    `${filter.view} ${filter.q}`,
    items.map(({ id }) => id),
  );
  const selectByMouse = ({ target, shiftKey }: MouseEvent): void => {
    const row = target instanceof HTMLElement && target.matches('.row-select') ? target.closest<HTMLElement>('.row') : null;
    const id = row?.dataset['item'];
    if (id !== undefined) list.select(id, shiftKey);
  };
  return (
    <>
      {isSelectable && <SelectionBar filter={filter} total={total} list={list} />}
      <ul
        className="rows"
        aria-label={text.list.title}
        {...(isSelectable && { ref: list.rows, tabIndex: -1, onClick: selectByMouse, onKeyDown: list.onKeyDown })}
      >
        {items.map((recording) => (
          <RecordingRow
            key={recording.id}
            recording={recording}
            isSelected={isSelectable ? isSelected(list.selection, recording.id) : undefined}
          />
        ))}
      </ul>
    </>
  );
}

function Body({ filter, onChange }: FilterProps): ReactElement {
  const { items, total, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRecordings(filter);
  const isSelectable = useMayChange() && filtersOf(filter) !== undefined;
  const more = { hasNextPage, fetchNextPage, isFetchingNextPage };
  if (isPending) return <Skeleton rows={5} />;
  if (items.length === 0)
    return error === null ? (
      <Nothing
        isFiltered={isFiltered(filter)}
        onClear={() => {
          onChange({ q: '', view: 'all' });
        }}
      />
    ) : (
      <ProblemNote error={error} onRetry={() => void refetch()} />
    );
  return (
    <>
      <Rows filter={filter} items={items} total={total ?? items.length} isSelectable={isSelectable} />
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
      <AddFiles kind="recordings">
        <AddressForm />
      </AddFiles>
      {(isFiltered(filter) || total !== 0) && (
        <ListFilters filter={filter} views={text.list.views} search={text.list.search} onChange={setFilter} />
      )}
      {filter.view === 'drafts' && <RepeatDrafts key={filter.q} q={filter.q} />}
      <Body filter={filter} onChange={setFilter} />
    </>
  );
}
