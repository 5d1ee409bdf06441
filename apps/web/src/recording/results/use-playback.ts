import { useCallback, useRef, useState, type RefObject } from 'react';
import type { MediaElement } from './Player.js';
import { useStartAt, useStartMoment } from './use-start-moment.js';
import { useMediaKeys } from './use-media-keys.js';

/** The player, and the area in which its keys work. */
export interface Playback {
  readonly area: RefObject<HTMLDivElement | null>;
  readonly player: RefObject<MediaElement | null>;
  /** Position in seconds. */
  readonly at: number;
  readonly onTime: (seconds: number) => void;
  readonly seek: (seconds: number) => void;
}

/** `file` changes with the file of the player. */
export function usePlayback(file: string | undefined): Playback {
  const area = useRef<HTMLDivElement>(null);
  const player = useRef<MediaElement>(null);
  const start = useStartMoment();
  const [at, onTime] = useState(start);
  useStartAt(player, start, file);
  useMediaKeys(area, player);
  const seek = useCallback((seconds: number): void => {
    const media = player.current;
    if (media === null) return;
    media.currentTime = seconds;
    void media.play().catch(() => undefined);
  }, []);
  return { area, player, at, onTime, seek };
}
