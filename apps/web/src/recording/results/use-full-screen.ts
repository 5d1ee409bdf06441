import { useSyncExternalStore } from 'react';

/** iPhones show only the video itself in full screen, with a method of their own. */
type PhoneVideo = HTMLMediaElement & { readonly webkitEnterFullscreen?: () => void };

/** The part of the page that fills the screen: the player with its controls. */
const frameOf = (media: HTMLMediaElement): Element | null => media.closest('.player-panel');

/** Returns true if a part of the page fills the screen. The document of an iPhone has no full screen at all, so `undefined`. */
const isFull = (): boolean => (document.fullscreenElement ?? null) !== null;

/** Fills the screen with the player, or leaves the full screen. A refusal of the browser changes nothing. */
export function toggleFullScreen(media: PhoneVideo): void {
  if (isFull()) void document.exitFullscreen().catch(() => undefined);
  else if (document.fullscreenEnabled)
    void frameOf(media)
      ?.requestFullscreen()
      .catch(() => undefined);
  else media.webkitEnterFullscreen?.();
}

const subscribe = (listener: () => void): (() => void) => {
  document.addEventListener('fullscreenchange', listener);
  return () => {
    document.removeEventListener('fullscreenchange', listener);
  };
};

const isPossible = (): boolean => document.fullscreenEnabled || 'webkitEnterFullscreen' in HTMLVideoElement.prototype;

export const useIsFullScreen = (): boolean => useSyncExternalStore(subscribe, isFull, () => false);

/** Returns false where the browser has no full screen, for example in a frame that may not use it. */
export const useHasFullScreen = (): boolean =>
  useSyncExternalStore(
    () => () => undefined,
    isPossible,
    () => false,
  );
