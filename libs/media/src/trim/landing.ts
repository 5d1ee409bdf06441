import type { MediaInfo } from '../probe/media-info.js';
import { fileAddress, readSafely } from '../process/ffmpeg.js';
import { runTool } from '../process/run-tool.js';
import type { MediaTools } from '../tools.js';

/** Where a cut by stream copy really begins, in seconds of the recording. */
export interface Landing {
  /** Time zero of the file that the cut makes: the earliest first packet of all its streams. */
  readonly zero: number;
  /** The keyframe that the picture begins with. */
  readonly keyframe: number;
}

const windowSeconds = 1;
const landingMs = 60_000;

/**
 * A copy cannot begin between keyframes, and which one a demuxer takes is its own affair: with B-frames, Matroska goes
 * back past the nearest one (measured: a whole group of pictures). So the same seek is done once without writing a
 * file, and says where it lands; everything else is then cut there.
 */
export async function findLanding(
  tools: MediaTools,
  media: MediaInfo,
  path: string,
  seek: { readonly to: number; readonly signal?: AbortSignal | undefined },
): Promise<Landing | undefined> {
  const timestamps = new FirstPackets();
  const args = [
    ...['-nostdin', '-hide_banner', '-v', 'error', ...readSafely, '-threads', '1'],
    ...['-ss', seek.to.toFixed(6), '-t', String(windowSeconds), '-i', fileAddress(path)],
    ...[...copiedStreams(media), '-c', 'copy', '-copyts', '-start_at_zero', '-f', 'framecrc', '-'],
  ];
  await runTool(tools.ffmpeg, args, {
    signal: seek.signal,
    timeLimitMs: landingMs,
    onLine: (line) => {
      timestamps.line(line);
    },
  });
  return timestamps.landing();
}

/** The picture is stream 0 of a cut, its sound tracks follow. */
export const copiedStreams = (media: MediaInfo): readonly string[] => [
  '-map',
  `0:${media.video?.index ?? 0}`,
  '-map',
  '0:a',
  '-sn',
  '-dn',
];

/** Reads framecrc: `#tb <stream>: <n>/<d>` and `<stream>, <dts>, <pts>, <duration>, <size>, <crc>`. */
export class FirstPackets {
  readonly #timeBases = new Map<number, number>();
  readonly #dts = new Map<number, number>();
  #keyframe: number | undefined;

  line(line: string): void {
    const base = /^#tb (\d+): (\d+)\/(\d+)/.exec(line);
    if (base) this.#timeBases.set(Number(base[1]), Number(base[2]) / Number(base[3]));
    const packet = /^(\d+), *(-?\d+), *(-?\d+),/.exec(line);
    if (packet) this.#packet(Number(packet[1]), Number(packet[2]), Number(packet[3]));
  }

  #packet(stream: number, dts: number, pts: number): void {
    const unit = this.#timeBases.get(stream);
    if (unit === undefined || this.#dts.has(stream)) return;
    this.#dts.set(stream, dts * unit);
    if (stream === 0) this.#keyframe = pts * unit;
  }

  /** Undefined unless the picture and at least one more stream were seen. */
  landing(): Landing | undefined {
    if (this.#keyframe === undefined || this.#dts.size < 2) return undefined;
    return { zero: Math.max(0, Math.min(...this.#dts.values())), keyframe: this.#keyframe };
  }
}
