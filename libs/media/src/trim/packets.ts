import type { MediaInfo } from '../probe/media-info.js';
import { PermanentMediaError } from '../errors.js';
import { allocateSafely, ffmpegInput } from '../process/ffmpeg.js';
import { mediaLimits } from '../process/limits.js';
import { runTool } from '../process/run-tool.js';
import type { MediaTools } from '../tools.js';

/** A packet in the order of the file, with times in seconds of the recording. */
export interface Packet {
  /** The number of the mapped stream: 0 is the picture. */
  readonly stream: number;
  readonly dts: number;
  readonly pts: number;
}

const dryRunMs = 60_000;
/** The maximum for one minute of all tracks. If time stamps do not advance, a window would never end. */
const mostPackets = 200_000;

/** Stream 0 of a cut is the picture, then its sound tracks follow. */
export const copiedStreams = (media: MediaInfo, input = 0): readonly string[] => [
  '-map',
  `${input}:${media.video?.index ?? 0}`,
  '-map',
  `${input}:a`,
  '-sn',
  '-dn',
];

/** A part of a recording. Seconds. */
export interface PacketWindow {
  readonly from: number;
  readonly lasting: number;
}

/**
 * Returns the first packets of a cut by stream copy, for each window: performs the same seek without writing a file. One run reads
 * all windows, because a start of ffmpeg takes longer than to read them.
 */
export async function dryRun(
  tools: MediaTools,
  { media, path }: { readonly media: MediaInfo; readonly path: string },
  windows: readonly PacketWindow[],
  signal: AbortSignal | undefined,
): Promise<readonly (readonly Packet[])[]> {
  const reader = new PacketReader();
  const args = [
    ...['-nostdin', '-hide_banner', '-v', 'error', ...allocateSafely],
    ...windows.flatMap(({ from, lasting }) => ffmpegInput(path, '-ss', from.toFixed(6), '-t', String(lasting))),
    ...windows.flatMap((_, input) => copiedStreams(media, input)),
    ...['-c', 'copy', '-copyts', '-start_at_zero', '-f', 'framecrc', '-'],
  ];
  await runTool(tools.ffmpeg, args, {
    signal,
    timeLimitMs: dryRunMs,
    memoryBytes: mediaLimits.memoryBytes,
    onLine: (line) => {
      reader.line(line);
    },
  });
  return reader.split(windows.length);
}

/** Reads framecrc: `#tb <stream>: <n>/<d>` and `<stream>, <dts>, <pts>, <duration>, <size>, <crc>`. */
export class PacketReader {
  readonly packets: Packet[] = [];
  readonly #timeBases = new Map<number, number>();

  /** Returns the packets of each of several reads of one file, whose streams follow each other. */
  split(reads: number): readonly (readonly Packet[])[] {
    const streams = this.#timeBases.size / reads;
    return Array.from({ length: reads }, (_, read) =>
      this.packets
        .filter(({ stream }) => Math.floor(stream / streams) === read)
        .map((packet) => ({ ...packet, stream: packet.stream % streams })),
    );
  }

  line(line: string): void {
    const base = /^#tb (\d+): (\d+)\/(\d+)/.exec(line);
    if (base) this.#timeBases.set(Number(base[1]), Number(base[2]) / Number(base[3]));
    const fields = /^(\d+), *(-?\d+), *(-?\d+),/.exec(line);
    if (!fields) return;
    const unit = this.#timeBases.get(Number(fields[1]));
    if (unit === undefined) return;
    if (this.packets.length === mostPackets) {
      throw new PermanentMediaError('too-many-packets', 'The recording has far more data per minute than is possible.');
    }
    this.packets.push({ stream: Number(fields[1]), dts: Number(fields[2]) * unit, pts: Number(fields[3]) * unit });
  }
}
