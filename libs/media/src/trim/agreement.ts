import type { MediaInfo } from '../probe/media-info.js';
import { probe } from '../probe/probe.js';
import type { MediaTools } from '../tools.js';
import { landingOf, type Landing } from './cut-points.js';
import { dryRun, type Packet } from './packets.js';

export interface MadeCut {
  readonly media: MediaInfo;
  readonly video: string;
  readonly audio: string;
  readonly landing: Landing;
  /** In seconds of the original. */
  readonly end: number;
}

/**
 * No cut by copy ends inside a packet: a frame of MP3 (36 ms) at each end, the delay of its encoder (69 ms), which a cut
 * may keep, and a packet of the original's sound.
 */
const tolerance = (media: MediaInfo): number => 0.15 + 1_024 / (media.audio?.sampleRate ?? 8_000);
const startTolerance = 0.05;

const startWindow = 1;
/** Looked at from the end backwards, and far enough past it to see what should not be there. */
const endWindow = 2;
const beyond = 60;

/**
 * The length of the cut files, when they hold what was asked for: the picture begins where the seek has landed, the
 * sound of both files is equally long, and no picture is shown later than the order of storage explains. Otherwise a
 * cut has landed elsewhere than expected, and subtitles would come too early or too late.
 */
export async function agreedDuration(tools: MediaTools, made: MadeCut, signal?: AbortSignal): Promise<number | undefined> {
  const { media, landing } = made;
  const seconds = made.end - landing.zero;
  const cut = { ...media, ...(media.video && { video: { ...media.video, index: 0 } }) };
  const beginning = landingOf(await dryRun(tools, cut, made.video, { seconds: 0, lasting: startWindow, signal }));
  const from = Math.max(0, seconds - endWindow);
  const ending = await dryRun(tools, cut, made.video, { seconds: from, lasting: beyond, signal });
  const { durationSeconds } = await probe(tools, made.audio, signal);
  const agree =
    beginning !== undefined &&
    Math.abs(beginning.keyframe - (landing.keyframe - landing.zero)) < startTolerance &&
    endsAgree(ending, { sound: [seconds, durationSeconds], delay: landing.delay, within: tolerance(media) });
  return agree ? durationSeconds : undefined;
}

interface ExpectedEnd {
  /** Each of these is how long the sound should be. */
  readonly sound: readonly number[];
  readonly delay: number;
  readonly within: number;
}

export function endsAgree(packets: readonly Packet[], { sound, delay, within }: ExpectedEnd): boolean {
  const lastOf = (isPicture: boolean): number =>
    packets.reduce((last, { stream, pts }) => ((stream === 0) === isPicture ? Math.max(last, pts) : last), 0);
  const [lastSound, lastPicture] = [lastOf(false), lastOf(true)];
  return sound.every((seconds) => Math.abs(lastSound - seconds) < within && lastPicture < seconds + delay + within);
}
