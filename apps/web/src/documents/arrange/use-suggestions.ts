import { useQuery } from '@tanstack/react-query';
import type { CutSuggestion, SuggestedCuts } from '@throughline/api-client';
import { useMemo, useState } from 'react';
import type { Arrangement } from './arrangement.js';
import { cutsQuery } from './cuts-query.js';
import { listOpen } from './suggested-cuts.js';

export interface SuggestionsState {
  /** Undefined until they are read. */
  readonly cuts: SuggestedCuts | undefined;
  readonly error: Error | null;
  readonly onRetry: () => void;
  /** The suggestions that the person has neither taken nor removed. */
  readonly open: readonly CutSuggestion[];
  readonly remove: (suggestions: readonly CutSuggestion[]) => void;
}

const NONE: readonly CutSuggestion[] = [];

/** The suggested cuts of a document, until the person takes or removes them. */
export function useSuggestions(document: string, pages: Arrangement): SuggestionsState {
  const { data: cuts, error, refetch } = useQuery(cutsQuery(document));
  const [removed, setRemoved] = useState(NONE);
  const open = useMemo(
    () =>
      listOpen(
        pages,
        document,
        (cuts?.suggestions ?? NONE).filter((each) => !removed.includes(each)),
      ),
    [cuts, document, pages, removed],
  );
  return {
    cuts,
    error,
    onRetry: () => void refetch(),
    open,
    remove: (suggestions) => {
      setRemoved((before) => [...before, ...suggestions]);
    },
  };
}
