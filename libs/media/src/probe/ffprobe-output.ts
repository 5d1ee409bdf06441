import { mediaLimits } from '../process/limits.js';
import type { AudioStream, Container, VideoStream } from './media-info.js';

export interface ProbedFormat {
  readonly name: string;
  readonly score: number;
  readonly durationSeconds: number | undefined;
  readonly majorBrand: string;
}

export interface ProbeOutput {
  readonly format: ProbedFormat;
  readonly video: VideoStream | undefined;
  readonly audio: AudioStream | undefined;
  /** Frames that the decoders of the chosen streams produced in the probed stretch. */
  readonly decodedFrames: number;
  readonly streams: number;
  /** The length that the longest stream declares. The container may declare less. */
  readonly longestSeconds: number;
  /** The length of the longest chosen stream, also by a tag, which other programs may have left as it was; 0 if unknown. */
  readonly taggedSeconds: number;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const fieldsAt = (value: Fields, key: string): Fields => {
  const inner = value[key];
  return isFields(inner) ? inner : {};
};
const stringAt = (value: Fields, key: string): string => {
  const inner = value[key];
  return typeof inner === 'string' ? inner : '';
};
/** ffprobe prints most numbers as strings, and `N/A` for unknown values. */
const numberAt = (value: Fields, key: string): number | undefined => {
  const inner = value[key];
  const number = typeof inner === 'string' && inner !== '' ? Number(inner) : inner;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

/**
 * Reads a number that becomes an argument, an array size or a column: a whole number within the range that all of them accept.
 */
const countAt = (value: Fields, key: string): number => {
  const number = numberAt(value, key) ?? 0;
  return Number.isInteger(number) && number >= 0 && number <= 0x7fff_ffff ? number : 0;
};
const nameAt = (value: Fields, key: string): string => {
  const name = stringAt(value, key);
  return /^[\w.,-]{1,100}$/.test(name) ? name : 'unknown';
};

/** Returns `undefined` if the text is not ffprobe's output for an opened file. */
export function parseProbeOutput(json: string): ProbeOutput | undefined {
  const root = parseJson(json);
  if (!isFields(root) || !isFields(root['format'])) return undefined;
  const streams = Array.isArray(root['streams']) ? root['streams'].filter(isFields) : [];
  const video = streams.find(isPicture);
  const audio = streams.find(isSound);
  return {
    format: formatOf(root['format']),
    video: video && videoOf(video),
    audio: audio && audioOf(audio),
    decodedFrames: framesOf(video) + framesOf(audio),
    streams: streams.length,
    longestSeconds: longestOf([video, audio], declaredLengthOf),
    taggedSeconds: longestOf([video, audio], lengthOf),
  };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** ffprobe reports a cover picture in an audio file as a video stream. */
const isPicture = (stream: Fields): boolean =>
  stringAt(stream, 'codec_type') === 'video' &&
  numberAt(fieldsAt(stream, 'disposition'), 'attached_pic') !== 1 &&
  countAt(stream, 'width') > 0;

const isWithin = (count: number, most: number): boolean => count > 0 && count <= most;

const isSound = (stream: Fields): boolean =>
  stringAt(stream, 'codec_type') === 'audio' &&
  isWithin(countAt(stream, 'sample_rate'), mediaLimits.sampleRate) &&
  isWithin(countAt(stream, 'channels'), mediaLimits.channels);

/** Matroska has the length of a track in a tag, as `00:01:02.500000000`. */
const TAGGED_LENGTH = /^(\d{1,6}):(\d\d):(\d\d(?:\.\d{1,9})?)$/;

const declaredLengthOf = (stream: Fields): number | undefined => numberAt(stream, 'duration');

function lengthOf(stream: Fields): number | undefined {
  const declared = declaredLengthOf(stream);
  if (declared !== undefined) return declared;
  const [, hours, minutes, seconds] = TAGGED_LENGTH.exec(stringAt(fieldsAt(stream, 'tags'), 'DURATION')) ?? [];
  return seconds === undefined ? undefined : (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
}

const longestOf = (streams: readonly (Fields | undefined)[], length: (stream: Fields) => number | undefined): number =>
  Math.max(0, ...streams.map((stream) => (stream === undefined ? undefined : length(stream)) ?? 0));

const framesOf = (stream: Fields | undefined): number => (stream === undefined ? 0 : countAt(stream, 'nb_read_frames'));

const formatOf = (format: Fields): ProbedFormat => ({
  name: nameAt(format, 'format_name'),
  score: numberAt(format, 'probe_score') ?? 0,
  durationSeconds: numberAt(format, 'duration'),
  majorBrand: stringAt(fieldsAt(format, 'tags'), 'major_brand'),
});

const videoOf = (stream: Fields): VideoStream => ({
  index: countAt(stream, 'index'),
  codec: nameAt(stream, 'codec_name'),
  width: countAt(stream, 'width'),
  height: countAt(stream, 'height'),
  fps: parseRate(stringAt(stream, 'avg_frame_rate')) ?? parseRate(stringAt(stream, 'r_frame_rate')),
  pixelFormat: nameAt(stream, 'pix_fmt'),
});

const audioOf = (stream: Fields): AudioStream => ({
  index: countAt(stream, 'index'),
  codec: nameAt(stream, 'codec_name'),
  sampleRate: countAt(stream, 'sample_rate'),
  channels: countAt(stream, 'channels'),
});

/** Reads `30000/1001`. ffprobe prints `0/0` if the stream declares no rate. */
function parseRate(fraction: string): number | undefined {
  const [numerator = Number.NaN, denominator = Number.NaN] = fraction.split('/').map(Number);
  const rate = numerator / denominator;
  return Number.isFinite(rate) && rate > 0 ? Math.round(rate * 1_000) / 1_000 : undefined;
}

const families: readonly (readonly [pattern: RegExp, container: Container])[] = [
  [/\bmp4\b/, 'mp4'],
  [/\bmatroska\b/, 'matroska'],
  [/\bflv\b/, 'flv'],
];

/** One demuxer serves MP4 and QuickTime, another one Matroska and WebM. The codecs that may be copied into each differ. */
export function detectContainer(format: ProbedFormat, codecs: readonly string[]): Container {
  const family = families.find(([pattern]) => pattern.test(format.name))?.[1] ?? 'other';
  if (family === 'mp4' && format.majorBrand.trim() === 'qt') return 'mov';
  if (family === 'matroska' && codecs.every((codec) => webmCodecs.has(codec))) return 'webm';
  return family;
}

const webmCodecs = new Set(['vp8', 'vp9', 'av1', 'opus', 'vorbis']);
