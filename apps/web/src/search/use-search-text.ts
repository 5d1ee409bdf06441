import { useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { askFor, findNextQuery, followAddress, startText, typeText } from './search-text.js';

/** People pause this long between words. */
const PAUSE_MS = 300;

/** Returns the query that the results on the page answer; undefined on other views. */
const useShownQuery = (): string | undefined =>
  useLocation({
    select: ({ pathname, search }) =>
      pathname !== '/search' ? undefined : 'q' in search && typeof search.q === 'string' ? search.q : '',
  });

/** The text of the search field. While results are shown, they follow what is typed. */
export function useSearchText() {
  const shown = useShownQuery();
  const navigate = useNavigate();
  const [before, setText] = useState(() => startText(shown));
  const text = followAddress(before, shown);
  if (text !== before) setText(text);
  const { typed, isPassing: replace } = text;
  const search = useCallback(
    (q: string, isTyped: boolean): void => {
      setText((last) => askFor(last, q, isTyped));
      void navigate({ to: '/search', search: q === '' ? {} : { q }, replace });
    },
    [navigate, replace],
  );
  const next = findNextQuery(text);
  useEffect(() => {
    if (next === undefined) return undefined;
    const timer = setTimeout(() => {
      search(next, true);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [next, search]);
  return {
    typed,
    onType: (changed: string): void => {
      setText((last) => typeText(last, changed));
    },
    onSubmit: (): void => {
      search(typed.trim(), false);
    },
  };
}
