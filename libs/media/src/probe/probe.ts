import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { PermanentMediaError, throwIfAborted, ToolError, type RefusalCode } from '../errors.js';
import { allocateSafely, toFileAddress, ffmpegInput, readSafely, runFfmpeg } from '../process/ffmpeg.js';
import { mediaLimits } from '../process/limits.js';
import { runTool } from '../process/run-tool.js';
import { computeTimeLimit } from '../process/time-limit.js';
import type { MediaTools } from '../tools.js';
import { detectContainer, parseProbeOutput, type ProbeOutput } from './ffprobe-output.js';
import type { MediaInfo } from './media-info.js';
import { sniff, type SniffedKind } from './sniff.js';
import { checkCompleteness } from './structure.js';

const probeMs = 60_000;
/** A chance match (random bytes look like MP3) scores 1; a recognised header scores at least 25 of 100. */
const leastScore = 10;
const decodedSeconds = 2;

const sniffedRefusals: Partial<Record<SniffedKind, readonly [RefusalCode, string]>> = {
  playlist: ['playlist', 'The file is a playlist: it names media but contains none. Upload the recording itself.'],
  image: ['image', 'The file is a picture, not a recording.'],
  document: ['not-media', 'The file is a document or an archive, not a recording.'],
  text: ['not-media', 'The file is text, not a recording.'],
};

/**
 * Returns the properties of a recording. Throws `PermanentMediaError` for any other file; a `ToolError` says nothing about the
 * file.
 */
export async function probe(tools: MediaTools, path: string, signal?: AbortSignal): Promise<MediaInfo> {
  throwIfAborted(signal);
  const sizeBytes = await refuseByContent(path);
  const output = await probeContent(tools, path, signal);
  refuseByOutput(output);
  const declared = output.isLengthEstimated ? undefined : output.format.durationSeconds;
  const durationSeconds = declared ?? (await measureDuration(tools, path, signal));
  if (!(durationSeconds > 0)) throw new PermanentMediaError('no-duration', 'The recording has no playable length.');
  refuseByLength(output.isLengthEstimated ? durationSeconds : Math.max(durationSeconds, output.longestSeconds), sizeBytes);
  const { video, audio } = output;
  return {
    durationSeconds,
    ...(declared === undefined ? {} : { statedSeconds: findStatedLength(declared, output.taggedSeconds) }),
    formatName: output.format.name,
    container: detectContainer(
      output.format,
      [video, audio].flatMap((stream) => (stream ? [stream.codec] : [])),
    ),
    sizeBytes,
    ...(video && { video }),
    ...(audio && { audio }),
  };
}

/** The container counts the longest of all tracks, for example subtitles that go on after the picture. */
const findStatedLength = (ofContainer: number, ofStreams: number): number =>
  ofStreams > 0 ? Math.min(ofContainer, ofStreams) : ofContainer;

/** The declared length determines the cost of every later step. */
function refuseByLength(seconds: number, sizeBytes: number): void {
  if (seconds > mediaLimits.durationSeconds) {
    const hours = Math.round(mediaLimits.durationSeconds / 3_600);
    throw new PermanentMediaError('too-long', `The recording claims to be longer than ${hours} hours.`);
  }
  if (sizeBytes < seconds * mediaLimits.bytesPerSecond) {
    throw new PermanentMediaError('implausible-length', 'The recording is far too small for the length that it claims.');
  }
}

async function refuseByContent(path: string): Promise<number> {
  // `O_NONBLOCK`: if the path is a pipe, opening it does not wait for a writer.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new PermanentMediaError('not-media', 'This is not a file.');
    const { size } = stat;
    if (size === 0) throw new PermanentMediaError('empty-file', 'The file is empty.');
    const refusal = sniffedRefusals[await sniff(file)];
    if (refusal) throw new PermanentMediaError(...refusal);
    if ((await checkCompleteness(file, size)) === 'truncated') {
      throw new PermanentMediaError('truncated', 'The recording is cut off: its end or its index is missing. Upload it again.');
    }
    return size;
  } finally {
    await file.close();
  }
}

