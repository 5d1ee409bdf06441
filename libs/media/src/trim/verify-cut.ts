import type { MediaInfo } from '../probe/media-info.js';
import { probe } from '../probe/probe.js';
import type { MediaTools } from '../tools.js';
import { findCutStart, type CutStart } from './cut-points.js';
import { dryRun, type Packet } from './packets.js';

export interface CutFiles {
  readonly media: MediaInfo;
  readonly video: string;
  readonly audio: string;
  readonly landing: CutStart;
  /** In seconds of the original. */
  readonly end: number;
}

/**
 * No copied cut ends inside a packet. Allows for an MP3 frame (36 ms) at each end, the encoder delay (69 ms) and one packet
 * of the original's sound.
 */
const tolerance = (media: MediaInfo): number => 0.15 + 1_024 / (media.audio?.sampleRate ?? 8_000);
const startTolerance = 0.05;

const startWindow = 1;
/** Seconds before the end that are read, and seconds after it, which must be empty. */
const endWindow = 2;
const beyond = 60;

/**
 * Returns the length of the cut files if they match the request: the picture begins where the seek landed, both sounds are
 * equally long, and no picture comes later than the storage order explains. Otherwise the cut landed elsewhere, and subtitles
 * would be early or late.
 */
export async function verifyCutDuration(tools: MediaTools, made: CutFiles, signal?: AbortSignal): Promise<number | undefined> {
  const { media, landing } = made;
  const seconds = made.end - landing.zero;
  const cut = { ...media, ...(media.video && { video: { ...media.video, index: 0 } }) };
  const windows = [
    { from: 0, lasting: startWindow },
    { from: Math.max(0, seconds - endWindow), lasting: beyond },
  ];
  const [first = [], ending = []] = await dryRun(tools, { media: cut, path: made.video }, windows, signal);
  const beginning = findCutStart(first);
  const { durationSeconds } = await probe(tools, made.audio, signal);
  const agree =
    beginning !== undefined &&
    Math.abs(beginning.keyframe - (landing.keyframe - landing.zero)) < startTolerance &&
    hasExpectedEnd(ending, { sound: [seconds, durationSeconds], delay: landing.delay, within: tolerance(media) });
  return agree ? durationSeconds : undefined;
}

interface ExpectedEnd {
  readonly sound: readonly number[];
  readonly delay: number;
  readonly within: number;
}

export function hasExpectedEnd(packets: readonly Packet[], { sound, delay, within }: ExpectedEnd): boolean {
  const lastOf = (isPicture: boolean): number =>
    packets.reduce((last, { stream, pts }) => ((stream === 0) === isPicture ? Math.max(last, pts) : last), 0);
  const [lastSound, lastPicture] = [lastOf(false), lastOf(true)];
  return sound.every((seconds) => Math.abs(lastSound - seconds) < within && lastPicture < seconds + delay + within);
}
