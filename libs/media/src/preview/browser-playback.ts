import { chooseContainerFile } from '../probe/container-file.js';
import type { MediaInfo, VideoStream } from '../probe/media-info.js';

interface Codecs {
  readonly video: readonly string[];
  readonly audio: readonly string[];
}

/**
 * The codecs that current browsers play, by the media type under which the server sends a file. HEVC is missing because it plays
 * only on some devices, and QuickTime because Firefox refuses the type.
 */
const PLAYED: Readonly<Record<string, Codecs>> = {
  'video/mp4': { video: ['h264', 'vp9', 'av1'], audio: ['aac', 'mp3', 'opus', 'flac'] },
  'audio/mp4': { video: [], audio: ['aac', 'mp3', 'opus', 'flac'] },
  'video/webm': { video: ['vp8', 'vp9', 'av1'], audio: ['opus', 'vorbis'] },
  'audio/webm': { video: [], audio: ['opus', 'vorbis'] },
  'audio/mpeg': { video: [], audio: ['mp3'] },
  'audio/wav': { video: [], audio: ['pcm_u8', 'pcm_s16le', 'pcm_s24le', 'pcm_f32le'] },
  'audio/flac': { video: [], audio: ['flac'] },
  'audio/ogg': { video: [], audio: ['opus', 'vorbis', 'flac'] },
};

/** Browsers decode other samplings and depths of H.264 only in part. */
const H264_PIXELS = new Set(['yuv420p', 'yuvj420p']);

/** Returns true for H.264 that every browser decodes. */
export const isPlainH264 = ({ codec, pixelFormat }: VideoStream): boolean => codec === 'h264' && H264_PIXELS.has(pixelFormat);

const isPlainVideo = (video: VideoStream): boolean => video.codec !== 'h264' || isPlainH264(video);

/** Returns true if browsers play the file as it is. Any other file gets a version for the browser. */
export function playsInBrowsers(media: Pick<MediaInfo, 'container' | 'formatName' | 'video' | 'audio'>): boolean {
  const codecs = PLAYED[chooseContainerFile(media).mediaType];
  if (codecs === undefined) return false;
  const { video, audio } = media;
  const playsVideo = video === undefined || (codecs.video.includes(video.codec) && isPlainVideo(video));
  return playsVideo && (audio === undefined || codecs.audio.includes(audio.codec));
}