/** Only the needed fields. The file's titles and comments, which may be megabytes of anything, are never printed. */
const entries = [
  'format=format_name,duration,probe_score',
  'format_tags=major_brand',
  'stream=index,codec_type,codec_name,width,height,pix_fmt,avg_frame_rate,r_frame_rate,duration,sample_rate,channels,nb_read_frames',
  'stream_disposition=attached_pic',
  'stream_tags=DURATION',
].join(':');

/** The tool says it only here that the file has no length of its own. */
const ESTIMATED = /^\[[^\]]*\] Estimating duration from bitrate/;

interface ProbedContent extends ProbeOutput {
  readonly isLengthEstimated: boolean;
}

/**
 * Also decodes the first seconds, counted from the first packet: a header alone does not make a recording. If an edit list
 * hides those frames, decodes up to the same number of seconds of shown pictures.
 */
async function probeContent(tools: MediaTools, path: string, signal: AbortSignal | undefined): Promise<ProbedContent> {
  const first = await runFfprobe(tools, path, { until: `+${decodedSeconds}`, signal });
  return first.decodedFrames > 0 ? first : runFfprobe(tools, path, { until: String(decodedSeconds), signal });
}

async function runFfprobe(
  tools: MediaTools,
  path: string,
  { until, signal }: { readonly until: string; readonly signal: AbortSignal | undefined },
): Promise<ProbedContent> {
  const args = [
    ...['-v', 'warning', '-hide_banner', ...allocateSafely, ...readSafely, '-threads', '1'],
    ...['-probesize', '10M', '-analyzeduration', '10M'],
    ...['-count_frames', '-read_intervals', `%${until}`, '-print_format', 'json', '-show_entries', entries],
    toFileAddress(path),
  ];
  const { memoryBytes, probeCpuSeconds: cpuSeconds } = mediaLimits;
  let isLengthEstimated = false;
  const onStderrLine = (line: string): void => {
    isLengthEstimated ||= ESTIMATED.test(line);
  };
  try {
    const output = parseProbeOutput(
      await runTool(tools.ffprobe, args, { signal, memoryBytes, cpuSeconds, timeLimitMs: probeMs, onStderrLine }),
    );
    if (output) return { ...output, isLengthEstimated };
  } catch (error) {
    if (error instanceof ToolError && error.details.signal === 'SIGXCPU') {
      throw new PermanentMediaError('too-complex', 'The file needs more work to inspect than any recording.', {
        cause: error,
      });
    }
    // ffprobe exits with 1 for a file that it cannot open. Any other error concerns the tool.
    if (!(error instanceof ToolError && error.code === 'tool-failed' && error.details.exitCode === 1)) throw error;
    throw new PermanentMediaError('not-media', 'The file is not a recording in a known format.', { cause: error });
  }
  throw new PermanentMediaError('not-media', 'The file is not a recording in a known format.');
}

function refuseByOutput({ format, video, audio, decodedFrames, streams }: ProbeOutput): void {
  if (format.score < leastScore) throw new PermanentMediaError('not-media', 'The file is not a recording in a known format.');
  if (streams > mediaLimits.streams) {
    throw new PermanentMediaError(
      'too-many-streams',
      `The file has ${streams} tracks; a recording has ${mediaLimits.streams} at most.`,
    );
  }
  if (!video && !audio) throw new PermanentMediaError('no-streams', 'The file has neither sound nor picture.');
  if (decodedFrames === 0) throw new PermanentMediaError('undecodable', 'Neither sound nor picture of the file can be decoded.');
}

/**
 * Measures the length by reading all packets. Recordings that browsers make live carry no length, and that of an AAC or MP3
 * stream with a variable bit rate is estimated from its first frames: it may be forty times too long.
 */
async function measureDuration(tools: MediaTools, path: string, signal: AbortSignal | undefined): Promise<number> {
  let seconds = 0;
  await runFfmpeg(tools, [...ffmpegInput(path), '-map', '0:v:0?', '-map', '0:a:0?', '-c', 'copy', '-f', 'null', '-'], {
    signal,
    timeLimitMs: computeTimeLimit(0),
    onSeconds: (value) => {
      seconds = Math.max(seconds, value);
    },
  });
  return seconds;
}
