import type { ReactElement, RefObject } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { text } from '../../texts/text.js';
import { toggleFullScreen, useHasFullScreen, useIsFullScreen } from './use-full-screen.js';
import { pressMediaKey } from './use-media-keys.js';
import type { MediaState } from './use-media-state.js';
import { useHasVolume, type PlayerSettings } from './use-player-settings.js';
import { formatPlayTime } from '../../texts/times.js';

const words = text.recording.playback;

const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

/** Marks the button to which the focus returns from a small player that disappears. */
const PLAY = 'data-play';

export const focusPlayer = (media: HTMLMediaElement | null): void => {
  media?.closest('.player-frame')?.querySelector<HTMLElement>(`[${PLAY}]`)?.focus({ preventScroll: true });
};

interface SettingsProps {
  readonly settings: PlayerSettings;
}

function Speed({ settings: { rate, change } }: SettingsProps): ReactElement {
  // A browser may set another speed by its own menus.
  const rates = RATES.includes(rate) ? RATES : [...RATES, rate].sort((one, other) => one - other);
  return (
    <select
      className="player-speed"
      aria-label={words.speed}
      value={String(rate)}
      onChange={({ currentTarget }) => {
        change({ rate: Number(currentTarget.value) });
      }}
    >
      {rates.map((one) => (
        <option key={one} value={String(one)}>
          {words.times(one)}
        </option>
      ))}
    </select>
  );
}

function Volume({ settings: { volume, isMuted, change } }: SettingsProps): ReactElement {
  const hasVolume = useHasVolume();
  return (
    <span className="player-volume">
      <Button
        size="icon"
        look="quiet"
        aria-label={words.mute}
        aria-pressed={isMuted}
        onClick={() => {
          change({ isMuted: !isMuted });
        }}
      >
        <Icon name={isMuted ? 'muted' : 'volume'} />
      </Button>
      {hasVolume && (
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          aria-label={words.volume}
          value={isMuted ? 0 : volume}
          onChange={({ currentTarget }) => {
            change({ volume: Number(currentTarget.value), isMuted: false });
          }}
        />
      )}
    </span>
  );
}

interface Props extends SettingsProps {
  readonly player: RefObject<HTMLMediaElement | null>;
  readonly state: Pick<MediaState, 'isPlaying' | 'duration'>;
  /** Playback position in seconds. */
  readonly at: number;
  readonly isVideo: boolean;
  readonly hasCaptions: boolean;
}

/** The controls of a player. The waveform or the bar below it moves the position. */
export function PlayerBar({ player, state, at, settings, isVideo, hasCaptions }: Props): ReactElement {
  const isFull = useIsFullScreen();
  const hasFullScreen = useHasFullScreen();
  const { isPlaying, duration } = state;
  const press = (key: string) => (): void => {
    if (player.current !== null) pressMediaKey(key, player.current);
  };
  return (
    <div className="player-bar" role="group" aria-label={words.controls}>
      <Button
        size="icon"
        look="quiet"
        aria-label={isPlaying ? words.pause : words.play}
        onClick={press('k')}
        {...{ [PLAY]: true }}
      >
        <Icon name={isPlaying ? 'pause' : 'play'} />
      </Button>
      <Button size="icon" look="quiet" aria-label={words.back} onClick={press('j')}>
        <Icon name="back" />
      </Button>
      <Button size="icon" look="quiet" aria-label={words.forward} onClick={press('l')}>
        <Icon name="forward" />
      </Button>
      <span className="player-time">
        <strong>{formatPlayTime(at)}</strong>
        {duration > 0 && ` / ${formatPlayTime(duration)}`}
      </span>
      <Speed settings={settings} />
      {isVideo && hasCaptions && (
        <Button
          size="icon"
          look="quiet"
          aria-label={words.captions}
          aria-pressed={settings.showsCaptions}
          onClick={() => {
            settings.change({ showsCaptions: !settings.showsCaptions });
          }}
        >
          <Icon name="captions" />
        </Button>
      )}
      <Volume settings={settings} />
      {isVideo && hasFullScreen && (
        <Button
          size="icon"
          look="quiet"
          aria-label={words.fullScreen}
          aria-pressed={isFull}
          onClick={() => {
            if (player.current !== null) toggleFullScreen(player.current);
          }}
        >
          <Icon name={isFull ? 'leaveFullScreen' : 'fullScreen'} />
        </Button>
      )}
    </div>
  );
}
