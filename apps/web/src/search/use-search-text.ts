import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
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
  /** The queries of this field that the address does not show yet, in their order. */
  const [asked, setAsked] = useState<readonly string[]>([]);
  /** The last query that was asked before its text was complete. It has one entry in the history, which the next one replaces. */
  const [unsettled, setUnsettled] = useState<string>();
  const [isEdited, setIsEdited] = useState(false);
  const search = (q: string, isTyped: boolean): void => {
    setAsked([...asked, q]);
    setUnsettled(isTyped ? q : undefined);
    setIsEdited(false);
    const current = asked.at(-1) ?? shown;
    void navigate({ to: '/search', search: q === '' ? {} : { q }, replace: current === '' || current === unsettled });
  };
  // Back changes the address while the field is shown.
  if (applied !== shown) {
    const own = shown === undefined ? -1 : asked.indexOf(shown);
    setApplied(shown);
    setAsked(asked.slice(own + 1));
    if (own === -1) {
      setAsked([]);
      setTyped(shown ?? '');
      setIsEdited(false);
    }
  }
  const unfinished = isEdited && shown !== undefined ? findUnfinishedQuery(typed) : undefined;
  const onPause = useEffectEvent((q: string) => {
    search(q, true);
  });
  useEffect(() => {
    if (unfinished === undefined) return undefined;
    const timer = setTimeout(() => {
      onPause(unfinished);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [unfinished]);
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
