import { useEffect, useState, type RefObject } from 'react';

export interface MediaState {
  readonly isPlaying: boolean;
  /** It plays, and waits for more of the file. */
  readonly isWaiting: boolean;
  /** In seconds; 0 until it is known. */
  readonly duration: number;
  /** It has played since the view was opened. */
  readonly isStarted: boolean;
}

const EVENTS = ['play', 'playing', 'pause', 'ended', 'waiting', 'canplay', 'seeked', 'durationchange', 'emptied'];
const NOTHING: MediaState = { isPlaying: false, isWaiting: false, duration: 0, isStarted: false };

/**
 * Returns the length in seconds; 0 until it is known. A file that a browser has recorded does not state it, and a browser finds it
 * only at its end, so that it says infinity until then.
 */
export const lengthOf = ({ duration, dataset }: Pick<HTMLMediaElement, 'duration' | 'dataset'>): number =>
  (duration === Infinity ? Number(dataset['length'] ?? 0) : duration) || 0;

/** Follows the player that is there when the component is mounted. */
export function useMediaState(player: RefObject<HTMLMediaElement | null>): MediaState {
  const [state, setState] = useState(NOTHING);
  useEffect(() => {
    const media = player.current;
    if (media === null) return undefined;
    const events = new AbortController();
    const { signal } = events;
    const follow = (): void => {
      setState(({ isStarted }) => ({
        isPlaying: !media.paused,
        isWaiting: !media.paused && media.readyState < HTMLMediaElement.HAVE_FUTURE_DATA,
        isStarted: isStarted || !media.paused,
        duration: lengthOf(media),
      }));
    };
    follow();
    for (const event of EVENTS) media.addEventListener(event, follow, { signal });
    // The server may find the length after the browser has read all that it reads before it plays.
    const length = new MutationObserver(follow);
    length.observe(media, { attributeFilter: ['data-length'] });
    return () => {
      events.abort();
      length.disconnect();
    };
  }, [player]);
  return state;
}

/** The player is in sight if it is below the bar at the top of the window. */
const BAR = '-56px 0px 0px';

/** Tells whether the player, with its controls, is above the visible part of the window. */
export function useIsAbove(player: RefObject<HTMLMediaElement | null>): boolean {
  const [isAbove, setAbove] = useState(false);
  useEffect(() => {
    const frame = player.current?.closest('.player-frame');
    if (frame === null || frame === undefined) return undefined;
    const sight = new IntersectionObserver(
      (entries) => {
        // After a busy moment there are several, the newest last.
        const entry = entries.at(-1);
        if (entry !== undefined) setAbove(!entry.isIntersecting && entry.boundingClientRect.top < (entry.rootBounds?.top ?? 0));
      },
      { rootMargin: BAR },
    );
    sight.observe(frame);
    return () => {
      sight.disconnect();
    };
  }, [player]);
  return isAbove;
}
