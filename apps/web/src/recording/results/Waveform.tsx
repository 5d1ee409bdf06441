import { useQuery } from '@tanstack/react-query';
import type { Topic, Transcript } from '@throughline/api-client';
import { useEffect, useRef, type KeyboardEvent, type ReactElement, type ReactNode, type RefObject } from 'react';
import { text } from '../../texts/text.js';
import { peaksQuery, type Peaks } from './peaks-api.js';
import { findLastStarted } from './results-api.js';
import { findSeekTarget } from './seek-keys.js';
import { SpritePeek, usePeek } from './SpritePeek.js';
import type { SpriteAddresses } from './sprites-api.js';
import { WaveLanes } from './WaveLanes.js';
import { formatPlayTime } from '../../texts/times.js';

const words = text.recording.playback;

interface Props {
  readonly url: string;
  /** The hash of the played file. */
  readonly sha256: string;
  /** The small pictures of the file, if it has any. */
  readonly sprites: SpriteAddresses | undefined;
  readonly player: RefObject<HTMLMediaElement | null>;
  /** Moves the player to this second. */
  readonly onMove: (seconds: number) => void;
  /** Playback position in seconds. */
  readonly at: number;
  readonly topics: readonly Topic[];
  readonly transcript: Transcript | undefined;
  /** Shown instead if the peaks cannot be read. */
  readonly fallback: ReactNode;
}

type SliderProps = Pick<Props, 'player' | 'at' | 'topics' | 'onMove' | 'sprites' | 'sha256'> & { readonly peaks: Peaks };

/** Draws the peaks. The script that draws is fetched here, because most views do not need it. */
function useDrawing(
  place: RefObject<HTMLElement | null>,
  { player, peaks, onMove }: Pick<SliderProps, 'player' | 'peaks' | 'onMove'>,
): void {
  useEffect(() => {
    let remove: (() => void) | undefined;
    let isGone = false;
    const draw = async (): Promise<void> => {
      const { drawWaveform } = await import('./draw-waveform.js');
      if (isGone || place.current === null || player.current === null) return;
      remove = drawWaveform({ place: place.current, media: player.current, peaks, onMove });
    };
    // Without the script the position is still there, for the keyboard.
    draw().catch(() => undefined);
    return () => {
      isGone = true;
      remove?.();
    };
  }, [place, player, peaks, onMove]);
}

/** The position of the player on the waveform, to be moved by pointer and keys. */
function Slider({ peaks, player, at, topics, onMove, sprites, sha256 }: SliderProps): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  useDrawing(place, { player, peaks, onMove });
  const { duration_seconds: duration } = peaks;
  const [share, peekHandlers] = usePeek(Math.min(1, at / duration));
  const move = (event: KeyboardEvent): void => {
    peekHandlers.onKeyDown();
    // The player is ahead of `at`, which follows it a few times in a second.
    const target = findSeekTarget(event, { at: player.current?.currentTime ?? at, duration, topics });
    if (target === undefined) return;
    event.preventDefault();
    onMove(target);
  };
  return (
    <div className="wave-place">
      <div
        ref={place}
        className="waveform"
        role="slider"
        tabIndex={0}
        aria-label={words.position}
        aria-valuemin={0}
        aria-valuemax={Math.round(duration)}
        aria-valuenow={Math.min(Math.round(duration), Math.round(at))}
        aria-valuetext={words.positionText(formatPlayTime(at), formatPlayTime(duration), findLastStarted(topics, at)?.title)}
        {...peekHandlers}
        onKeyDown={move}
      />
      {sprites !== undefined && share !== undefined && <SpritePeek addresses={sprites} {...{ sha256, share, duration }} />}
    </div>
  );
}

export function Waveform({ url, transcript, fallback, ...playing }: Props): ReactNode {
  const { data: peaks, isPending } = useQuery(peaksQuery(url, playing.sha256));
  // Its space, so that nothing moves when it arrives.
  if (isPending) return <div className="waveform" aria-hidden="true" />;
  if (peaks === undefined || peaks === null) return fallback;
  return (
    <>
      <Slider peaks={peaks} {...playing} />
      {transcript !== undefined && <WaveLanes transcript={transcript} duration={peaks.duration_seconds} />}
    </>
  );
}

/** Keeps the space of a waveform that the server is making, and moves the position meanwhile. */
export const WaveformToCome = ({ children }: { readonly children: ReactNode }): ReactElement => (
  <div className="waveform-to-come">
    {children}
    <p className="quiet">{words.waveformToCome}</p>
  </div>
);
