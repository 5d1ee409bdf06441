import { useEffect, useEffectEvent } from 'react';
import { areShortcutsOn } from '../../components/shortcuts.js';
import { isHeldEnter, reviewCommandOf, type ReviewCommand } from './review-keys.js';

/** Carries out the keys of the review, wherever the focus is. E and Z are keys of the whole page, which click the buttons here. */
export function useReviewKeys(commands: Readonly<Record<ReviewCommand, () => void>>): void {
  const press = useEffectEvent((event: KeyboardEvent): void => {
    if (isHeldEnter(event)) {
      event.preventDefault();
      return;
    }
    const target = event.target instanceof Element ? event.target : null;
    const command = reviewCommandOf(event, target, areShortcutsOn());
    if (command === undefined) return;
    event.preventDefault();
    commands[command]();
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
