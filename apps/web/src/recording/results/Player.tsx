import type { Artifact, Topic } from '@throughline/api-types';
import { useEffect, useRef, type MediaHTMLAttributes, type ReactElement, type Ref } from 'react';
import { text } from '../../texts/text.js';
import { buildChaptersFile } from './results-api.js';

const words = text.recording.results;

export type MediaElement = HTMLVideoElement & HTMLAudioElement;

export type PlayerEvents = Pick<MediaHTMLAttributes<HTMLMediaElement>, 'onPlay' | 'onPause' | 'onLoadedMetadata' | 'onError'>;

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
  readonly ref: Ref<MediaElement>;
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

/** Uses the native player, whose keys, captions and speeds users know. */
export function Player({ media, captions, topics, language, title, poster, ref, onTime, events }: Props): ReactElement {
  const srcLang = language === 'auto' ? 'und' : language;
  const tracks = (
    <>
      {captions !== undefined && (
        // A correction changes the captions, but not their address.
        <track
          key={captions.sha256 ?? captions.url}
          kind="captions"
          src={captions.url}
          label={words.captions}
          srcLang={srcLang}
          default
        />
      )}
      {topics.length > 0 && <Chapters topics={topics} srcLang={srcLang} />}
    </>
  );
  const props = {
    controls: true,
    preload: 'metadata',
    src: media.url,
    'aria-label': text.recording.playback.playerLabel(title),
    onTimeUpdate: ({ currentTarget }: { readonly currentTarget: HTMLMediaElement }): void => {
      onTime(currentTarget.currentTime);
    },
    ...events,
  } as const;
  return media.media_type.startsWith('video/') ? (
    <video ref={ref} className="player" poster={poster} {...props}>
      {tracks}
    </video>
  ) : (
    <audio ref={ref} className="player" {...props}>
      {tracks}
    </audio>
  );
}
