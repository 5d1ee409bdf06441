import { useCallback, useRef, useState, type RefObject } from 'react';
import type { MediaElement } from './Player.js';
import { useStartAt } from './use-start-moment.js';
import { useMediaKeys } from './use-media-keys.js';
import { usePlayerSettings, type PlayerSettings } from './use-player-settings.js';

/** The player, and the area in which its keys work. */
export interface Playback {
  readonly area: RefObject<HTMLDivElement | null>;
  readonly player: RefObject<MediaElement | null>;
  /** Position in seconds. */
  readonly at: number;
  readonly onTime: (seconds: number) => void;
  /** Moves to this second. */
  readonly move: (seconds: number) => void;
  /** Plays from this second. */
  readonly seek: (seconds: number) => void;
  readonly settings: PlayerSettings;
}

/** Begins at the second `start`. `file` changes with the file of the player. */
export function usePlayback(file: string | undefined, start: number): Playback {
  const area = useRef<HTMLDivElement>(null);
  const player = useRef<MediaElement>(null);
  const [at, onTime] = useState(start);
  useStartAt(player, start, file);
  const settings = usePlayerSettings();
  useMediaKeys(area, player, () => {
    settings.change({ showsCaptions: !settings.showsCaptions });
  });
  const move = useCallback((seconds: number): void => {
    if (player.current !== null) player.current.currentTime = seconds;
  }, []);
  const seek = useCallback(
    (seconds: number): void => {
      move(seconds);
      void player.current?.play().catch(() => undefined);
    },
    [move],
  );
  return { area, player, at, onTime, move, seek, settings };
}
