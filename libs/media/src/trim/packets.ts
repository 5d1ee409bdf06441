import type { MediaInfo } from '../probe/media-info.js';
import { PermanentMediaError } from '../errors.js';
import { allocateSafely, toFileAddress, readSafely } from '../process/ffmpeg.js';
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
export const copiedStreams = (media: MediaInfo): readonly string[] => [
  '-map',
  `0:${media.video?.index ?? 0}`,
  '-map',
  '0:a',
  '-sn',
  '-dn',
];

/** Returns the first packets of a cut by stream copy: performs the same seek without writing a file. */
export async function dryRun(
  tools: MediaTools,
  media: MediaInfo,
  path: string,
  from: { readonly seconds: number; readonly lasting: number; readonly signal?: AbortSignal | undefined },
): Promise<readonly Packet[]> {
  const reader = new PacketReader();
  const args = [
    ...['-nostdin', '-hide_banner', '-v', 'error', ...allocateSafely, ...readSafely, '-threads', '1'],
    ...['-ss', from.seconds.toFixed(6), '-t', String(from.lasting), '-i', toFileAddress(path)],
    ...[...copiedStreams(media), '-c', 'copy', '-copyts', '-start_at_zero', '-f', 'framecrc', '-'],
  ];
  await runTool(tools.ffmpeg, args, {
    signal: from.signal,
    timeLimitMs: dryRunMs,
    memoryBytes: mediaLimits.memoryBytes,
    onLine: (line) => {
      reader.line(line);
    },
  });
  return reader.packets;
}

/** Reads framecrc: `#tb <stream>: <n>/<d>` and `<stream>, <dts>, <pts>, <duration>, <size>, <crc>`. */
export class PacketReader {
  readonly packets: Packet[] = [];
  readonly #timeBases = new Map<number, number>();

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
