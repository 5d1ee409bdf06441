import type { Artifact, Topic } from '@throughline/api-client';
import {
  useEffect,
  useRef,
  type KeyboardEvent,
  type MediaHTMLAttributes,
  type ReactElement,
  type RefObject,
  type SyntheticEvent,
} from 'react';
import { Icon } from '../../components/Icon/Icon.js';
import { text } from '../../texts/text.js';
import { isVideo } from './played-media.js';
import { PlayerBar } from './PlayerBar.js';
import { buildChaptersFile } from './results-api.js';
import { findSeekTarget } from './seek-keys.js';
import { pressMediaKey } from './use-media-keys.js';
import { useMediaState, type MediaState } from './use-media-state.js';
import type { PlayerSettings } from './use-player-settings.js';

const words = text.recording.results;

export type MediaElement = HTMLVideoElement & HTMLAudioElement;

export type PlayerEvents = Pick<
  MediaHTMLAttributes<HTMLMediaElement>,
  'onPlay' | 'onPause' | 'onLoadedMetadata' | 'onError' | 'onDurationChange' | 'onEnded'
>;

interface Props {
  readonly media: Pick<Artifact, 'url' | 'media_type'>;
  /** Without a hash the captions stay as they were first loaded. */
  readonly captions: (Pick<Artifact, 'url'> & Partial<Pick<Artifact, 'sha256'>>) | undefined;
  /** Chapters, for browsers that show them. */
  readonly topics: readonly Topic[];
  /** BCP 47, or `auto`. */
  readonly language: string;
  readonly title: string;
  /** The picture before a video plays. */
  readonly poster?: string | undefined;
  /** The length that the server has found, in seconds, for files that do not state it. */
  readonly length?: number | undefined;
  readonly player: RefObject<MediaElement | null>;
  /** Playback position in seconds. */
  readonly at: number;
  readonly settings: PlayerSettings;
  /** Called with the playback position in seconds. */
  readonly onTime: (seconds: number) => void;
  /** Further events of the player. */
  readonly events?: PlayerEvents;
}

/** Builds the chapter file in the browser. */
function Chapters({ topics, srcLang }: { readonly topics: readonly Topic[]; readonly srcLang: string }): ReactElement {
  const track = useRef<HTMLTrackElement>(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([buildChaptersFile(topics)], { type: 'text/vtt' }));
    if (track.current !== null) track.current.src = made;
    return () => {
      URL.revokeObjectURL(made);
    };
  }, [topics]);
  return <track ref={track} kind="chapters" label={words.topics} srcLang={srcLang} default />;
}

const setRate = (media: HTMLMediaElement, rate: number): void => {
  // A browser returns to the default speed with each file.
  media.defaultPlaybackRate = rate;
  media.playbackRate = rate;
};

const setSound = (media: HTMLMediaElement, { volume, isMuted }: Pick<PlayerSettings, 'volume' | 'isMuted'>): void => {
  media.volume = volume;
  media.muted = isMuted;
};

const showCaptions = ({ textTracks }: HTMLMediaElement, isShown: boolean): void => {
  for (const track of textTracks) if (track.kind === 'captions') track.mode = isShown ? 'showing' : 'hidden';
};

/** Gives a player what a person has chosen, also after another file replaces the one that played. */
function useChosenSettings(
  player: RefObject<HTMLMediaElement | null>,
  { rate, volume, isMuted, showsCaptions }: PlayerSettings,
  captions: string | undefined,
): void {
  useEffect(() => {
    if (player.current !== null) setRate(player.current, rate);
  }, [player, rate]);
  useEffect(() => {
    if (player.current !== null) setSound(player.current, { volume, isMuted });
  }, [player, volume, isMuted]);
  useEffect(() => {
    if (player.current !== null) showCaptions(player.current, showsCaptions);
  }, [player, showsCaptions, captions]);
}

/** The keys of a focused picture: the space key plays and pauses, and the arrows move as on the waveform. */
const pressOnPicture =
  (topics: readonly Topic[]) =>
  (event: KeyboardEvent<HTMLVideoElement>): void => {
    const media = event.currentTarget;
    const target = findSeekTarget(event, { at: media.currentTime, duration: media.duration || 0, topics });
    if (event.key !== ' ' && target === undefined) return;
    event.preventDefault();
    if (target === undefined) pressMediaKey('k', media);
    else media.currentTime = target;
  };

type TracksProps = Pick<Props, 'captions' | 'topics' | 'language' | 'settings'>;

// A correction changes the captions, but not their address.
const keyOfCaptions = (captions: Props['captions']): string | undefined => captions?.sha256 ?? captions?.url;

function Tracks({ captions, topics, language, settings }: TracksProps): ReactElement {
  const srcLang = language === 'auto' ? 'und' : language;
  return (
    <>
      {captions !== undefined && (
        <track
          key={keyOfCaptions(captions)}
          kind="captions"
          src={captions.url}
          label={words.captions}
          srcLang={srcLang}
          default={settings.showsCaptions}
        />
      )}
      {topics.length > 0 && <Chapters topics={topics} srcLang={srcLang} />}
    </>
  );
}

/** Says whether the picture plays when it is pressed, or waits for more of the file. */
function Sign({ state: { isPlaying, isWaiting } }: { readonly state: MediaState }): ReactElement | null {
  if (isPlaying && !isWaiting) return null;
  return (
    <span className="player-sign" aria-hidden="true">
      <Icon name={isPlaying ? 'moving' : 'play'} spin={isPlaying} />
    </span>
  );
}

type Reporting = Pick<SyntheticEvent<HTMLMediaElement>, 'currentTarget'>;

/**
 * Reports the position, and choices that a person makes in menus of the browser. The position is that of the last move at once: the
 * file may need seconds to get there.
 */
export const listenFor = ({ onTime, settings }: Pick<Props, 'onTime' | 'settings'>) => ({
  onSeeking: ({ currentTarget }: Reporting): void => {
    onTime(currentTarget.currentTime);
  },
  onTimeUpdate: ({ currentTarget }: Reporting): void => {
    onTime(currentTarget.currentTime);
  },
  onRateChange: ({ currentTarget }: Reporting): void => {
    settings.change({ rate: currentTarget.playbackRate });
  },
  onVolumeChange: ({ currentTarget }: Reporting): void => {
    settings.change({ volume: currentTarget.volume, isMuted: currentTarget.muted });
  },
});

/** The picture or sound of a file, with the controls below it. */
export function Player({ media, title, poster, length, player, at, onTime, events, ...tracked }: Props): ReactElement {
  const { captions, topics, settings } = tracked;
  const state = useMediaState(player);
  useChosenSettings(player, settings, keyOfCaptions(captions));
  const hasPicture = isVideo(media);
  const props = {
    preload: 'metadata',
    src: media.url,
    'data-length': length,
    'aria-label': text.recording.playback.playerLabel(title),
    ...listenFor({ onTime, settings }),
    ...events,
    children: <Tracks {...tracked} />,
  } as const;
  return (
    <div className="player-frame">
      {hasPicture ? (
        <div className="player-stage">
          <video
            ref={player}
            className="player"
            poster={poster}
            playsInline
            tabIndex={-1}
            onClick={({ currentTarget }) => {
              pressMediaKey('k', currentTarget);
            }}
            onKeyDown={pressOnPicture(topics)}
            {...props}
          />
          <Sign state={state} />
        </div>
      ) : (
        <audio ref={player} {...props} />
      )}
      <PlayerBar {...{ player, state, at, settings }} isVideo={hasPicture} hasCaptions={captions !== undefined} />
    </div>
  );
}
