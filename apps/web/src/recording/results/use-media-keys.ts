import { useEffect, useRef, type RefObject } from 'react';
import { latinKeyOf } from '../../components/latin-key.js';
import { toggleFullScreen } from './use-full-screen.js';

const LEAP_SECONDS = 10;
const CAPTIONS_KEY = 'c';

/** Keys of common players: `k` plays and pauses, `j` and `l` skip, `m` mutes, `f` fills the screen. */
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
  m: (media) => {
    media.muted = !media.muted;
  },
  f: (media) => {
    if (media instanceof HTMLVideoElement) toggleFullScreen(media);
  },
};

/** Does to the player what the key does. Returns false for keys that players do not have. */
export function pressMediaKey(key: string, media: HTMLMediaElement): boolean {
  const act = KEYS[key];
  act?.(media);
  return act !== undefined;
}

/** Letters have no effect on a slider, such as the volume. */
const isSlider = (target: EventTarget): boolean => target instanceof HTMLInputElement && target.type === 'range';

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && !isSlider(target) && target.closest('input, textarea, select, [contenteditable]') !== null;

/**
 * Keys work only while the focus is inside, because single letters may be shortcuts elsewhere (WCAG 2.1.4). `press` returns false for
 * keys that it leaves to the rest of the page.
 */
export function useAreaKeys(inside: RefObject<HTMLElement | null>, press: (key: string) => boolean): void {
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  useEffect(() => {
    const area = inside.current;
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (latest.current(latinKeyOf(event))) event.preventDefault();
    };
    area?.addEventListener('keydown', listen);
    return () => {
      area?.removeEventListener('keydown', listen);
    };
  }, [inside]);
}

/** `onCaptions` shows or hides the captions. */
export function useMediaKeys(
  inside: RefObject<HTMLElement | null>,
  media: RefObject<HTMLMediaElement | null>,
  onCaptions: () => void,
): void {
  useAreaKeys(inside, (key) => {
    if (media.current === null) return false;
    if (key !== CAPTIONS_KEY) return pressMediaKey(key, media.current);
    onCaptions();
    return true;
  });
}
