import { useRef, type TouchEvent } from 'react';
import { swipeOf, type Swipe, type TouchPoint } from './swipe.js';

/** Parts in which a finger selects, scrolls sideways or moves a caret. */
const RESTS = 'input, textarea, select, [contenteditable]';

const pointOf = ({ clientX: x, clientY: y }: { readonly clientX: number; readonly clientY: number }): TouchPoint => ({ x, y });

/** Returns the handlers of a part that a finger swipes. A second finger, which zooms, ends the swipe. */
export function useSwipe(onSwipe: (swipe: Swipe) => void) {
  const start = useRef<TouchPoint>(undefined);
  return {
    onTouchStart: ({ touches, target }: TouchEvent): void => {
      const [touch, second] = [touches[0], touches[1]];
      const isElsewhere = target instanceof Element && target.closest(RESTS) !== null;
      start.current = touch === undefined || second !== undefined || isElsewhere ? undefined : pointOf(touch);
    },
    onTouchEnd: ({ changedTouches }: TouchEvent): void => {
      const [from, touch] = [start.current, changedTouches[0]];
      start.current = undefined;
      const swipe = from && touch && swipeOf(from, pointOf(touch));
      if (swipe !== undefined) onSwipe(swipe);
    },
    onTouchCancel: (): void => {
      start.current = undefined;
    },
  };
}
