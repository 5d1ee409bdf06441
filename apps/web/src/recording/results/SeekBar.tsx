import type { Topic } from '@throughline/api-client';
import type { ReactElement, RefObject } from 'react';
import { text } from '../../texts/text.js';
import { findLastStarted } from './results-api.js';
import { findSeekTarget } from './seek-keys.js';
import { SpritePeek, usePeek } from './SpritePeek.js';
import type { SpriteAddresses } from './sprites-api.js';
import { useMediaState } from './use-media-state.js';
import { formatPlayTime } from '../../texts/times.js';

const words = text.recording.playback;

interface Props {
  readonly player: RefObject<HTMLMediaElement | null>;
  /** Playback position in seconds. */
  readonly at: number;
  readonly topics: readonly Topic[];
  /** Moves the player to this second. */
  readonly onMove: (seconds: number) => void;
  /** The small pictures of the file, with its hash, if it has any. */
  readonly sprites?: (SpriteAddresses & { readonly sha256: string }) | undefined;
}

/** The position in a file without a waveform. It has the keys of the waveform. */
export function SeekBar({ player, at, topics, onMove, sprites }: Props): ReactElement {
  const { duration } = useMediaState(player);
  const [share, peekHandlers] = usePeek(duration === 0 ? 0 : Math.min(1, at / duration));
  return (
    <div className="wave-place seek-bar">
      <input
        type="range"
        min={0}
        max={duration}
        step="any"
        value={Math.min(at, duration)}
        disabled={duration === 0}
        aria-label={words.position}
        aria-valuetext={words.positionText(formatPlayTime(at), formatPlayTime(duration), findLastStarted(topics, at)?.title)}
        {...peekHandlers}
        onKeyDown={(event) => {
          peekHandlers.onKeyDown();
          // The player is ahead of `at`, which follows it a few times in a second.
          const target = findSeekTarget(event, { at: player.current?.currentTime ?? at, duration, topics });
          if (target === undefined) return;
          event.preventDefault();
          onMove(target);
        }}
        onChange={({ currentTarget }) => {
          onMove(Number(currentTarget.value));
        }}
      />
      {sprites !== undefined && share !== undefined && (
        <SpritePeek addresses={sprites} sha256={sprites.sha256} {...{ share, duration }} />
      )}
    </div>
  );
}
