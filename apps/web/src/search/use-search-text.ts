import { useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { findUnfinishedQuery } from './unfinished-query.js';

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
  const [typed, setTyped] = useState(shown ?? '');
  const [applied, setApplied] = useState(shown);
  /** The query of this field that the address does not show yet. */
  const [asked, setAsked] = useState<string>();
  const [isEdited, setIsEdited] = useState(false);
  const search = useCallback(
    (q: string, isTyped: boolean): void => {
      setAsked(q);
      setIsEdited(false);
      void navigate({ to: '/search', search: q === '' ? {} : { q }, replace: isTyped });
    },
    [navigate],
  );
  // Back changes the address while the field is shown.
  if (applied !== shown) {
    setApplied(shown);
    setAsked(undefined);
    if (shown !== asked) setTyped(shown ?? '');
  }
  const unfinished = isEdited && shown !== undefined ? findUnfinishedQuery(typed) : undefined;
  useEffect(() => {
    if (unfinished === undefined) return undefined;
    const timer = setTimeout(() => {
      search(unfinished, true);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [unfinished, search]);
  return {
    typed,
    onType: (next: string): void => {
      setTyped(next);
      setIsEdited(true);
    },
    onSubmit: (): void => {
      search(typed.trim(), false);
    },
  };
}
