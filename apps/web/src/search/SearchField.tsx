import type { ReactElement } from 'react';
import { Icon } from '../components/Icon/Icon.js';
import { text } from '../texts/text.js';
import { LONGEST_QUERY } from './unfinished-query.js';
import { useSearchText } from './use-search-text.js';

/** The id of the field, for the key that leads to it. */
export const SEARCH_FIELD = 'search-field';

/** Searches everything, from every view. */
export function SearchField(): ReactElement {
  const { typed, onType, onSubmit } = useSearchText();
  return (
    <form
      role="search"
      className="find"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
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
            onType(target.value);
          }}
        />
      </label>
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}
