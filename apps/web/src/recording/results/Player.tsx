import type { ReactElement, Ref } from 'react';
import { text } from '../../texts/text.js';
import type { Artifact } from '../recording-api.js';

const words = text.recording.results;

interface Props {
  readonly media: Artifact;
  /** Where the subtitles are. */
  readonly captions: string | undefined;
  /** BCP 47, or `auto`. */
  readonly language: string;
  readonly title: string;
  readonly ref: Ref<HTMLVideoElement & HTMLAudioElement>;
  /** Told where it plays, in seconds. */
  readonly onTime: (seconds: number) => void;
}

/** The browser's own player: its keys, its captions and its speeds are what people know. */
export function Player({ media, captions, language, title, ref, onTime }: Props): ReactElement {
  const track = captions !== undefined && (
    <track kind="captions" src={captions} label={words.captions} srcLang={language === 'auto' ? 'und' : language} default />
  );
  const shared = {
    controls: true,
    preload: 'metadata',
    src: media.url,
    'aria-label': words.playerLabel(title),
    onTimeUpdate: ({ currentTarget }: { readonly currentTarget: HTMLMediaElement }): void => {
      onTime(currentTarget.currentTime);
    },
  } as const;
  return media.media_type.startsWith('video/') ? (
    <video ref={ref} className="player" {...shared}>
      {track}
    </video>
  ) : (
    <audio ref={ref} className="player" {...shared}>
      {track}
    </audio>
  );
}
