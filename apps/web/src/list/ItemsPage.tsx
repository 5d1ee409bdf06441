import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, type ReactElement } from 'react';
import { usePolling } from '../api/live-state.js';
import * as maxLengths from '../api/max-lengths.generated.js';
import { Icon } from '../components/Icon/Icon.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { usePageTitle } from '../components/use-page-title.js';
import { text } from '../texts/text.js';
import { describeCount } from './describe-count.js';
import { listStates, type ChoiceOption } from './item-state.js';
import { itemCountsQuery, itemsQuery } from './items-api.js';
import { hasItems, isNarrowed, readItemsSearch, type ItemCounts, type ItemsSearch, type ItemsSort } from './items-search.js';
import { TypedFilter } from './ListFilters.js';
import { NoItems } from './NoItems.js';
import { removeDuplicates } from './remove-duplicates.js';
import { SavedViews } from './SavedViews.js';
import { SelectableItems } from './SelectableItems.js';

const words = text.itemList;

interface FilterProps {
  readonly search: ItemsSearch;
  /** Undefined until it is known. */
  readonly counts: ItemCounts | undefined;
  readonly onChange: (change: Readonly<Partial<Record<keyof ItemsSearch, string>>>) => void;
}

interface ChoicesProps {
  readonly label: string;
  readonly options: readonly ChoiceOption[];
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}

const Choices = ({ label, options, chosen, onChoose }: ChoicesProps): ReactElement => (
  <div className="views" role="group" aria-label={label}>
    {options.map(({ key, name, count, look }) => (
      <button
        key={key}
        type="button"
        className={look?.[0]}
        aria-pressed={key === chosen}
        onClick={() => {
          onChoose(key);
        }}
      >
        {look !== undefined && <Icon name={look[1]} />}
        {name}
        {count !== undefined && <b className="view-count">{count.toLocaleString('en')}</b>}
      </button>
    ))}
  </div>
);

const KINDS: readonly ChoiceOption[] = Object.entries(words.kinds).map(([key, name]) => ({ key, name }));

function Filters({ search, counts, onChange }: FilterProps): ReactElement {
  const { state = 'all', sort = '-created_at', q = '', tag = '' } = search;
  return (
    <>
      <Choices
        label={words.statesLabel}
        options={listStates(counts, state)}
        chosen={state}
        onChoose={(next) => {
          onChange({ state: next });
        }}
      />
      <div className="filters">
        <TypedFilter
          label={words.search}
          kind="search"
          value={q}
          maxLength={maxLengths.BulkFilters.q}
          onChange={(next) => {
            onChange({ q: next });
          }}
        />
        <TypedFilter
          label={text.list.tag}
          kind="tag"
          value={tag}
          maxLength={maxLengths.BulkFilters.tag}
          onChange={(next) => {
            onChange({ tag: next });
          }}
        />
        <select
          aria-label={words.sort}
          value={sort}
          onChange={({ target }) => {
            onChange({ sort: target.value });
          }}
        >
          {Object.entries(words.sorts).map(([order, name]) => (
            <option key={order} value={order satisfies string as ItemsSort}>
              {name}
            </option>
          ))}
        </select>
      </div>
    </>
  );
}

function useItems(search: ItemsSearch) {
  const polling = usePolling();
  const query = useInfiniteQuery({
    ...itemsQuery(search),
    // A refresh reads every loaded page again, so that it comes less often the more pages there are.
    refetchInterval: ({ state }) => polling * Math.max(1, state.data?.pages.length ?? 1),
    placeholderData: (before) => before,
  });
  const { data } = query;
  const items = useMemo(() => removeDuplicates(data?.pages.flatMap((page) => page.items) ?? []), [data]);
  return { ...query, items };
}

interface BodyProps {
  readonly search: ItemsSearch;
  readonly list: ReturnType<typeof useItems>;
  /** Undefined until it is known. */
  readonly counts: ItemCounts | undefined;
  readonly onSort: (sort: ItemsSort) => void;
  readonly onClear: () => void;
}

function Body({ search, list, counts, onSort, onClear }: BodyProps): ReactElement {
  const { items, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = list;
  if (isPending) return <Skeleton rows={10} />;
  const problem = error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (items.length === 0) return problem || <NoItems search={search} counts={counts} onClear={onClear} />;
  const total = Math.max(counts?.[search.state ?? 'all'] ?? 0, items.length);
  return (
    <>
      {problem}
      <SelectableItems
        search={search}
        items={items}
        total={total}
        onSort={onSort}
        isLoadingMore={isFetchingNextPage}
        onMore={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined}
      />
    </>
  );
}

/** The list of all items: recordings, documents and sessions. The filters are in the address. */
export function ItemsPage(): ReactElement {
  usePageTitle(words.title);
  const search = readItemsSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const polling = usePolling();
  const list = useItems(search);
  const { data: counts, isPending } = useQuery({
    ...itemCountsQuery(search),
    // Counting takes longer than a page of a large library, and nobody waits for it.
    enabled: !list.isPending && !list.isPlaceholderData,
    refetchInterval: polling,
    placeholderData: (before) => before,
  });
  const show = (next: object): void => {
    void navigate({ to: '/', search: readItemsSearch({ ...next }), replace: true, resetScroll: false });
  };
  const hasFilters = isNarrowed(search) || counts === undefined || hasItems(counts);
  return (
    <>
      <div className="page-head items-title">
        <h1>{words.title}</h1>
        {hasFilters && (
          <Choices
            label={words.kindsLabel}
            options={KINDS}
            chosen={search.kind ?? 'all'}
            onChoose={(kind) => {
              show({ ...search, kind });
            }}
          />
        )}
        <p className="quiet" role="status">
          {describeCount(counts, search.state ?? 'all', isPending)}
        </p>
      </div>
      <SavedViews search={search} onShow={show} />
      {hasFilters && (
        <Filters
          search={search}
          counts={counts}
          onChange={(change) => {
            show({ ...search, ...change });
          }}
        />
      )}
      <Body
        search={search}
        list={list}
        counts={counts}
        onSort={(sort) => {
          show({ ...search, sort });
        }}
        onClear={() => {
          show({});
        }}
      />
    </>
  );
}
