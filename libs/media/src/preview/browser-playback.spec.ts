import type { Container, MediaInfo } from '../probe/media-info.js';
import { playsInBrowsers } from './browser-playback.js';

const FORMATS: Readonly<Record<string, readonly [formatName: string, container: Container]>> = {
  mp4: ['mov,mp4,m4a,3gp,3g2,mj2', 'mp4'],
  mov: ['mov,mp4,m4a,3gp,3g2,mj2', 'mov'],
  mkv: ['matroska,webm', 'matroska'],
  webm: ['matroska,webm', 'webm'],
  flv: ['flv', 'flv'],
  mp3: ['mp3', 'other'],
  wav: ['wav', 'other'],
  flac: ['flac', 'other'],
  ogg: ['ogg', 'other'],
  aac: ['aac', 'other'],
  amr: ['amr', 'other'],
  avi: ['avi', 'other'],
  mpegts: ['mpegts', 'other'],
  asf: ['asf', 'other'],
  caf: ['caf', 'other'],
};

const mediaOf = (format: string, video: string | undefined, audio: string | undefined, pixelFormat = 'yuv420p'): MediaInfo => {
  const [formatName = '', container = 'other'] = FORMATS[format] ?? [];
  return {
    durationSeconds: 1,
    sizeBytes: 1_000,
    formatName,
    container,
    ...(video === undefined ? {} : { video: { index: 0, codec: video, width: 640, height: 360, fps: 25, pixelFormat } }),
    ...(audio === undefined ? {} : { audio: { index: 1, codec: audio, sampleRate: 48_000, channels: 2 } }),
  };
};

describe('browsers', () => {
  it.each([
    ['mp4', 'h264', 'aac'],
    ['mp4', 'h264', 'mp3'],
    ['mp4', 'h264', undefined],
    ['mp4', 'vp9', 'opus'],
    ['mp4', 'av1', 'opus'],
    ['mp4', undefined, 'aac'],
    ['webm', 'vp8', 'vorbis'],
    ['webm', 'vp9', 'opus'],
    ['webm', 'av1', 'opus'],
    ['webm', undefined, 'opus'],
    ['mp3', undefined, 'mp3'],
    ['wav', undefined, 'pcm_s16le'],
    ['flac', undefined, 'flac'],
    ['ogg', undefined, 'vorbis'],
    ['ogg', undefined, 'opus'],
  ])('play %s with %s and %s', (format, video, audio) => {
    expect(playsInBrowsers(mediaOf(format, video, audio))).toBe(true);
  });

  it.each([
    ['mp4', 'hevc', 'aac'],
    ['mp4', 'mpeg4', 'aac'],
    ['mp4', 'mjpeg', 'aac'],
    ['mp4', 'h264', 'ac3'],
    ['mp4', undefined, 'alac'],
    ['mp4', undefined, 'amr_nb'],
    ['mov', 'h264', 'aac'],
    ['mov', 'prores', 'pcm_s16le'],
    ['mkv', 'h264', 'aac'],
    ['mkv', 'hevc', 'opus'],
    ['flv', 'h264', 'aac'],
    ['avi', 'mpeg4', 'mp3'],
    ['mpegts', 'h264', 'aac'],
    ['asf', 'wmv3', 'wmav2'],
    ['ogg', 'theora', 'vorbis'],
    ['wav', undefined, 'adpcm_ms'],
    ['aac', undefined, 'aac'],
    ['amr', undefined, 'amr_nb'],
    ['caf', undefined, 'aac'],
    ['unheard of', 'h264', 'aac'],
    ['mp4', 'unknown', 'unknown'],
  ])('need another version of %s with %s and %s', (format, video, audio) => {
    expect(playsInBrowsers(mediaOf(format, video, audio))).toBe(false);
  });

  it.each(['yuv420p10le', 'yuv422p', 'yuv444p', 'unknown'])('need another version of H.264 in %s', (pixelFormat) => {
    expect(playsInBrowsers(mediaOf('mp4', 'h264', 'aac', pixelFormat))).toBe(false);
    expect(playsInBrowsers(mediaOf('mp4', 'h264', 'aac', 'yuvj420p'))).toBe(true);
  });
});
