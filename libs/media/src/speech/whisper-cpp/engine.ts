import { readFile, rm } from 'node:fs/promises';
import { RetryableError } from '@throughline/contracts';
import { throwIfAborted } from '../../errors.js';
import { speechNiceness } from '../../process/limits.js';
import { runTool } from '../../process/run-tool.js';
import { computeTimeLimit } from '../../process/time-limit.js';
import type { MediaTools } from '../../tools.js';
import type { SpeechEngine } from '../engine.js';
import type { SpeechContext, SpeechInput } from '../speech-input.js';
import type { ChunkTranscript } from '../chunk-transcript.js';
import { transcribeInChunks, type ChunkTranscriber } from '../transcribe-chunks.js';
import { chooseSpeechEngine } from '../language.js';
import { mergeTranscripts } from '../merge.js';
import type { Transcript } from '../transcript.js';
import { buildPrompt } from '../vocabulary.js';
import { toWhisperCode, whisperLanguages } from '../whisper-languages.js';
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
    const { program, model, scratchFolder, maxChunkSeconds = chunkSeconds } = this.options;
    const { text: prompt, notes } = buildPrompt(input.vocabulary ?? []);
    const work: ChunkTranscriber = {
      format: 'wav',
      maxSeconds: maxChunkSeconds,
      parallel: 1,
      fingerprint: JSON.stringify([
        this.id,
        model.name,
        language,
        ...[program.binding, prompt && { prompt }].filter((part) => part !== undefined),
      ]),
      scratchFolder,
      hear: (file, { start, end }, given) => this.#hear(file, { language, prompt, seconds: end - start, ...given }),
    };
    const { chunks, silences } = await transcribeInChunks(this.tools, work, input, context);
    context.onProgress?.(input.durationSeconds);
    throwIfAborted(context.signal);
    const { durationSeconds } = input;
    const made = { engine: this.id, model: model.name, quality: model.quality, durationSeconds, language, silences, notes };
    const transcript = mergeTranscripts(chunks, made);
    return assumed ? { ...transcript, notes: ['language-assumed', ...transcript.notes] } : transcript;
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
    const { program, modelPath, threads, timeLimitMs = computeTimeLimit(how.seconds * slowness) } = this.options;
    const code = how.language === 'auto' ? 'auto' : toWhisperCode(how.language);
    const prefix = `${file}.heard`;
    const args = ['--model', modelPath, '--file', file, '--language', code, '--threads', String(threads)];
    // Words of a text begin with a blank for the model. A prompt that begins with a dash would be taken for an option.
    if (how.prompt !== undefined)
      args.push('--prompt', ` ${how.prompt}`, ...(program.carriesPrompt === true ? [CARRY_PROMPT] : []));
    try {
      await runTool(program.tool, [...args, '--output-json-full', '--output-file', prefix, '--print-progress'], {
        signal: how.signal,
        timeLimitMs,
        niceness: speechNiceness,
        hidden: how.prompt === undefined ? [] : [how.prompt],
        // The program prints the transcript, which must not reach a log (TRN-12).
        onLine: () => undefined,
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
}
