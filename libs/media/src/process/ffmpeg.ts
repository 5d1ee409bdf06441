import { resolve } from 'node:path';
import { PermanentMediaError, ToolError } from '../errors.js';
import type { MediaTools } from '../tools.js';
import { mediaLimits } from './limits.js';
import { runTool, type RunOptions } from './run-tool.js';

/**
 * Demuxers that open only the given file. Playlists (hls, concat, dash), image sequences and text formats would read other
 * files or addresses that an upload names.
 */
const containers = 'mov,mp4,matroska,webm,mp3,wav,w64,flac,ogg,aac,ac3,eac3,aiff,caf,amr,avi,mpegts,mpeg,flv,asf,mxf';

export const readSafely: readonly string[] = [
  ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', containers],
  ...['-max_streams', '1000', '-max_pixels', String(mediaLimits.framePixels)],
];

export const allocateSafely: readonly string[] = ['-max_alloc', String(mediaLimits.allocationBytes)];

/** Returns a `file:` address, so that ffmpeg takes no file name for an option, a protocol or a pattern. */
export const toFileAddress = (path: string): string => `file:${resolve(path)}`;

export interface FfmpegOptions extends Omit<RunOptions, 'onLine' | 'maxStdoutBytes'> {
  readonly onSeconds?: ((seconds: number) => void) | undefined;
  readonly logLevel?: 'error' | 'info';
}

/** Returns the options for one input: read safely, decoded by one thread (TRM-08). */
export const ffmpegInput = (path: string, ...before: readonly string[]): readonly string[] => [
  ...readSafely,
  '-threads',
  '1',
  ...before,
  '-i',
  toFileAddress(path),
];

/** Returns the options, before an input, that read only a part of it. Seconds. */
export const rangeOptions = ({ start, end }: { readonly start: number; readonly end: number }): readonly string[] => [
  '-ss',
  start.toFixed(6),
  '-t',
  (end - start).toFixed(6),
];

export async function runFfmpeg(tools: MediaTools, args: readonly string[], options: FfmpegOptions): Promise<void> {
  const { onSeconds, logLevel = 'error', ...run } = options;
  const general = ['-nostdin', '-hide_banner', '-nostats', '-y', '-v', logLevel, '-filter_threads', '1', ...allocateSafely];
  const { memoryBytes, fileBytes } = mediaLimits;
  try {
    await runTool(tools.ffmpeg, [...general, '-progress', 'pipe:1', ...args], {
      memoryBytes,
      fileBytes,
      ...run,
      onLine: (line) => {
        const seconds = parseProgress(line);
        if (seconds !== undefined) onSeconds?.(seconds);
      },
    });
  } catch (error) {
    if (error instanceof ToolError && error.details.signal === 'SIGXFSZ') throw overflowError(error);
    throw error;
  }
}

const overflowError = (cause: ToolError): PermanentMediaError =>
  new PermanentMediaError(
    'output-too-large',
    'The decoded recording is far larger than its length and size allow. Its index is broken or manipulated.',
    { cause },
  );

/**
 * Reads `out_time_us=5014560`. `N/A` and negative values come before the first packet. The older `out_time_ms` is in
 * microseconds too.
 */
export function parseProgress(line: string): number | undefined {
  const microseconds = /^out_time_[um]s=(\d+)$/.exec(line.trim())?.[1];
  return microseconds === undefined ? undefined : Number(microseconds) / 1_000_000;
}
