import type { Container, MediaInfo } from './media-info.js';

export interface ContainerFile {
  /** Without the dot. */
  readonly extension: string;
  readonly mediaType: string;
}

const video: Readonly<Record<Container, ContainerFile>> = {
  mp4: { extension: 'mp4', mediaType: 'video/mp4' },
  mov: { extension: 'mov', mediaType: 'video/quicktime' },
  matroska: { extension: 'mkv', mediaType: 'video/x-matroska' },
  webm: { extension: 'webm', mediaType: 'video/webm' },
  flv: { extension: 'flv', mediaType: 'video/x-flv' },
  other: { extension: 'bin', mediaType: 'application/octet-stream' },
};
const sound: Readonly<Record<string, ContainerFile>> = {
  mp3: { extension: 'mp3', mediaType: 'audio/mpeg' },
  wav: { extension: 'wav', mediaType: 'audio/wav' },
  flac: { extension: 'flac', mediaType: 'audio/flac' },
  ogg: { extension: 'ogg', mediaType: 'audio/ogg' },
};

/** The containers of a video that browsers and phones also fill with sound alone. */
const soundOnly: Readonly<Partial<Record<Container, ContainerFile>>> = {
  mp4: { extension: 'm4a', mediaType: 'audio/mp4' },
  webm: { extension: 'webm', mediaType: 'audio/webm' },
};

/** Returns extension and media type of a recording, from its content and never from its name. */
export function chooseContainerFile(media: Pick<MediaInfo, 'container' | 'formatName' | 'video'>): ContainerFile {
  const bySound = media.formatName.split(',').flatMap((name) => sound[name] ?? [])[0];
  if (bySound !== undefined) return bySound;
  return (media.video === undefined ? soundOnly[media.container] : undefined) ?? video[media.container];
}
