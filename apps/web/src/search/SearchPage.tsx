import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { SearchAnswer } from '@throughline/api-types';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { Icon } from '../components/Icon/Icon.js';
import { LoadMore } from '../components/LoadMore/LoadMore.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { text } from '../texts/text.js';
import { listFilters, removeFilter } from './query-filters.js';
import { searchQuery } from './search-api.js';
import { SearchResult } from './SearchResult.js';

const words = text.search;
const LONGEST_QUERY = 500;

interface QueryProps {
  readonly q: string;
  readonly onSearch: (q: string) => void;
}

function SearchForm({ q, onSearch }: QueryProps): ReactElement {
  const [typed, setTyped] = useState(q);
  const [applied, setApplied] = useState(q);
  const field = useRef<HTMLInputElement>(null);
  // Back changes the address while the field is shown.
  if (applied !== q) {
    setApplied(q);
    setTyped(q);
  }
  useEffect(() => {
    field.current?.focus();
  }, []);
  return (
    <form
      role="search"
      className="search-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(typed.trim());
      }}
    >
      <label className="search">
        <Icon name="search" />
        <span className="unseen">{words.field}</span>
        <input
          ref={field}
          id="search-field"
          type="search"
          value={typed}
          maxLength={LONGEST_QUERY}
          autoComplete="off"
          placeholder={words.field}
          dir="auto"
          onChange={({ target }) => {
            setTyped(target.value);
          }}
        />
      </label>
      <Button type="submit">{words.submit}</Button>
    </form>
  );
}

function Filters({ q, onSearch }: QueryProps): ReactElement | null {
  const filters = listFilters(q);
  if (filters.length === 0) return null;
  return (
    <ul className="search-filters" aria-label={words.filters}>
      {filters.map((filter) => (
        <li key={filter}>
          <button
            type="button"
            aria-label={words.remove(filter)}
            onClick={() => {
              onSearch(removeFilter(q, filter));
            }}
          >
            {filter} <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Says what was searched instead, and how current the answer is. */
export function SearchNotes({ answer }: { readonly answer: SearchAnswer }): ReactElement {
  const { similar, unknown_filters: unknown, index } = answer;
  const { state, behind_events: behind, failed_items: failed } = index;
  const notes = [
    ...similar.map(({ word, searched }) => words.similar(word, searched)),
    ...unknown.map((name) => words.unknown(name)),
    ...(state === 'behind' ? [words.index.behind(behind ?? 1)] : []),
    ...(state === 'building' || state === 'stopped' ? [words.index[state]] : []),
    ...(failed > 0 ? [words.index.failed(failed)] : []),
  ];
  return (
    <div role="status" className="search-notes">
      {notes.map((note) => (
        <p key={note} className="quiet">
          {note}
        </p>
      ))}
    </div>
  );
}

function Results({ q }: { readonly q: string }): ReactElement | null {
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(searchQuery(q));
  if (q === '') return null;
  if (isPending) return <Skeleton />;
  if (data === undefined) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  const items = data.pages.flatMap((page) => page.items);
  const [first] = data.pages;
  return (
    <>
      {first !== undefined && <SearchNotes answer={first} />}
      {items.length === 0 ? (
        <EmptyState title={words.none}>
          <p>{words.noneHint}</p>
        </EmptyState>
      ) : (
        <ul className="hits" aria-label={words.results}>
          {items.map((item) => (
            <SearchResult key={item.id} item={item} />
          ))}
        </ul>
      )}
      <LoadMore hasNextPage={hasNextPage} fetchNextPage={fetchNextPage} isFetchingNextPage={isFetchingNextPage} />
    </>
  );
}

export function SearchPage(): ReactElement {
  const { q = '' } = useSearch({ strict: false });
  const navigate = useNavigate();
  const title = q === '' ? words.title : words.resultsFor(q);
  usePageTitle(title);
  const search = (next: string): void => {
    void navigate({ to: '/search', search: next === '' ? {} : { q: next } });
  };
  return (
    <>
      <div className="page-head">
        <h1>{title}</h1>
        <p className="quiet">{words.hint}</p>
      </div>
      <SearchForm q={q} onSearch={search} />
      <Filters q={q} onSearch={search} />
      <Results key={q} q={q} />
    </>
  );
}
