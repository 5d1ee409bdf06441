import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { PermanentError } from '@throughline/contracts';
import { TooLargeError } from '../endpoint/refusal.js';
import { throwIfAborted } from '../errors.js';
import { noParts } from '../parts/part-store.js';
import { toFileAddress, ffmpegInput as inputOptions, rangeOptions, runFfmpeg } from '../process/ffmpeg.js';
import { computeTimeLimit } from '../process/time-limit.js';
import { withScratch } from '../scratch/scratch.js';
import type { MediaTools } from '../tools.js';
import { detectSilences, type Span } from '../trim/silence.js';
import { planChunks } from './chunks.js';
import { dropWordsInSilence } from './invented/silence.js';
import { siftChunk } from './merge.js';
import type { SpeechContext, SpeechInput } from './speech-input.js';
import { parseChunkTranscript, type ChunkTranscript, type ChunkTranscripts, type PlacedTranscript } from './chunk-transcript.js';
import { HeardSoFar } from './heard-so-far.js';
import { placeTranscript } from './place-transcript.js';
import { ChunkProgressSum, type ChunkProgress } from './chunk-progress.js';
import type { Transcript } from '../transcript/transcript.js';

/** Finds only nearly digital silence: cut points, and stretches that cannot hold a word. */
const silenceSettings = { thresholdDb: -50, minSeconds: 0.3 };
/** No word is shorter, and engines refuse shorter files. */
const leastHeard = 0.1;
/** If an engine refuses a chunk shorter than this, its size is not the reason. */
const leastSeconds = 20;

/** Both are as small as speech allows: an hour takes 28.8 MB of MP3 or 115 MB of WAV. */
const formats = {
  mp3: ['-c:a', 'libmp3lame', '-b:a', '64k', '-f', 'mp3'],
  wav: ['-c:a', 'pcm_s16le', '-f', 'wav'],
} as const;
export type ChunkFormat = keyof typeof formats;

export interface ChunkTranscriber {
  readonly format: ChunkFormat;
  readonly maxSeconds: number;
  readonly parallel: number;
  /** `auto`: the first chunk with speech decides for all later ones. */
  readonly language: string;
  /** The languages that the engine accepts. */
  readonly languages: readonly string[];
  /** Everything but the sound that the result depends on. */
  readonly fingerprint: (language: string) => string;
  readonly scratchFolder: string;
  hear(file: string, span: Span, context: ChunkContext): Promise<ChunkTranscript>;
  /** Makes a transcript of the chunks, which may be only the first ones. */
  merge(heard: ChunkTranscripts): Transcript;
}

export interface ChunkContext extends ChunkProgress {
  readonly language: string;
  readonly signal?: AbortSignal | undefined;
}

export const partName = (fingerprint: string, { start, end }: Span): string =>
  createHash('sha256')
    .update(`${fingerprint}|${start.toFixed(3)}|${end.toFixed(3)}`)
    .digest('hex')
    .slice(0, 32);

/** Returns the chunks of a recording, cut at silences; none if the whole recording is silent. */
export async function detectChunks(
  tools: MediaTools,
  { audioPath, durationSeconds }: SpeechInput,
  { maxSeconds, signal }: { maxSeconds: number; signal: AbortSignal | undefined },
): Promise<{ chunks: readonly Span[]; silences: readonly Span[] }> {
  const silences = await detectSilences(tools, audioPath, silenceSettings, { durationSeconds, signal });
  const chunks = planChunks(durationSeconds, silences, maxSeconds).filter(({ start, end }) => end - start >= leastHeard);
  return { chunks, silences };
}

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
  await runFfmpeg(tools, [...inputOptions(audioPath, ...rangeOptions(chunk.span)), ...encode, toFileAddress(chunk.to)], {
    signal,
    timeLimitMs: computeTimeLimit(durationSeconds),
  });
}

type HearChunk = (chunk: Span, language: string) => Promise<readonly PlacedTranscript[]>;

/**
 * Transcribes all chunks, several at a time, and stores each finished result. After a failure, a retry transcribes only the
 * rest. Reports the transcript so far whenever it grows.
 */
export async function transcribeInChunks(
  tools: MediaTools,
  work: ChunkTranscriber,
  input: SpeechInput,
  context: SpeechContext,
): Promise<Transcript> {
  throwIfAborted(context.signal);
  const { chunks, silences } = await detectChunks(tools, input, { maxSeconds: work.maxSeconds, signal: context.signal });
  const done = new ChunkProgressSum(input.durationSeconds, chunks, context.onProgress);
  const soFar = new HeardSoFar({ chunks, silences }, { merge: (heard) => work.merge(heard), onHeard: context.onHeard });
  const placed = await withScratch(work.scratchFolder, async (scratch) => {
    const run = new ChunkRun(tools, work, { input, context, scratch, silences, done });
    const hear: HearChunk = async (chunk, language) => {
      const heard = await run.of(chunk, language);
      soFar.add(chunk, heard);
      return heard;
    };
    const { first, language } = await hearFirstChunks(hear, work, { chunks, silences });
    const rest = chunks.slice(first.length);
    return [...first, ...(await mapConcurrently(rest, work.parallel, (chunk) => hear(chunk, language)))];
  });
  context.onProgress?.(input.durationSeconds);
  throwIfAborted(context.signal);
  return work.merge({ chunks: placed.flat(), silences });
}

