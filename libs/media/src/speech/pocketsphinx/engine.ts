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
import { chooseSpeechEngine, type ChosenEngine } from '../language.js';
import { joinDropped, sift, type Sifted } from '../../transcript/dropped-text.js';
import { dropLoops } from '../invented/loops.js';
import { segmentWords, dropDoubtful } from '../segments.js';
import { mean, type Transcript, type TranscriptNote, type TranscriptWord } from '../../transcript/transcript.js';
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

interface SphinxContext extends SpeechContext {
  readonly merge: (heard: readonly TranscriptWord[]) => Transcript;
}

interface Recognition extends Pick<SpeechContext, 'signal'> {
  readonly words: TranscriptWord[];
  readonly onSeconds: (upTo: number) => void;
}

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
    const merge = (heard: readonly TranscriptWord[]): Transcript => this.#merge(heard, input, choice);
    const heard = await withScratch(this.options.scratchFolder, (scratch) => this.#words(input, { ...context, merge }, scratch));
    context.onProgress?.(input.durationSeconds);
    return merge(heard);
  }

  #merge(
    heard: readonly TranscriptWord[],
    { durationSeconds, vocabulary }: SpeechInput,
    { language, assumed }: Pick<ChosenEngine, 'language' | 'assumed'>,
  ): Transcript {
    const { words, dropped } = siftNoise(heard);
    return {
      language,
      engine: this.id,
      model: 'en-us',
      durationSeconds,
      segments: segmentWords(words),
      words,
      meanConfidence: mean(words.map(({ confidence }) => confidence)),
      // A small general model: readable and searchable, not fit for publication.
      quality: 'draft',
      notes: [...(assumed ? describeAssumption(heard, words) : []), ...refuseTerms(vocabulary).notes],
      ...(dropped.length === 0 ? {} : { dropped }),
    };
  }

  async #words(speech: SpeechInput, context: SphinxContext, scratch: string): Promise<readonly TranscriptWord[]> {
    const { durationSeconds } = speech;
    const { signal } = context;
    const silences = await detectSilences(this.tools, speech.audioPath, silenceSettings, { durationSeconds, signal });
    const words: TranscriptWord[] = [];
    const onSeconds = (upTo: number): void => {
      context.onProgress?.(upTo);
      // The program goes on while the transcript is built, so words after this time are left out.
      context.onHeard?.({ upTo, transcript: () => context.merge(words.filter(({ end }) => end <= upTo)) });
    };
    const wav = join(scratch, 'chunk.wav');
    for (const chunk of planChunks(durationSeconds, silences, this.options.maxChunkSeconds)) {
      await this.#decode(speech, chunk, wav, signal);
      await this.#recognise(wav, chunk, { words, onSeconds, signal });
      onSeconds(chunk.end);
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

  /** Adds the words of a chunk. */
  async #recognise(wav: string, chunk: Span, { words, onSeconds, signal }: Recognition): Promise<void> {
    const { hmm, lm, dict } = this.sphinx;
    const args = ['-infile', wav, '-hmm', hmm, '-lm', lm, '-dict', dict, '-time', 'yes'];
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
        if (end > done) onSeconds((done = end));
      },
    });
  }
}
