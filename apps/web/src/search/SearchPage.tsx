import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, type ReactElement } from 'react';
import { usePageTitle } from '../components/use-page-title.js';
import { text } from '../texts/text.js';
import { listFilters, removeFilter } from './query-filters.js';
import { SEARCH_FIELD } from './SearchField.js';
import { SearchResults, type QueryProps } from './SearchResults.js';

const words = text.search;

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
      <SearchResults q={q} onSearch={search} />
    </>
  );
}
