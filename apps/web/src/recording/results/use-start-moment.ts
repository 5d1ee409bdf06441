import { useSearch } from '@tanstack/react-router';
import { useEffect, type RefObject } from 'react';

/** Returns the second at which the address opens the recording; 0 without one. */
export function useStartMoment(): number {
  const { t } = useSearch({ strict: false });
  return Number(t ?? 0);
}

const moveTo = (player: HTMLMediaElement, second: number): void => {
  player.currentTime = second;
};

/** Moves the player to that second as soon as it knows the length of the file. `file` changes with the file. */
export function useStartAt(media: RefObject<HTMLMediaElement | null>, second: number, file: string | undefined): void {
  useEffect(() => {
    const player = media.current;
    if (player === null || second === 0) return undefined;
    const move = (): void => {
      moveTo(player, second);
    };
    if (player.readyState >= HTMLMediaElement.HAVE_METADATA) move();
    else player.addEventListener('loadedmetadata', move, { once: true });
    return () => {
      player.removeEventListener('loadedmetadata', move);
    };
  }, [media, second, file]);
}
