import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { usePolling } from '../api/live-state.js';
import * as maxLengths from '../api/max-lengths.generated.js';
import { Icon } from '../components/Icon/Icon.js';
import { lazyView } from '../components/lazy-view.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { usePageTitle } from '../components/use-page-title.js';
import { formatNumber } from '../texts/numbers.js';
import { text } from '../texts/text.js';
import { describeCount } from './describe-count.js';
import type { ItemList, ListItem, ReadItems } from './item-list.js';
import { listStates } from './item-state.js';
import { itemCountsQuery } from './items-api.js';
import {
  addressOf,
  hasItems,
  isNarrowed,
  readItemsSearch,
  type ItemCounts,
  type ItemsSearch,
  type ItemsSort,
} from './items-search.js';
import { TypedFilter } from './TypedFilter.js';
import { NoItems } from './NoItems.js';
import { SavedViews } from './SavedViews.js';
import { SelectableItems } from './SelectableItems.js';

const words = text.itemList;

/** Fetched when the list shows drafts. */
const RepeatDrafts = lazyView(async () => (await import('./RepeatDrafts.js')).RepeatDrafts, null);

interface FilterProps {
  readonly search: ItemsSearch;
  /** Undefined until it is known. */
  readonly counts: ItemCounts | undefined;
  readonly onChange: (change: Readonly<Partial<Record<keyof ItemsSearch, string>>>) => void;
  /** Ends the line of the filters. */
  readonly children: ReactNode;
}

function Filters({ search, counts, onChange, children }: FilterProps): ReactElement {
  const { state = 'all', sort = '-created_at', q = '', tag = '' } = search;
  return (
    <>
      <div className="views" role="group" aria-label={words.statesLabel}>
        {listStates(counts, state).map(({ key, name, count, look }) => (
          <button
            key={key}
            type="button"
            className={look?.[0]}
            aria-pressed={key === state}
            onClick={() => {
              onChange({ state: key });
            }}
          >
            {look !== undefined && <Icon name={look[1]} />}
            {name}
            {count !== undefined && <b className="view-count">{formatNumber(count)}</b>}
          </button>
        ))}
      </div>
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
        {children}
      </div>
    </>
  );
}

interface ToolsProps {
  readonly list: Pick<ItemList<never>, 'Columns'>;
  readonly search: ItemsSearch;
  readonly onShow: (search: ItemsSearch) => void;
}

/** The columns of the list, and its saved views. */
const Tools = ({ list: { Columns }, ...views }: ToolsProps): ReactElement => (
  <>
    {Columns && <Columns />}
    <SavedViews {...views} />
  </>
);

interface BodyProps<T extends ListItem> {
  readonly title: string;
  readonly list: ItemList<T>;
  readonly search: ItemsSearch;
  readonly read: ReadItems<T>;
  /** Undefined until it is known. */
  readonly counts: ItemCounts | undefined;
  readonly empty: ReactElement;
  readonly onSort: (sort: ItemsSort) => void;
}

function Body<T extends ListItem>({ title, list, search, read, counts, empty, onSort }: BodyProps<T>): ReactElement {
  const { items, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = read;
  if (isPending) return <Skeleton rows={10} />;
  const problem = error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (items.length === 0) return problem || empty;
  const total = Math.max(counts?.[search.state ?? 'all'] ?? 0, items.length);
  return (
    <>
      {problem}
      <SelectableItems
        title={title}
        list={list}
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

/** Returns the search of the address, and how another one is shown. */
function useItemsSearch(kind: ItemsSearch['kind']) {
  const address = readItemsSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  return {
    search: kind === undefined ? address : { ...address, kind },
    show: (next: object): void => {
      const search = readItemsSearch({ ...next });
      const isHere = search.kind === kind;
      void navigate({ ...addressOf(search), replace: isHere, resetScroll: !isHere });
    },
  };
}

function useCounts<T>(search: ItemsSearch, read: ReadItems<T>) {
  const polling = usePolling();
  return useQuery({
    ...itemCountsQuery(search),
    // Counting takes longer than a page of a large library, and nobody waits for it.
    enabled: !read.isPending && !read.isPlaceholderData,
    refetchInterval: polling,
    placeholderData: (before) => before,
  });
}

interface Props<T extends ListItem> {
  /** The only kind of the list. Absent: all kinds. */
  readonly kind?: ItemsSearch['kind'];
  readonly list: ItemList<T>;
  /** Stands beside the title. */
  readonly action?: ReactNode;
  /** Stands above the filters, also above an empty list. */
  readonly children?: ReactNode;
}

/** The list of all items, or of one kind. The filters are in the address. */
export function ItemsPage<T extends ListItem>({ kind, list, action, children }: Props<T>): ReactElement {
  const title = kind === undefined ? words.title : words.kinds[kind];
  usePageTitle(title);
  const { search, show } = useItemsSearch(kind);
  const all = kind === undefined ? {} : { kind };
  const read = list.useItems(search);
  const { data: counts, isPending } = useCounts(search, read);
  const narrowed = isNarrowed(search);
  const change = (part: object): void => {
    show({ ...search, ...part });
  };
  const clear = (): void => {
    show(all);
  };
  return (
    <>
      <div className="page-head items-title">
        <h1>{title}</h1>
        <p className="quiet" role="status">
          {describeCount(counts, {
            state: search.state ?? 'all',
            isPending,
            shown: read.isPlaceholderData ? 0 : read.items.length,
          })}
        </p>
        {action}
      </div>
      {children}
      {(narrowed || counts === undefined || hasItems(counts)) && (
        <Filters search={search} counts={counts} onChange={change}>
          <Tools list={list} search={search} onShow={show} />
        </Filters>
      )}
      {kind === 'recording' && search.state === 'draft' && <RepeatDrafts key={JSON.stringify(search)} filter={search} />}
      <Body
        title={title}
        list={list}
        search={search}
        read={read}
        counts={counts}
        empty={<NoItems isNarrowed={narrowed} all={all} counts={counts} onClear={clear} />}
        onSort={(sort) => {
          change({ sort });
        }}
      />
    </>
  );
}
