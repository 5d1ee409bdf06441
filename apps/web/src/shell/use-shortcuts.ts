import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { SEARCH_FIELD } from '../search/SearchField.js';
import { useAdd } from '../upload/add-context.js';
import { areShortcutsOn, shortcutOf, type Shortcut } from '../components/shortcuts.js';

const RESTS =
  'input:not([type=checkbox], [type=radio]), textarea, select, dialog, [contenteditable], [role="dialog"], [role="menu"]';

const isResting = (target: EventTarget | null): boolean =>
  !areShortcutsOn() || (target instanceof HTMLElement && target.closest(RESTS) !== null);

const find = (key: string): HTMLElement | null => document.querySelector(`[aria-keyshortcuts="${key}"]`);

function clickOn(key: string): boolean {
  const button = find(key);
  button?.click();
  return button !== null;
}

/**
 * Moves the focus to the link of the next or previous row of a list, from the row that has it. Without one, it moves to the row
 * under the cursor of the list, or to the first row.
 */
function moveInList(by: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-item]')];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const start = rows.find((row) => row.matches('[data-current]')) ?? rows[0];
  const link = (at === -1 ? start : rows[at + by])?.querySelector<HTMLElement>('a');
  link?.focus();
  return link !== undefined && link !== null;
}

/** Carries out the shortcuts of the page, from every view. */
export function useShortcuts(onHelp: () => void): void {
  const navigate = useNavigate();
  const add = useAdd();
  const actions: Readonly<Record<Shortcut, () => boolean>> = {
    search: () => {
      const field = document.getElementById(SEARCH_FIELD);
      if (field === null) void navigate({ to: '/search' });
      field?.focus();
      return true;
    },
    add: () => {
      add();
      return true;
    },
    filter: () => {
      const field = find('f');
      field?.focus();
      return field !== null;
    },
    next: () => moveInList(1),
    previous: () => moveInList(-1),
    edit: () => clickOn('e'),
    undo: () => clickOn('z'),
    help: () => {
      onHelp();
      return true;
    },
  };
  const press = useEffectEvent((event: KeyboardEvent): void => {
    const shortcut = shortcutOf(event, isResting(event.target));
    if (shortcut !== undefined && actions[shortcut]()) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      press(event);
    };
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
    };
  }, []);
}
