import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { SearchAnswer } from '@throughline/api-client';
import { useEffect, type ReactElement } from 'react';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { LoadMore } from '../components/LoadMore/LoadMore.js';
import { isProblem } from '../api/problem.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { usePageTitle } from '../components/use-page-title.js';
import { text } from '../texts/text.js';
import { listFilters, removeFilter } from './query-filters.js';
import { searchQuery } from './search-api.js';
import { listNotes } from './search-notes.js';
import { SEARCH_FIELD } from './SearchField.js';
import { SearchResult } from './SearchResult.js';
import { countCharacters, LONGEST_QUERY } from './unfinished-query.js';
import { useFoundAnnouncement } from './use-found-announcement.js';

const words = text.search;

interface QueryProps {
  readonly q: string;
  readonly onSearch: (q: string) => void;
}

function Filters({ q, onSearch }: QueryProps): ReactElement | null {
  const filters = listFilters(q);
  if (filters.length === 0) return null;
  return (
    <ul className="search-filters" aria-label={words.filters}>
      {filters.map((filter) => (
        <li key={filter.start}>
          <button
            type="button"
            aria-label={words.remove(filter.text)}
            onClick={() => {
              onSearch(removeFilter(q, filter));
            }}
          >
            {filter.text} <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

const Notes = ({ answer }: { readonly answer: SearchAnswer }): ReactElement => (
  <div className="search-notes">
    {listNotes(answer).map((note) => (
      <p key={note} className="quiet">
        {note}
      </p>
    ))}
  </div>
);

function Results({ q }: { readonly q: string }): ReactElement {
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(searchQuery(q));
  useFoundAnnouncement(data?.pages);
  if (isPending) return <Skeleton />;
  // Another attempt cannot mend the words.
  if (data === undefined)
    return <ProblemNote error={error} onRetry={isProblem(error) && error.status === 400 ? undefined : () => void refetch()} />;
  const items = data.pages.flatMap((page) => page.items);
  const [first] = data.pages;
  return (
    <>
      {first !== undefined && <Notes answer={first} />}
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

/** The results of a query that can be asked. The field takes no longer one, but an address can have it. */
export function Answer({ q }: { readonly q: string }): ReactElement | null {
  if (q === '') return null;
  const length = countCharacters(q);
  return length > LONGEST_QUERY ? (
    <Note tone="bad" icon="failed" role="alert" title={words.tooLong(length, LONGEST_QUERY)}>
      <p>{words.tooLongHint}</p>
    </Note>
  ) : (
    <Results q={q} />
  );
}

export function SearchPage(): ReactElement {
  const { q = '' } = useSearch({ strict: false });
  const navigate = useNavigate();
  const title = q === '' ? words.title : words.resultsFor(q);
  usePageTitle(title);
  // Without words there is nothing else to do here.
  useEffect(() => {
    if (q === '') document.getElementById(SEARCH_FIELD)?.focus();
  }, [q]);
  const search = (next: string): void => {
    void navigate({ to: '/search', search: next === '' ? {} : { q: next } });
  };
  return (
    <>
      <div className="page-head">
        <h1>{title}</h1>
        <p className="quiet">{words.hint}</p>
      </div>
      <Filters q={q} onSearch={search} />
      <Answer key={q} q={q} />
    </>
  );
}
