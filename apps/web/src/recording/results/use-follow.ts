import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { SearchHit } from './results-api.js';

interface Follow {
  readonly isFollowing: boolean;
  /** Follows the playback again. */
  readonly follow: () => void;
  /** Leaves the list where the reader has scrolled to. */
  readonly leave: () => void;
}

interface Places {
  /** The line that is played. */
  readonly current: number | undefined;
  readonly hit: SearchHit | undefined;
  /** Number of jumps to a match. A jump to the only match leads back to it after the reader has scrolled elsewhere. */
  readonly jumps: number;
}

/** On a phone the lines are part of the page, which scrolls in place of their box. */
const isInPage = (box: HTMLElement): boolean => getComputedStyle(box).overflowY === 'visible';

function scrollTo(box: HTMLElement, line: HTMLElement | null): void {
  if (line === null) return;
  if (isInPage(box)) line.scrollIntoView({ block: 'center' });
  else box.scrollTo({ top: line.offsetTop - box.clientHeight / 3 });
}

function isInSight(line: HTMLElement | null): boolean {
  if (line === null) return false;
  const { top, bottom } = line.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

/** Scrolls a transcript to the line that is played, until the reader looks elsewhere, and to each match of the search. */
export function useFollow(list: RefObject<HTMLElement | null>, { current, hit, jumps }: Places): Follow {
  const [isFollowing, setFollowing] = useState(true);
  const [lastHit, setLastHit] = useState<string>();
  const place = hit === undefined ? undefined : [hit.segment, hit.place, jumps].join(' ');
  // A match is elsewhere than the playback.
  if (place !== lastHit) {
    setLastHit(place);
    if (place !== undefined) setFollowing(false);
  }
  const last = useRef<HTMLElement>(null);
  const followed = useRef(true);
  useEffect(() => {
    const box = list.current;
    const line = box?.querySelector<HTMLElement>('[aria-current]') ?? null;
    const isAgain = !followed.current;
    // A page that shows something else, for example the player, stays there.
    const mayMove = box !== null && (isAgain || !isInPage(box) || isInSight(last.current));
    if (isFollowing && current !== undefined && mayMove) scrollTo(box, line);
    last.current = line;
    followed.current = isFollowing;
  }, [list, isFollowing, current]);
  useEffect(() => {
    const box = list.current;
    if (box !== null && place !== undefined) scrollTo(box, box.querySelector('mark[data-hit]')?.closest('li') ?? null);
  }, [list, place]);
  return {
    isFollowing,
    follow: useCallback(() => {
      setFollowing(true);
    }, []),
    leave: useCallback(() => {
      setFollowing(false);
    }, []),
  };
}
