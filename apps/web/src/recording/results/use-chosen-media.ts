import { useState } from 'react';
import type { PlayedMedia } from './played-media.js';
import type { PlayerEvents } from './Player.js';

/** A broken connection says nothing about the format of the file. */
export const isRefusal = (error: Pick<MediaError, 'code'> | null): boolean =>
  error?.code === MediaError.MEDIA_ERR_DECODE || error?.code === MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED;

export interface ChosenMedia<T> {
  /** The file to open. */
  readonly media: T | undefined;
  /** The browser has refused this file. */
  readonly isRefused: boolean;
  readonly events: PlayerEvents;
}

interface Position {
  /** In seconds. */
  readonly at: number;
  /** Moves the player to this second. */
  readonly move: (seconds: number) => void;
  /** Called when the player cannot go on. Another file may have replaced the one that it plays. */
  readonly onFailure?: () => void;
}

/**
 * Chooses the file to open. A version for browsers that arrives while another file plays waits for a pause or a failure, and
 * continues at the same position. After a failure it plays on.
 */
export function useChosenMedia<T extends Pick<PlayedMedia, 'url'>>(
  media: T | undefined,
  { at, move, onFailure }: Position,
): ChosenMedia<T> {
  const [chosen, setChosen] = useState(media);
  // The browser sets the position to 0 before it knows the next file.
  const [resumeAt, setResumeAt] = useState(at);
  const [isPlaying, setPlaying] = useState(false);
  const [refusedUrl, setRefusedUrl] = useState<string>();
  const [playsOn, setPlaysOn] = useState(false);
  if (media?.url !== chosen?.url && !isPlaying) {
    setChosen(media);
    setResumeAt(at);
  }
  const url = chosen?.url;
  const events: PlayerEvents = {
    onPlay: () => {
      setPlaying(true);
    },
    onPause: () => {
      setPlaying(false);
    },
    onLoadedMetadata: ({ currentTarget }) => {
      if (currentTarget.currentTime === 0 && resumeAt > 0) move(resumeAt);
      if (playsOn) void currentTarget.play().catch(() => undefined);
      setPlaysOn(false);
    },
    onError: ({ currentTarget }) => {
      setPlaysOn(isPlaying);
      setPlaying(false);
      if (isRefusal(currentTarget.error)) setRefusedUrl(url);
      onFailure?.();
    },
  };
  return { media: chosen, isRefused: url !== undefined && refusedUrl === url, events };
}
