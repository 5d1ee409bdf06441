import type { Artifact, Recording } from '@throughline/api-client';

/** The file that the player opens. */
export interface PlayedMedia extends Pick<Artifact, 'url' | 'media_type'> {
  /** The hash of the recording's own file, also for the version for browsers. */
  readonly sha256: string;
}

/** The part of the previews that decides which file plays. */
export type WebVersion = Pick<Recording['previews'], 'state' | 'file_sha256' | 'web_state' | 'web_url' | 'web_media_type'>;

/** The trimmed file is first, because the transcript has its times. */
const ROLES = ['video', 'audio', 'source'];

const isMedia = ({ media_type }: Pick<Artifact, 'media_type'>): boolean => /^(video|audio)\//.test(media_type);

/** Returns the recording's own file, in any format; undefined if no run has made or fetched one. */
export const findOwnFile = (artifacts: readonly Artifact[]): Artifact | undefined =>
  ROLES.flatMap((role) => artifacts.find((artifact) => artifact.role === role) ?? [])[0];

export const isVideo = ({ media_type }: Pick<Artifact, 'media_type'>): boolean => media_type.startsWith('video/');

/**
 * Returns a key that changes with the element that plays the file, which listeners follow. The version for browsers of a video
 * container without a picture is sound.
 */
export const elementKey = (media: Pick<PlayedMedia, 'media_type'> & Partial<Pick<PlayedMedia, 'sha256'>>): string =>
  `${isVideo(media) ? 'video' : 'audio'} ${media.sha256 ?? ''}`;

const isOf = ({ file_sha256 }: Pick<WebVersion, 'file_sha256'>, file: Pick<Artifact, 'sha256'>): boolean =>
  file_sha256 === file.sha256;

/** Prefers the version for browsers. Another file of the recording is played while its own one has no type that browsers play. */
export function findPlayedMedia(artifacts: readonly Artifact[], previews: WebVersion): PlayedMedia | undefined {
  const own = findOwnFile(artifacts);
  if (own === undefined) return undefined;
  const { web_url: url, web_media_type: type } = previews;
  if (url !== null && type !== null && isOf(previews, own)) return { url, media_type: type, sha256: own.sha256 };
  return ROLES.flatMap((role) => artifacts.find((artifact) => artifact.role === role && isMedia(artifact)) ?? [])[0];
}

/** Seconds by which the ends of sound and picture of an intact file differ, and the same as a share of a long one. */
const TOLERANCE_SECONDS = 2;
const TOLERANCE_SHARE = 0.02;

interface Lengths {
  /** The length that the file states, in seconds; undefined until it is known. */
  readonly stated: number | undefined;
  /** The end that the browser has found, in seconds; undefined until it is known. */
  readonly found: number | undefined;
}

/** Returns the second at which a damaged or incomplete file breaks off; undefined for others. */
export function findBreak({ stated, found }: Lengths): number | undefined {
  if (stated === undefined || found === undefined) return undefined;
  return found < stated - Math.max(TOLERANCE_SECONDS, stated * TOLERANCE_SHARE) ? found : undefined;
}

/** The keys of the notes below the player. */
export type PlayNote = 'making' | 'forOthers' | 'paused' | 'stopped' | 'failed' | 'refused' | 'missing';

/** Returns true if a request for the previews may bring the version that plays. */
export const lacksWebVersion = (note: PlayNote): boolean => note === 'stopped' || note === 'failed' || note === 'missing';

interface PlayState {
  readonly own: Pick<Artifact, 'sha256'>;
  readonly previews: WebVersion;
  /** The player shows the version for browsers. */
  readonly isWebVersion: boolean;
  /** The browser has refused the file, or there is none to open. */
  readonly isRefused: boolean;
}

type KnownState = Pick<WebVersion, 'state' | 'web_state'>;

/** Returns the reason why no version for browsers is being made, if there is one. */
function findHindrance({ state, web_state }: KnownState): PlayNote | undefined {
  if (state === 'paused' || state === 'stopped') return state;
  return state === 'failed' || web_state === 'failed' ? 'failed' : undefined;
}

function findRefusal({ state, web_state }: KnownState): PlayNote {
  if (state === 'requested' || web_state === 'pending') return 'making';
  return web_state === 'not-needed' ? 'refused' : 'missing';
}

/** Returns the reason why the file does not play, or may not play elsewhere. */
export function findPlayNote({ own, previews, isWebVersion, isRefused }: PlayState): PlayNote | undefined {
  if (isWebVersion) return isRefused ? 'refused' : undefined;
  const known = isOf(previews, own) ? previews : { state: previews.state, web_state: null };
  if (isRefused) return findHindrance(known) ?? findRefusal(known);
  if (known.web_state === 'pending') return findHindrance(known) ?? 'forOthers';
  return known.web_state === 'failed' ? 'failed' : undefined;
}
