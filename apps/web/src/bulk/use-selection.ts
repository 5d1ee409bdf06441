import { useRef, useState, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import { latinKeyOf } from '../components/latin-key.js';
import { areShortcutsOn } from '../components/shortcuts.js';
import { ALL_SELECTED, NOTHING_SELECTED, selectRange, toggle, type Selection } from './selection.js';

export interface ListSelection {
  readonly selection: Selection;
  readonly select: (id: string, isRange: boolean) => void;
  readonly selectAll: () => void;
  /** Selects nothing. The focus moves to the list, because the bar with its buttons disappears. */
  readonly clear: () => void;
  readonly rows: RefObject<HTMLUListElement | null>;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  /** Handles the clicks on the checkboxes of all rows. */
  readonly onClick: (event: MouseEvent) => void;
}

const isTyping = (target: HTMLElement): boolean => target.matches('input:not([type=checkbox]), textarea, select');

type KeyPress = Pick<KeyboardEvent, 'key' | 'defaultPrevented' | 'ctrlKey' | 'metaKey' | 'altKey'> &
  Partial<Pick<KeyboardEvent, 'code'>>;

/** Returns the command of a key. Menus, dialogs and fields keep their keys: an Escape that closes them clears no selection. The user may switch letters off. */
export function commandOf(press: KeyPress, target: HTMLElement, hasLetters: boolean): 'clear' | 'select' | undefined {
  if (press.defaultPrevented || press.ctrlKey || press.metaKey || press.altKey) return undefined;
  if (isTyping(target) || target.closest('[role=menu], [role=dialog], [role=alertdialog]') !== null) return undefined;
  if (press.key === 'Escape') return 'clear';
  return hasLetters && latinKeyOf(press).toLowerCase() === 'x' ? 'select' : undefined;
}

/** Returns the id of the row that has the focus. */
const rowOf = (target: HTMLElement): string | undefined => target.closest<HTMLElement>('[data-item]')?.dataset['item'];

/** Selects items of a list with mouse and keyboard. Another filter selects nothing. */
export function useSelection(filterKey: string, loaded: readonly string[]): ListSelection {
  const [{ key, selection }, setState] = useState({ key: filterKey, selection: NOTHING_SELECTED });
  const rows = useRef<HTMLUListElement>(null);
  const current = key === filterKey ? selection : NOTHING_SELECTED;
  const set = (next: Selection): void => {
    setState({ key: filterKey, selection: next });
  };
  const select = (id: string, isRange: boolean): void => {
    set((isRange ? selectRange : toggle)(current, id, loaded));
  };
  const clear = (): void => {
    set(NOTHING_SELECTED);
    if (rows.current?.contains(document.activeElement) === false) rows.current.focus();
  };
  return {
    rows,
    selection: current,
    select,
    clear,
    selectAll: () => {
      set(ALL_SELECTED);
    },
    onClick: ({ target, shiftKey }) => {
      const id = target instanceof HTMLElement && target.matches('.row-select') ? rowOf(target) : undefined;
      if (id !== undefined) select(id, shiftKey);
    },
    onKeyDown: (event) => {
      const target = event.target as HTMLElement;
      const command = commandOf(event, target, areShortcutsOn());
      if (command === 'clear') clear();
      const id = rowOf(target);
      if (id !== undefined && command === 'select') select(id, event.shiftKey);
    },
  };
}
