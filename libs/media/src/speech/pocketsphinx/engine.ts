import { join } from 'node:path';
import { throwIfAborted } from '../../errors.js';
import { toFileAddress, ffmpegInput, rangeOptions, runFfmpeg } from '../../process/ffmpeg.js';
import { speechNiceness } from '../../process/limits.js';
import { runTool } from '../../process/run-tool.js';
import { computeTimeLimit } from '../../process/time-limit.js';
import { withScratch } from '../../scratch/scratch.js';
import type { MediaTools, PocketsphinxTool } from '../../tools.js';
import { detectSilences, type Span } from '../../trim/silence.js';
import { planChunks } from '../chunks.js';
import type { SpeechEngine } from '../engine.js';
import type { SpeechContext, SpeechInput } from '../speech-input.js';
import { chooseSpeechEngine } from '../language.js';
import { joinDropped, sift, type Sifted } from '../invented/dropped-text.js';
import { dropLoops } from '../invented/loops.js';
import { segmentWords, dropDoubtful } from '../segments.js';
import { mean, type Transcript, type TranscriptNote, type TranscriptWord } from '../transcript.js';
import { refuseTerms } from '../vocabulary.js';
import { isProbablyAnotherLanguage } from './another-language.js';
import { parseWordLine } from './word-line.js';

const silenceSettings = { thresholdDb: -40, minSeconds: 0.3 };

export interface PocketsphinxOptions {
  readonly scratchFolder: string;
  readonly maxChunkSeconds?: number;
  /** Transcribe recordings with the language `auto` as English. Otherwise the engine leaves them to others. */
  readonly assumesEnglish?: boolean;
}

/** Creates the offline engine. Returns `undefined` if its program or model is not installed. */
export function createPocketsphinxEngine(tools: MediaTools, options: PocketsphinxOptions): SpeechEngine | undefined {
  return tools.pocketsphinx && new PocketsphinxEngine(tools, tools.pocketsphinx, options);
}

/** Leaves out what the engine makes of noise and music. */
function siftNoise(heard: readonly TranscriptWord[]): Sifted<TranscriptWord> {
  const believed = new Set(dropDoubtful(heard));
  const clear = sift(heard, (word) => believed.has(word), 'no-speech');
  const { words, dropped } = dropLoops(clear.words);
  return { words, dropped: joinDropped([...clear.dropped, ...dropped], words) };
}

/** A recording without believable words has no transcript that could be in the wrong language. */
const describeAssumption = (heard: readonly TranscriptWord[], believed: readonly TranscriptWord[]): readonly TranscriptNote[] =>
  believed.length > 0 && isProbablyAnotherLanguage(heard)
    ? ['language-assumed', 'probably-another-language']
    : ['language-assumed'];

class PocketsphinxEngine implements SpeechEngine {
  readonly id = 'pocketsphinx';
  readonly languages = ['en'];
  readonly needsLanguage: boolean;

  constructor(
    private readonly tools: MediaTools,
    private readonly sphinx: PocketsphinxTool,
    private readonly options: PocketsphinxOptions,
  ) {
    this.needsLanguage = options.assumesEnglish !== true;
  }

  async transcribe(input: SpeechInput, context: SpeechContext = {}): Promise<Transcript> {
    const choice = chooseSpeechEngine([this], input.language);
    if ('refused' in choice) throw new RangeError(`pocketsphinx does not support the language ${input.language}`);
    throwIfAborted(context.signal);
    const heard = await withScratch(this.options.scratchFolder, async (scratch) => await this.#words(input, context, scratch));
    const { words, dropped } = siftNoise(heard);
    context.onProgress?.(input.durationSeconds);
    return {
      language: choice.language,
      engine: this.id,
      model: 'en-us',
      durationSeconds: input.durationSeconds,
      segments: segmentWords(words),
      words,
      meanConfidence: mean(words.map(({ confidence }) => confidence)),
      // A small general model: readable and searchable, not fit for publication.
      quality: 'draft',
      notes: [...(choice.assumed ? describeAssumption(heard, words) : []), ...refuseTerms(input.vocabulary).notes],
      ...(dropped.length === 0 ? {} : { dropped }),
    };
  }

  async #words(speech: SpeechInput, context: SpeechContext, scratch: string): Promise<readonly TranscriptWord[]> {
    const { durationSeconds } = speech;
    const { signal } = context;
    const silences = await detectSilences(this.tools, speech.audioPath, silenceSettings, { durationSeconds, signal });
    const words: TranscriptWord[] = [];
    const wav = join(scratch, 'chunk.wav');
    for (const chunk of planChunks(durationSeconds, silences, this.options.maxChunkSeconds)) {
      await this.#decode(speech, chunk, wav, signal);
      words.push(...(await this.#recognise(wav, chunk, context)));
      context.onProgress?.(chunk.end);
    }
    return words;
  }

  /** The engine reads only 16 kHz mono WAV. Chunks are decoded one at a time: a whole hour would need 115 MB of disk. */
  async #decode(speech: SpeechInput, chunk: Span, to: string, signal: AbortSignal | undefined): Promise<void> {
    const pcm = ['-map', '0:a:0', '-vn', '-ar', '16000', '-ac', '1', '-c:a', 'pcm_s16le', '-threads', '1', '-f', 'wav'];
    await runFfmpeg(this.tools, [...ffmpegInput(speech.audioPath, ...rangeOptions(chunk)), ...pcm, toFileAddress(to)], {
      signal,
      timeLimitMs: computeTimeLimit(speech.durationSeconds),
    });
  }

  async #recognise(wav: string, chunk: Span, { signal, onProgress }: SpeechContext): Promise<readonly TranscriptWord[]> {
    const { hmm, lm, dict } = this.sphinx;
    const args = ['-infile', wav, '-hmm', hmm, '-lm', lm, '-dict', dict, '-time', 'yes'];
    const words: TranscriptWord[] = [];
    const round = (seconds: number): number => Math.round(seconds * 1_000) / 1_000;
    let done = chunk.start;
    await runTool(this.sphinx, args, {
      signal,
      timeLimitMs: computeTimeLimit(chunk.end - chunk.start),
      niceness: speechNiceness,
      onLine: (line) => {
        const spoken = parseWordLine(line);
        if (spoken === undefined) return;
        const { filler, ...word } = spoken;
        const end = Math.min(round(chunk.start + word.end), chunk.end);
        if (!filler) words.push({ ...word, start: Math.min(round(chunk.start + word.start), end), end });
        if (end > done) onProgress?.((done = end));
      },
    });
    return words;
  }
}
