import type { KeyboardEvent } from 'react';

type KeyPress = Pick<KeyboardEvent, 'key' | 'defaultPrevented' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const isPlain = ({ defaultPrevented, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): boolean =>
  ![defaultPrevented, ctrlKey, metaKey, altKey, shiftKey].includes(true);

/** Returns the index of the row that a key moves the cursor to, or undefined for other keys. */
export function cursorAfter(press: KeyPress, current: number, count: number): number | undefined {
  if (count === 0 || !isPlain(press)) return undefined;
  switch (press.key) {
    case 'ArrowDown':
      return Math.min(current + 1, count - 1);
    case 'ArrowUp':
      return Math.max(current - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
