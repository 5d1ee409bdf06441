import type { Packet } from './packets.js';

/** Where a cut by stream copy really begins, in seconds of the recording. */
export interface Landing {
  /** Time zero of the file that the cut makes: the earliest first packet of all its streams. */
  readonly zero: number;
  /** The keyframe that the picture begins with. */
  readonly keyframe: number;
  /** Pictures are stored this much before they are shown. */
  readonly delay: number;
}

/**
 * A copy cannot begin between keyframes, and which one a demuxer takes is its own affair: with B-frames, Matroska goes
 * back past the nearest one (measured: a whole group of pictures). So the seek is tried first, and everything else is
 * cut where it lands. Undefined unless the picture and at least one sound track were seen.
 */
export function landingOf(packets: readonly Packet[]): Landing | undefined {
  const first = new Map<number, Packet>();
  for (const packet of packets) if (!first.has(packet.stream)) first.set(packet.stream, packet);
  const picture = first.get(0);
  if (picture === undefined || first.size < 2) return undefined;
  const zero = Math.min(...[...first.values()].map(({ dts }) => dts));
  return { zero: Math.max(0, zero), keyframe: picture.pts, delay: Math.max(0, picture.pts - picture.dts) };
}

const justAfter = 0.001;

/**
 * Pictures are stored out of order. A copy that stops anywhere keeps pictures from after the end (at five pictures a
 * second more than a second, measured), without those before them. This is the first time, from `at` on, up to which
 * all that is stored is all that is shown.
 */
export function cleanEnd(packets: readonly Packet[], at: number): number {
  const pictures = packets.filter(({ stream }) => stream === 0);
  const earliestFrom = suffixMinima(pictures.map(({ pts }) => pts));
  let shownUntil = Number.NEGATIVE_INFINITY;
  let stored = Number.NEGATIVE_INFINITY;
  for (const [index, { dts, pts }] of pictures.entries()) {
    const clean = shownUntil < (earliestFrom[index] ?? Number.POSITIVE_INFINITY);
    if (dts >= at && clean) break;
    shownUntil = Math.max(shownUntil, pts);
    stored = dts;
  }
  return Math.max(at, stored + justAfter);
}

function suffixMinima(values: readonly number[]): readonly number[] {
  let least = Number.POSITIVE_INFINITY;
  return [...values]
    .reverse()
    .map((value) => (least = Math.min(least, value)))
    .reverse();
}
