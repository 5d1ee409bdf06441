import { useEffect, useRef, type ReactElement, type Ref } from 'react';
import { text } from '../../texts/text.js';
import type { Artifact } from '../recording-api.js';
import { chaptersFile } from './results-api.js';
import type { Topic } from './transcript-api.js';

const words = text.recording.results;

export type MediaElement = HTMLVideoElement & HTMLAudioElement;

interface Props {
  readonly media: Artifact;
  readonly captions: Artifact | undefined;
  /** Shown as chapters by browsers that show chapters. */
  readonly topics: readonly Topic[];
  /** BCP 47, or `auto`. */
  readonly language: string;
  readonly title: string;
  readonly ref: Ref<MediaElement>;
  /** Told where it plays, in seconds. */
  readonly onTime: (seconds: number) => void;
}

/** A file that is made here, for browsers that show chapters. */
function Chapters({ topics, srcLang }: { readonly topics: readonly Topic[]; readonly srcLang: string }): ReactElement {
  const track = useRef<HTMLTrackElement>(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([chaptersFile(topics)], { type: 'text/vtt' }));
    if (track.current !== null) track.current.src = made;
    return () => {
      URL.revokeObjectURL(made);
    };
  }, [topics]);
  return <track ref={track} kind="chapters" label={words.topics} srcLang={srcLang} default />;
}

/** The browser's own player: its keys, its captions and its speeds are what people know. */
export function Player({ media, captions, topics, language, title, ref, onTime }: Props): ReactElement {
  const srcLang = language === 'auto' ? 'und' : language;
  const tracks = (
    <>
      {captions !== undefined && (
        <track key={captions.sha256} kind="captions" src={captions.url} label={words.captions} srcLang={srcLang} default />
      )}
      {topics.length > 0 && <Chapters topics={topics} srcLang={srcLang} />}
    </>
  );
  const props = {
    controls: true,
    preload: 'metadata',
    src: media.url,
    'aria-label': words.playerLabel(title),
    onTimeUpdate: ({ currentTarget }: { readonly currentTarget: HTMLMediaElement }): void => {
      onTime(currentTarget.currentTime);
    },
  } as const;
  return media.media_type.startsWith('video/') ? (
    <video ref={ref} className="player" {...props}>
      {tracks}
    </video>
  ) : (
    <audio ref={ref} className="player" {...props}>
      {tracks}
    </audio>
  );
}
