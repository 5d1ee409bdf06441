import { useEffect, type RefObject } from 'react';

const LEAP_SECONDS = 10;

/** Keys of common players: `k` plays and pauses, `j` and `l` skip. */
const KEYS: Readonly<Record<string, (media: HTMLMediaElement) => void>> = {
  k: (media) => {
    if (media.paused) void media.play().catch(() => undefined);
    else media.pause();
  },
  j: (media) => {
    media.currentTime = Math.max(0, media.currentTime - LEAP_SECONDS);
  },
  l: (media) => {
    media.currentTime = Math.min(media.duration || 0, media.currentTime + LEAP_SECONDS);
  },
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;

/** Keys work only while the focus is inside, because single letters may be shortcuts elsewhere (WCAG 2.1.4). */
export function useMediaKeys(inside: RefObject<HTMLElement | null>, media: RefObject<HTMLMediaElement | null>): void {
  useEffect(() => {
    const area = inside.current;
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || media.current === null) return;
      KEYS[event.key]?.(media.current);
    };
    area?.addEventListener('keydown', press);
    return () => {
      area?.removeEventListener('keydown', press);
    };
  }, [inside, media]);
}
