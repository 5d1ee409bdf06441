import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { meQuery } from '../api/me.js';

/** The columns that a person can hide. The others say what an item is, and how it is. */
export const COLUMNS = ['outputs', 'owner', 'added'] as const;
export type Column = (typeof COLUMNS)[number];

const NONE: readonly Column[] = [];

const keyOf = (user: string): string => `tl.columns ${user}`;

/** Keeps the hidden columns of each person in this browser. */
export class HiddenColumns {
  readonly #listeners = new Set<() => void>();
  /** Read once, so that an unchanged list stays the same object. */
  readonly #known = new Map<string, readonly Column[]>();

  constructor(private readonly store: () => Pick<Storage, 'getItem' | 'setItem'>) {}

  list(user: string): readonly Column[] {
    const known = this.#known.get(user) ?? this.#read(user);
    this.#known.set(user, known);
    return known;
  }

  toggle(user: string, column: Column): void {
    const before = this.list(user);
    const next = before.includes(column) ? before.filter((one) => one !== column) : [...before, column];
    this.#known.set(user, next);
    try {
      this.store().setItem(keyOf(user), next.join(' '));
    } catch {
      // The browser may block storage. The choice then lasts as long as the page.
    }
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #read(user: string): readonly Column[] {
    try {
      const stored = this.store().getItem(keyOf(user))?.split(' ') ?? [];
      return COLUMNS.filter((column) => stored.includes(column));
    } catch {
      return NONE;
    }
  }
}

const columns = new HiddenColumns(() => localStorage);

interface ColumnChoice {
  readonly hidden: readonly Column[];
  readonly toggle: (column: Column) => void;
}

/** Returns the columns that the person who is signed in has hidden. */
export function useHiddenColumns(): ColumnChoice {
  const { data: me } = useQuery(meQuery);
  const list = (): readonly Column[] => (me === undefined ? NONE : columns.list(me.id));
  return {
    hidden: useSyncExternalStore(columns.subscribe, list, () => NONE),
    toggle: (column) => {
      if (me !== undefined) columns.toggle(me.id, column);
    },
  };
}

/** Returns the classes that leave out the columns. */
export const classOf = (name: string, hidden: readonly Column[]): string =>
  [name, ...hidden.map((column) => `without-${column}`)].join(' ');
