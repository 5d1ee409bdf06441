import { useState, type KeyboardEvent } from 'react';
import { ALL_SELECTED, NOTHING_SELECTED, selectRange, toggle, type Selection } from './selection.js';

export interface ListSelection {
  readonly selection: Selection;
  readonly select: (id: string, isRange: boolean) => void;
  readonly selectAll: () => void;
  readonly clear: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

const isTyping = (target: HTMLElement): boolean => target.matches('input:not([type=checkbox]), textarea, select');

/** Returns the id of the row that has the focus. */
const rowOf = (target: HTMLElement): string | undefined => target.closest<HTMLElement>('[data-item]')?.dataset['item'];

/** Selects items of a list with mouse and keyboard. Another filter selects nothing. */
export function useSelection(filterKey: string, loaded: readonly string[]): ListSelection {
  const [{ key, selection }, setState] = useState({ key: filterKey, selection: NOTHING_SELECTED });
  const current = key === filterKey ? selection : NOTHING_SELECTED;
  const set = (next: Selection): void => {
    setState({ key: filterKey, selection: next });
  };
  const select = (id: string, isRange: boolean): void => {
    set((isRange ? selectRange : toggle)(current, id, loaded));
  };
  const clear = (): void => {
    set(NOTHING_SELECTED);
  };
  return {
    selection: current,
    select,
    clear,
    selectAll: () => {
      set(ALL_SELECTED);
    },
    onKeyDown: (event) => {
      const target = event.target as HTMLElement;
      if (isTyping(target) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Escape') clear();
      const id = rowOf(target);
      if (id !== undefined && event.key.toLowerCase() === 'x') select(id, event.shiftKey);
    },
  };
}
