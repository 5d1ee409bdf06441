import type { Topic } from '@throughline/api-client';
import { useLayoutEffect, useRef, type ReactElement, type RefObject } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { text } from '../../texts/text.js';
import { findLastStarted } from './results-api.js';
import { focusPlayer } from './PlayerBar.js';
import { pressMediaKey } from './use-media-keys.js';
import { useIsAbove, useMediaState } from './use-media-state.js';
import { formatPlayTime } from '../../texts/times.js';

const words = text.recording.playback;

interface Props {
  readonly player: RefObject<HTMLMediaElement | null>;
  readonly title: string;
  /** Playback position in seconds. */
  readonly at: number;
  readonly topics: readonly Topic[];
}

interface BarProps extends Props {
  readonly isPlaying: boolean;
  readonly isStarted: boolean;
  /** In seconds; 0 until it is known. */
  readonly duration: number;
}

const showPlayer = (media: HTMLMediaElement | null): void => {
  focusPlayer(media);
  media?.closest('.player-frame')?.scrollIntoView({ block: 'center' });
};

/** Play and pause, position and title of a player that is out of sight. */
export function SmallPlayerBar({ player, title, at, topics, isPlaying, isStarted, duration }: BarProps): ReactElement {
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = bar.current;
    const media = player.current;
    return () => {
      // The bar disappears when the player is in sight again, and the focus must not get lost with it.
      if (element?.contains(document.activeElement) === true) focusPlayer(media);
    };
  }, [player]);
  const press = (key: string) => (): void => {
    if (player.current !== null) pressMediaKey(key, player.current);
  };
  const topic = findLastStarted(topics, at)?.title;
  return (
    <div ref={bar} className={isStarted ? 'small-player' : 'small-player unstarted'} role="region" aria-label={words.smallPlayer}>
      <span className="small-player-bar" aria-hidden="true">
        <span style={{ inlineSize: `${String(duration === 0 ? 0 : (at / duration) * 100)}%` }} />
      </span>
      <Button size="icon" look="quiet" aria-label={isPlaying ? words.pause : words.play} onClick={press('k')}>
        <Icon name={isPlaying ? 'pause' : 'play'} />
      </Button>
      <button
        type="button"
        className="small-player-title"
        title={words.showPlayer}
        onClick={() => {
          showPlayer(player.current);
        }}
      >
        <strong dir="auto">{title}</strong>
        <span className="quiet">
          {formatPlayTime(at)}
          {topic !== undefined && (
            <>
              {' · '}
              <span dir="auto">{topic}</span>
            </>
          )}
        </span>
      </button>
      <Button size="icon" look="quiet" aria-label={words.back} onClick={press('j')}>
        <Icon name="back" />
      </Button>
      <Button size="icon" look="quiet" aria-label={words.forward} onClick={press('l')}>
        <Icon name="forward" />
      </Button>
    </div>
  );
}

/** Stays at the bottom while the player is above the visible part of the window; on a wide window once it has played. */
export function SmallPlayer(props: Props): ReactElement | null {
  const state = useMediaState(props.player);
  return useIsAbove(props.player) ? <SmallPlayerBar {...props} {...state} /> : null;
}
