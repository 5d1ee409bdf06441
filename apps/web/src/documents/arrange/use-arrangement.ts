import { useState } from 'react';
import { arrangePages, type Arrangement } from './arrangement.js';

/** Steps back. More would hold memory that nobody uses. */
const MAX_STEPS = 200;

export interface ArrangementState {
  readonly pages: Arrangement;
  readonly change: (change: (pages: Arrangement) => Arrangement) => void;
  /** Undefined if there is nothing to take back. */
  readonly undo: (() => void) | undefined;
}

/** The arrangement on the screen, with its earlier states. */
export function useArrangement(document: string, count: number): ArrangementState {
  const [states, setStates] = useState<readonly Arrangement[]>(() => [arrangePages(document, count)]);
  const pages = states.at(-1) ?? [];
  return {
    pages,
    change: (change) => {
      setStates((before) => {
        const next = change(before.at(-1) ?? []);
        return next === before.at(-1) ? before : [...before, next].slice(-MAX_STEPS);
      });
    },
    undo:
      states.length < 2
        ? undefined
        : () => {
            setStates((before) => (before.length < 2 ? before : before.slice(0, -1)));
          },
  };
}
