import { useLocation, useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { Icon } from '../components/Icon/Icon.js';
import { text } from '../texts/text.js';

const LONGEST_QUERY = 500;
/** The id of the field, for the key that leads to it. */
export const SEARCH_FIELD = 'search-field';

/** Returns the query that the results on the page answer. */
const useShownQuery = (): string =>
  useLocation({
    select: ({ pathname, search }) => (pathname === '/search' && 'q' in search && typeof search.q === 'string' ? search.q : ''),
  });

/** Searches everything, from every view. */
export function SearchField(): ReactElement {
  const shown = useShownQuery();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(shown);
  const [applied, setApplied] = useState(shown);
  // Back changes the address while the field is shown.
  if (applied !== shown) {
    setApplied(shown);
    setTyped(shown);
  }
  return (
    <form
      role="search"
      className="find"
      onSubmit={(event) => {
        event.preventDefault();
        const q = typed.trim();
        void navigate({ to: '/search', search: q === '' ? {} : { q } });
      }}
    >
      <label>
        <Icon name="search" />
        <span className="unseen">{text.search.field}</span>
        <input
          id={SEARCH_FIELD}
          type="search"
          value={typed}
          maxLength={LONGEST_QUERY}
          autoComplete="off"
          placeholder={text.search.field}
          dir="auto"
          aria-keyshortcuts="/"
          onChange={({ target }) => {
            setTyped(target.value);
          }}
        />
      </label>
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}
