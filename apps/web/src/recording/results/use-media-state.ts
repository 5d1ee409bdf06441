import { useEffect, useState, type RefObject } from 'react';

/** The state of a player. */
export interface MediaState {
  readonly isPlaying: boolean;
  /** In seconds; 0 until it is known. */
  readonly duration: number;
  /** It has played since the view was opened. */
  readonly isStarted: boolean;
  /** It is above the visible part of the window. */
  readonly isAbove: boolean;
}

/** The player is in sight if it is below the bar at the top of the window. */
const BAR = '-56px 0px 0px';

/** Follows the player that is there when the component is mounted. */
export function useMediaState(player: RefObject<HTMLMediaElement | null>): MediaState {
  const [isPlaying, setPlaying] = useState(false);
  const [isStarted, setStarted] = useState(false);
  const [duration, setDuration] = useState(0);
  const [isAbove, setAbove] = useState(false);
  useEffect(() => {
    const media = player.current;
    if (media === null) return undefined;
    const events = new AbortController();
    const { signal } = events;
    const follow = (): void => {
      setPlaying(!media.paused);
      setStarted((before) => before || !media.paused);
      // Not a number before the length is known, and infinite for a stream.
      setDuration(Number.isFinite(media.duration) ? media.duration : 0);
    };
    follow();
    for (const event of ['play', 'pause', 'ended', 'durationchange']) media.addEventListener(event, follow, { signal });
    const sight = new IntersectionObserver(
      (entries) => {
        // After a busy moment there are several, the newest last.
        const entry = entries.at(-1);
        if (entry !== undefined) setAbove(!entry.isIntersecting && entry.boundingClientRect.top < (entry.rootBounds?.top ?? 0));
      },
      { rootMargin: BAR },
    );
    sight.observe(media);
    return () => {
      events.abort();
      sight.disconnect();
    };
  }, [player]);
  return { isPlaying, isStarted, duration, isAbove };
}
