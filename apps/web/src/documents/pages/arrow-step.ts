import type { KeyboardEvent } from 'react';

type Pressed = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

const hasModifier = ({ altKey, ctrlKey, metaKey, shiftKey }: Pressed): boolean => altKey || ctrlKey || metaKey || shiftKey;

/** Returns -1 for the key `back`, 1 for the key `on`, else 0. With modifiers, the keys belong to the browser: history, selection. */
export function findArrowStep(pressed: Pressed, back: string, on: string): -1 | 0 | 1 {
  if (hasModifier(pressed)) return 0;
  if (pressed.key === back) return -1;
  return pressed.key === on ? 1 : 0;
}
