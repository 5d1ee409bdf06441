import type { Packet } from './packets.js';

/** The actual beginning of a cut by stream copy, in seconds of the recording. */
export interface CutStart {
  /** Time zero of the cut file: the earliest first packet of all its streams. */
  readonly zero: number;
  readonly keyframe: number;
  /** Seconds between the storage and the display of a picture. */
  readonly delay: number;
}

/**
 * Finds where a copied cut begins. It cannot begin between keyframes, and demuxers choose the keyframe differently: with
 * B-frames, Matroska goes back past the nearest one (measured: a whole group of pictures). So a dry run seeks first, and
 * everything else is cut there. Returns `undefined` unless it saw the picture and at least one sound track.
 */
export function findCutStart(packets: readonly Packet[]): CutStart | undefined {
  const first = new Map<number, Packet>();
  for (const packet of packets) if (!first.has(packet.stream)) first.set(packet.stream, packet);
  const picture = first.get(0);
  if (picture === undefined || first.size < 2) return undefined;
  const zero = Math.min(...[...first.values()].map(({ dts }) => dts));
  return { zero: Math.max(0, zero), keyframe: picture.pts, delay: Math.max(0, picture.pts - picture.dts) };
}

const justAfter = 0.001;

/**
 * Returns the first time from `at` on up to which all stored pictures are also all shown pictures. Pictures are stored out of
 * order: a copy that stops elsewhere keeps later pictures without earlier ones (measured: more than a second at five pictures a
 * second).
 */
export function findCleanEnd(packets: readonly Packet[], at: number): number {
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
