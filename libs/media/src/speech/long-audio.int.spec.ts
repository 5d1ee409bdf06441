import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { testDepth } from '@throughline/contracts/testing';
import { mediaTools } from '@throughline/stack/testing';
import type { PartStore } from '../parts/part-store.js';
import { TestMedia } from '../testing/test-media.js';
import { readToneSpeech, writeToneScript, writeToneSpeech, type ToneWord } from '../testing/tone-speech.js';
import type { Span } from '../trim/silence.js';
import type { ChunkTranscripts } from './chunk-transcript.js';
import type { TranscriptSoFar } from './heard-so-far.js';
import { mergeTranscripts } from './merge.js';
import { transcribeInChunks, type ChunkTranscriber } from './transcribe-chunks.js';
import type { Transcript } from '../transcript/transcript.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that are still in use. The size of the process also counts garbage, and what earlier tests of it have left. */
function usedBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const tools = await mediaTools();
const [durationSeconds, maxSeconds] = testDepth.isFull ? [3 * 3_600, 300] : [24, 6];
/** The error of the reader of tones: a few of its frames. */
const TOLERANCE = 0.07;
/** The number of chunks that are transcribed before the worker stops. */
const STOP_AFTER = Math.ceil(durationSeconds / maxSeconds / 3);

interface Answer {
  readonly span: Span;
  readonly words: readonly ToneWord[];
  readonly usedBytes: number;
}

/** Reads the words from the sound of its chunk, and may stop the worker after some calls. */
class ToneTranscriber implements ChunkTranscriber {
  readonly format = 'wav';
  readonly maxSeconds = maxSeconds;
  readonly parallel = 2;
  readonly language = 'en';
  readonly languages = ['en'];
  readonly fingerprint = (): string => 'tones';
  readonly answers: Answer[] = [];
  #calls = 0;

  constructor(
    readonly scratchFolder: string,
    private readonly stopAt?: { readonly calls: number; readonly worker: AbortController },
  ) {}

  merge({ chunks, silences }: ChunkTranscripts): Transcript {
    const made = { engine: 'tones', model: 'm', quality: 'normal', language: 'en' } as const;
    return mergeTranscripts(chunks, { ...made, durationSeconds, silences });
  }

  async hear(file: string, span: Span, { signal }: { signal?: AbortSignal | undefined }): ReturnType<ChunkTranscriber['hear']> {
    this.#calls += 1;
    if (this.#calls > (this.stopAt?.calls ?? Infinity)) this.stopAt?.worker.abort();
    signal?.throwIfAborted();
    const words = await readToneSpeech(file);
    this.answers.push({ span, words, usedBytes: usedBytes() });
    return { words: words.map((word) => ({ ...word, confidence: 0.9 })), notes: [] };
  }
}

class MemoryParts implements PartStore {
  readonly #parts = new Map<string, string>();
  load(name: string): Promise<string | undefined> {
    return Promise.resolve(this.#parts.get(name));
  }
  save(name: string, content: string): Promise<void> {
    this.#parts.set(name, content);
    return Promise.resolve();
  }
}

describe('the transcription of a long recording whose worker is stopped', () => {
  const script = writeToneScript(durationSeconds, maxSeconds * 2.5);
  let media: TestMedia;
  let before: readonly Answer[];
  let after: readonly Answer[];
  let transcript: Transcript;
  // The words themselves would fill the memory that is measured.
  const soFar: { readonly upTo: number; readonly count: number; readonly isBeginning: boolean }[] = [];
  beforeAll(async () => {
    media = await TestMedia.create(tools);
    const audioPath = media.path('long.wav');
    await writeToneSpeech(audioPath, script, durationSeconds);
    const input = { audioPath, durationSeconds, language: 'en' };
    const parts = new MemoryParts();
    const worker = new AbortController();
    const stopped = new ToneTranscriber(media.folder, { calls: STOP_AFTER, worker });
    await expect(transcribeInChunks(tools, stopped, input, { parts, signal: worker.signal })).rejects.toThrow('abort');
    const resumed = new ToneTranscriber(media.folder);
    const onHeard = ({ upTo, transcript: build }: TranscriptSoFar): void => {
      const { words } = build();
      soFar.push({ upTo, count: words.length, isBeginning: words.every(({ word }, index) => word === script[index]?.word) });
    };
    transcript = await transcribeInChunks(tools, resumed, input, { parts, onHeard });
    [before, after] = [stopped.answers, resumed.answers];
  }, 600_000);
  afterAll(() => media.remove());

  it('has every word once, in order and at its time, also at the seams of chunks', () => {
    expect(transcript.words.map(({ word }) => word)).toEqual(script.map(({ word }) => word));
    const wrong = transcript.words.filter(({ start, end }, index) => {
      const word = script[index];
      return word === undefined || Math.abs(start - word.start) > TOLERANCE || Math.abs(end - word.end) > TOLERANCE;
    });
    expect(wrong).toEqual([]);
    const reported = [...before, ...after].reduce((sum, { words }) => sum + words.length, 0);
    expect(reported).toBeGreaterThan(script.length);
  });

  it('shifts the words of a chunk by exactly its start', () => {
    const starts = new Set(transcript.words.map(({ start }) => start.toFixed(3)));
    const expected = [...before, ...after].flatMap(({ span, words }) =>
      // The first word may have begun in the chunk before.
      words.slice(1).map(({ start }) => (span.start + start).toFixed(3)),
    );
    expect(expected.length).toBeGreaterThan(script.length / 2);
    expect(expected.filter((start) => !starts.has(start))).toEqual([]);
  });

  it('reports the words so far, beginning with those that were finished before the stop', () => {
    const times = soFar.map(({ upTo }) => upTo);
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    expect(times[0]).toBeLessThanOrEqual(Math.max(...before.map(({ span }) => span.end)));
    expect(times.at(-1)).toBeCloseTo(durationSeconds);
    expect(soFar.filter(({ isBeginning }) => !isBeginning)).toEqual([]);
    for (const { upTo, count } of soFar) {
      // A word across the end of the last chunk belongs to the next one.
      expect(script[count]?.end ?? durationSeconds).toBeGreaterThan(upTo - TOLERANCE);
    }
  });

  it('transcribes only the chunks that were not finished before', () => {
    const finished = new Set(before.map(({ span }) => span.start));
    expect(finished.size).toBe(STOP_AFTER);
    expect(after.length).toBeGreaterThan(0);
    expect(after.filter(({ span }) => finished.has(span.start))).toEqual([]);
    const seconds = [...before, ...after].reduce((sum, { span }) => sum + span.end - span.start, 0);
    expect(seconds).toBeCloseTo(durationSeconds);
  });

  if (testDepth.isFull)
    it('keeps its memory flat', () => {
      // The decoded recording would need 345 MB. Two chunks of ten are in use at the same time.
      const bound = 60 * 1024 * 1024;
      const [first, ...later] = after.map((answer) => answer.usedBytes);
      expect(Math.max(...later) - (first ?? 0)).toBeLessThan(bound);
    });
});
