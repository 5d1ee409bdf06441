import { useSyncExternalStore } from 'react';
import { latinKeyOf } from './latin-key.js';

/** The views offer what a key does: fields and buttons by `aria-keyshortcuts`, rows by `data-item`. */
export const SHORTCUTS = {
  '/': 'search',
  n: 'add',
  f: 'filter',
  j: 'next',
  k: 'previous',
  e: 'edit',
  z: 'undo',
  '?': 'help',
} as const;

export type Shortcut = (typeof SHORTCUTS)[keyof typeof SHORTCUTS];

type KeyPress = Pick<KeyboardEvent, 'key' | 'defaultPrevented' | 'ctrlKey' | 'metaKey' | 'altKey'> &
  Partial<Pick<KeyboardEvent, 'code'>>;

const isShortcutKey = (key: string): key is keyof typeof SHORTCUTS => Object.hasOwn(SHORTCUTS, key);

/** Returns the shortcut of a key. Fields, dialogs, and parts of a view with keys of their own keep their keys. */
export function shortcutOf(press: KeyPress, isResting: boolean): Shortcut | undefined {
  if (isResting || press.defaultPrevented || press.ctrlKey || press.metaKey || press.altKey) return undefined;
  const key = latinKeyOf(press);
  return isShortcutKey(key) ? SHORTCUTS[key] : undefined;
}

const KEY = 'tl.shortcuts';
const listeners = new Set<() => void>();
let isOn: boolean | undefined;

function readStored(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

/** Returns false if the user has switched the keys off (WCAG 2.1.4). */
export const areShortcutsOn = (): boolean => (isOn ??= readStored());

export function switchShortcuts(next: boolean): void {
  isOn = next;
  try {
    if (next) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, 'off');
  } catch {
    // The browser may block storage. The choice then lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useShortcutsOn = (): boolean => useSyncExternalStore(subscribe, areShortcutsOn, () => true);