/**
 * Transcribes chunks one after the other until one has words, if the language is unknown. Its language applies to the rest, so
 * that noise in a later chunk does not change the language. This needs no additional request.
 */
async function hearFirstChunks(
  hear: HearChunk,
  { language, languages }: ChunkTranscriber,
  { chunks, silences }: { readonly chunks: readonly Span[]; readonly silences: readonly Span[] },
): Promise<{ first: readonly (readonly PlacedTranscript[])[]; language: string }> {
  const first: (readonly PlacedTranscript[])[] = [];
  if (language !== 'auto') return { first, language };
  for (const chunk of chunks) {
    const heard = await hear(chunk, language);
    first.push(heard);
    // Invented words must not decide the language of the rest.
    const spoken = heard.find((one) => hasTellingWords(one, silences))?.heard;
    // An engine that does not tell the language detects it for each chunk.
    if (spoken !== undefined) return { first, language: languages.find((one) => one === spoken.language) ?? language };
  }
  return { first, language };
}

function hasTellingWords(chunk: PlacedTranscript, silences: readonly Span[]): boolean {
  const { words, isOnlyLoop } = siftChunk(chunk);
  return !isOnlyLoop && dropWordsInSilence(words, silences).words.length > 0;
}

interface ChunkRunContext {
  readonly input: SpeechInput;
  readonly context: SpeechContext;
  readonly scratch: string;
  readonly silences: readonly Span[];
  readonly done: ChunkProgressSum;
}

class ChunkRun {
  constructor(
    private readonly tools: MediaTools,
    private readonly work: ChunkTranscriber,
    private readonly context: ChunkRunContext,
  ) {}

  async of(span: Span, language: string): Promise<PlacedTranscript[]> {
    const { context, done } = this.context;
    throwIfAborted(context.signal);
    const parts = context.parts ?? noParts;
    const name = partName(this.work.fingerprint(language), span);
    const stored = parseChunkTranscript((await parts.load(name)) ?? '');
    if (stored !== undefined) {
      done.whole(span);
      return [await this.#place(span, stored)];
    }
    try {
      const heard = await this.#ask(span, language);
      await parts.save(name, JSON.stringify(heard));
      done.whole(span);
      return [await this.#place(span, heard)];
    } catch (error) {
      if (!(error instanceof TooLargeError)) throw error;
      return await this.#smaller(span, language, error);
    }
  }

  #place(span: Span, heard: ChunkTranscript): Promise<PlacedTranscript> {
    const { input, context } = this.context;
    return placeTranscript(this.tools, input.audioPath, { span, heard }, context.signal);
  }

  async #ask(span: Span, language: string): Promise<ChunkTranscript> {
    const { input, scratch, context, done } = this.context;
    const { format } = this.work;
    const file = join(scratch, `chunk-${Math.round(span.start * 1_000)}-${Math.round(span.end * 1_000)}.${format}`);
    try {
      await cutChunk(this.tools, input, { span, format, to: file }, context.signal);
      const onSeconds = (seconds: number): void => {
        done.within(span, seconds);
      };
      return await this.work.hear(file, span, { language, signal: context.signal, onSeconds });
    } finally {
      await rm(file, { force: true });
    }
  }

  /** A proxy may accept smaller files than the engine does: retries with halves, one after the other. */
  async #smaller(span: Span, language: string, cause: Error): Promise<PlacedTranscript[]> {
    const seconds = span.end - span.start;
    if (seconds < leastSeconds)
      throw new PermanentError('engine-refused', `${cause.message}, not even ${seconds.toFixed(0)} s of speech`, { cause });
    const silences = this.context.silences.map(({ start, end }) => ({ start: start - span.start, end: end - span.start }));
    const halves = planChunks(seconds, silences, seconds * 0.6);
    const heard: PlacedTranscript[] = [];
    for (const { start, end } of halves)
      heard.push(...(await this.of({ start: span.start + start, end: span.start + end }, language)));
    return heard;
  }
}

/**
 * Like `Promise.all` with a concurrency limit. After a failure no further item starts, but items in progress finish: they are
 * paid for, and their results are stored.
 */
async function mapConcurrently<T, R>(items: readonly T[], limit: number, work: (item: T) => Promise<R>): Promise<R[]> {
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
