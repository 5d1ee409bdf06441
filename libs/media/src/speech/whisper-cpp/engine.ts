import { readFile, rm } from 'node:fs/promises';
import { RetryableError } from '@throughline/contracts';
import { noParts } from '../../parts/part-store.js';
import { speechNiceness } from '../../process/limits.js';
import { runTool } from '../../process/run-tool.js';
import { computeTimeLimit } from '../../process/time-limit.js';
import type { MediaTools } from '../../tools.js';
import type { SpeechEngine } from '../engine.js';
import type { SpeechContext, SpeechInput } from '../speech-input.js';
import type { ChunkTranscript } from '../chunk-transcript.js';
import { detectOnce, type DetectedLanguage } from '../detected-language.js';
import { withFirstSpeech } from '../first-speech.js';
import { partName, transcribeInChunks, type ChunkTranscriber } from '../transcribe-chunks.js';
import { chooseSpeechEngine } from '../language.js';
import { mergeTranscripts } from '../merge.js';
import type { Transcript, TranscriptNote } from '../../transcript/transcript.js';
import { buildPrompt } from '../vocabulary.js';
import { toWhisperCode, whisperLanguages } from '../whisper-languages.js';
import { parseDetectionLine } from './detection-line.js';
import type { WhisperModel } from './model-file.js';
import { readOutput } from './output.js';
import { CARRY_PROMPT, type WhisperProgram } from './program.js';

export interface WhisperCppOptions {
  readonly program: WhisperProgram;
  readonly modelPath: string;
  readonly model: WhisperModel;
  readonly threads: number;
  readonly scratchFolder: string;
  readonly maxChunkSeconds?: number;
  /** The limit for one chunk; default: a multiple of its length. */
  readonly timeLimitMs?: number;
}

/** Slow machines take several times as long as the speech lasts. */
const slowness = 10;
const chunkSeconds = 300;
const progressLine = /progress\s*=\s*(\d+)\s*%/;

/** Runs whisper.cpp on this machine, with the operator's model. No data leaves the machine. */
export class WhisperCppEngine implements SpeechEngine {
  readonly id = 'whisper-cpp';
  readonly languages: readonly string[];
  readonly detectsLanguage: boolean;

  constructor(
    private readonly tools: MediaTools,
    private readonly options: WhisperCppOptions,
  ) {
    const { isMultilingual } = options.model;
    this.languages = isMultilingual ? whisperLanguages : ['en'];
    this.detectsLanguage = isMultilingual;
  }

  async transcribe(input: SpeechInput, context: SpeechContext = {}): Promise<Transcript> {
    const choice = chooseSpeechEngine([this], input.language);
    if ('refused' in choice) throw new RangeError(`${this.id} does not support the language ${input.language}`);
    const { language, assumed } = choice;
    const detected = language === 'auto' ? await this.#detectLanguage(input, context) : undefined;
    const { model, scratchFolder, maxChunkSeconds = chunkSeconds } = this.options;
    const { text: prompt, notes } = buildPrompt(input.vocabulary ?? []);
    const { durationSeconds } = input;
    const made = { engine: this.id, model: model.name, quality: model.quality, durationSeconds, language };
    const requestNotes: readonly TranscriptNote[] = assumed ? ['language-assumed', ...notes] : notes;
    const work: ChunkTranscriber = {
      format: 'wav',
      maxSeconds: maxChunkSeconds,
      parallel: 1,
      // One language for all chunks: a chunk of noise must not change it.
      language: detected?.language ?? language,
      languages: this.languages,
      fingerprint: (spoken) => this.#fingerprint(spoken, prompt),
      scratchFolder,
      hear: (file, { start, end }, how) => this.#hear(file, { prompt, seconds: end - start, ...how }),
      merge: ({ chunks, silences }) => mergeTranscripts(chunks, { ...made, silences, notes: requestNotes, detected }),
    };
    return transcribeInChunks(this.tools, work, input, context);
  }

  #fingerprint(about: string, prompt?: string): string {
    const { program, model } = this.options;
    const settings = [program.binding, prompt && { prompt }].filter((part) => part !== undefined);
    return JSON.stringify([this.id, model.name, about, ...settings]);
  }

  #detectLanguage(input: SpeechInput, { parts = noParts, signal }: SpeechContext): Promise<DetectedLanguage> {
    const { scratchFolder } = this.options;
    const name = partName(this.#fingerprint('detect-language'), { start: 0, end: input.durationSeconds });
    return detectOnce(parts, name, async () => {
      const hear = (file: string, seconds: number): Promise<DetectedLanguage> => this.#hearLanguage(file, { seconds, signal });
      return (await withFirstSpeech(this.tools, input, { scratchFolder, signal }, hear)) ?? {};
    });
  }

  /** Returns nothing if the program does not tell the language: then it detects the language of each chunk. */
  async #hearLanguage(file: string, how: { seconds: number; signal: AbortSignal | undefined }): Promise<DetectedLanguage> {
    let found: DetectedLanguage | undefined;
    await this.#run(['--file', file, '--detect-language'], {
      ...how,
      onStderrLine: (line) => {
        found ??= parseDetectionLine(line);
      },
    });
    return found ?? {};
  }

  async #hear(
    file: string,
    how: {
      language: string;
      prompt: string | undefined;
      seconds: number;
      signal?: AbortSignal | undefined;
      onSeconds?: (seconds: number) => void;
    },
  ): Promise<ChunkTranscript> {
    const code = how.language === 'auto' ? 'auto' : toWhisperCode(how.language);
    const prefix = `${file}.heard`;
    const args = ['--file', file, '--language', code, '--output-json-full', '--output-file', prefix, '--print-progress'];
    // Words of a text begin with a blank for the model. A prompt that begins with a dash would be taken for an option.
    if (how.prompt !== undefined)
      args.push('--prompt', ` ${how.prompt}`, ...(this.options.program.carriesPrompt === true ? [CARRY_PROMPT] : []));
    try {
      await this.#run(args, {
        ...how,
        hidden: how.prompt === undefined ? [] : [how.prompt],
        onStderrLine: (line) => {
          const percent = progressLine.exec(line)?.[1];
          if (percent !== undefined) how.onSeconds?.((how.seconds * Number(percent)) / 100);
        },
      });
      const heard = readOutput(await readFile(`${prefix}.json`));
      if (heard === undefined) throw new RetryableError('engine-unreadable', 'The output of whisper.cpp cannot be read');
      return heard;
    } finally {
      await rm(`${prefix}.json`, { force: true });
    }
  }

  async #run(
    args: readonly string[],
    how: {
      seconds: number;
      signal?: AbortSignal | undefined;
      hidden?: readonly string[];
      onStderrLine: (line: string) => void;
    },
  ): Promise<void> {
    const { program, modelPath, threads, timeLimitMs = computeTimeLimit(how.seconds * slowness) } = this.options;
    await runTool(program.tool, ['--model', modelPath, '--threads', String(threads), ...args], {
      signal: how.signal,
      timeLimitMs,
      niceness: speechNiceness,
      hidden: how.hidden ?? [],
      // The program prints the transcript, which must not reach a log (TRN-12).
      onLine: () => undefined,
      onStderrLine: how.onStderrLine,
    });
  }
}
