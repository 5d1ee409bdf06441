import type { KeyboardEvent } from 'react';
import { latinKeyOf } from '../components/latin-key.js';

type KeyPress = Pick<KeyboardEvent, 'key' | 'defaultPrevented' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> &
  Partial<Pick<KeyboardEvent, 'code'>>;

const isPlain = ({ defaultPrevented, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): boolean =>
  ![defaultPrevented, ctrlKey, metaKey, altKey, shiftKey].includes(true);

const MOVES: Readonly<Record<string, (current: number, last: number) => number>> = {
  ArrowDown: (current, last) => Math.min(current + 1, last),
  ArrowUp: (current) => Math.max(current - 1, 0),
  Home: () => 0,
  End: (_current, last) => last,
};
const LETTERS: Readonly<Record<string, string>> = { j: 'ArrowDown', k: 'ArrowUp' };

/** Returns the index of the row that a key moves the cursor to, or undefined for other keys. The user may switch letters off. */
export function cursorAfter(press: KeyPress, current: number, count: number, hasLetters: boolean): number | undefined {
  if (count === 0 || !isPlain(press)) return undefined;
  const letter = latinKeyOf(press);
  const key = (hasLetters && Object.hasOwn(LETTERS, letter) && LETTERS[letter]) || press.key;
  return Object.hasOwn(MOVES, key) ? MOVES[key]?.(current, count - 1) : undefined;
}

interface Identified {
  readonly id: string;
}

/**
 * Returns the item that has the cursor after a change of the list. If its item has left the list, the next item that stays gets the
 * cursor, or else the nearest one before. Undefined: the first item of the list.
 */
export function followCursor(
  id: string | undefined,
  before: readonly Identified[],
  now: readonly Identified[],
): string | undefined {
  if (id === undefined || now.some((item) => item.id === id)) return id;
  const staying = new Set(now.map((item) => item.id));
  const at = before.findIndex((item) => item.id === id);
  const stays = (item: Identified): boolean => staying.has(item.id);
  return (before.slice(at + 1).find(stays) ?? before.slice(0, Math.max(at, 0)).findLast(stays))?.id;
}
