import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { PermanentError } from '@throughline/contracts';
import { TooLargeError } from '../endpoint/refusal.js';
import { throwIfAborted } from '../errors.js';
import { noParts } from '../parts/part-store.js';
import { fileAddress, input as inputOptions, runFfmpeg } from '../process/ffmpeg.js';
import { timeLimitFor } from '../process/time-limit.js';
import { withScratch } from '../scratch/scratch.js';
import type { MediaTools } from '../tools.js';
import { between } from '../trim/audio.js';
import { detectSilences, type Span } from '../trim/silence.js';
import { planChunks } from './chunks.js';
import type { SpeechContext, SpeechInput } from './speech-input.js';
import { parseHeard, type Heard, type PlacedHeard } from './heard.js';
import { DoneSeconds, type ChunkProgress } from './done-seconds.js';

/** Only what is nearly digital silence: cut points, and stretches where no word can be. */
const silenceSettings = { thresholdDb: -50, minSeconds: 0.3 };
/** Nobody has said a word in less, and engines refuse it. */
const leastHeard = 0.1;
/** What an engine refuses although it is this short is not refused for its size. */
const leastSeconds = 20;

/** Both as small as speech needs: an hour of MP3 has 28.8 MB, of WAV 115. */
const formats = {
  mp3: ['-c:a', 'libmp3lame', '-b:a', '64k', '-f', 'mp3'],
  wav: ['-c:a', 'pcm_s16le', '-f', 'wav'],
} as const;
export type ChunkFormat = keyof typeof formats;

export interface ChunkWork {
  readonly format: ChunkFormat;
  readonly maxSeconds: number;
  /** So many chunks at the same time. */
  readonly parallel: number;
  /** Everything that the result depends on beside the sound. */
  readonly fingerprint: string;
  readonly scratchFolder: string;
  hear(file: string, span: Span, context: { signal?: AbortSignal | undefined } & ChunkProgress): Promise<Heard>;
}

export interface HeardInChunks {
  readonly chunks: readonly PlacedHeard[];
  readonly silences: readonly Span[];
}

/** The name under which the result for a chunk is kept. */
export const partName = (fingerprint: string, { start, end }: Span): string =>
  createHash('sha256')
    .update(`${fingerprint}|${start.toFixed(3)}|${end.toFixed(3)}`)
    .digest('hex')
    .slice(0, 32);

/** The chunks of a recording, cut at silences; none where it is silent as a whole. */
export async function chunksOf(
  tools: MediaTools,
  { audioPath, durationSeconds }: SpeechInput,
  { maxSeconds, signal }: { maxSeconds: number; signal: AbortSignal | undefined },
): Promise<{ chunks: readonly Span[]; silences: readonly Span[] }> {
  const silences = await detectSilences(tools, audioPath, silenceSettings, { durationSeconds, signal });
  const chunks = planChunks(durationSeconds, silences, maxSeconds).filter(({ start, end }) => end - start >= leastHeard);
  return { chunks, silences };
}

/** Writes one chunk as a file of its own. */
export async function cutChunk(
  tools: MediaTools,
  { audioPath, durationSeconds }: SpeechInput,
  chunk: { readonly span: Span; readonly format: ChunkFormat; readonly to: string },
  signal: AbortSignal | undefined,
): Promise<void> {
  const encode = [
    '-map',
    '0:a:0',
    '-vn',
    '-map_metadata',
    '-1',
    '-ar',
    '16000',
    '-ac',
    '1',
    '-threads',
    '1',
    ...formats[chunk.format],
  ];
  await runFfmpeg(tools, [...inputOptions(audioPath, ...between(chunk.span)), ...encode, fileAddress(chunk.to)], {
    signal,
    timeLimitMs: timeLimitFor(durationSeconds),
  });
}

/** Has every chunk heard, several at a time, and keeps each that is finished: who comes after a failure asks for the rest alone. */
export async function hearInChunks(
  tools: MediaTools,
  work: ChunkWork,
  input: SpeechInput,
  context: SpeechContext,
): Promise<HeardInChunks> {
  throwIfAborted(context.signal);
  const { chunks, silences } = await chunksOf(tools, input, { maxSeconds: work.maxSeconds, signal: context.signal });
  const done = new DoneSeconds(input.durationSeconds, chunks, context.onProgress);
  const placed = await withScratch(work.scratchFolder, async (scratch) => {
    const hearing = new Hearing(tools, work, { input, context, scratch, silences, done });
    return await severally(chunks, work.parallel, (chunk) => hearing.of(chunk));
  });
  return { chunks: placed.flat(), silences };
}

interface Given {
  readonly input: SpeechInput;
  readonly context: SpeechContext;
  readonly scratch: string;
  readonly silences: readonly Span[];
  readonly done: DoneSeconds;
}

class Hearing {
  constructor(
    private readonly tools: MediaTools,
    private readonly work: ChunkWork,
    private readonly given: Given,
  ) {}

  async of(span: Span): Promise<PlacedHeard[]> {
    const { context, done } = this.given;
    throwIfAborted(context.signal);
    const parts = context.parts ?? noParts;
    const name = partName(this.work.fingerprint, span);
    const kept = parseHeard((await parts.load(name)) ?? '');
    if (kept !== undefined) {
      done.whole(span);
      return [{ span, heard: kept }];
    }
    try {
      const heard = await this.#ask(span);
      await parts.save(name, JSON.stringify(heard));
      done.whole(span);
      return [{ span, heard }];
    } catch (error) {
      if (!(error instanceof TooLargeError)) throw error;
      return await this.#smaller(span, error);
    }
  }

  async #ask(span: Span): Promise<Heard> {
    const { input, scratch, context, done } = this.given;
    const { format } = this.work;
    const file = join(scratch, `chunk-${Math.round(span.start * 1_000)}-${Math.round(span.end * 1_000)}.${format}`);
    try {
      await cutChunk(this.tools, input, { span, format, to: file }, context.signal);
      const onSeconds = (seconds: number): void => {
        done.within(span, seconds);
      };
      return await this.work.hear(file, span, { signal: context.signal, onSeconds });
    } finally {
      await rm(file, { force: true });
    }
  }

  /** A proxy on the way may take less than the engine says: then in halves, one after the other. */
  async #smaller(span: Span, cause: Error): Promise<PlacedHeard[]> {
    const seconds = span.end - span.start;
    if (seconds < leastSeconds)
      throw new PermanentError('engine-refused', `${cause.message}, not even ${seconds.toFixed(0)} s of speech`, { cause });
    const silences = this.given.silences.map(({ start, end }) => ({ start: start - span.start, end: end - span.start }));
    const halves = planChunks(seconds, silences, seconds * 0.6);
    const heard: PlacedHeard[] = [];
    for (const half of halves) heard.push(...(await this.of({ start: span.start + half.start, end: span.start + half.end })));
    return heard;
  }
}

/**
 * Like `Promise.all`, with a limit; and where one fails, no further one begins, but those that are under way are waited for: they are
 * paid for, and what they bring is kept.
 */
async function severally<T, R>(items: readonly T[], limit: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const runner = async (): Promise<void> => {
    while (failures.length === 0 && next < items.length) {
      const index = next;
      next += 1;
      try {
        results[index] = await work(items[index] as T);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, limit) }, runner));
  if (failures.length > 0) throw failures[0];
  return results;
}
