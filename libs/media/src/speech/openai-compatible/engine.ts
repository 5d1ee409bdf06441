import { PermanentError } from '@throughline/contracts';
import { EndpointClient } from '../../endpoint/client.js';
import type { EngineEndpoint } from '../../endpoint/endpoint.js';
import { formBody } from '../../endpoint/multipart.js';
import { unreadableError } from '../../endpoint/refusal.js';
import type { MediaTools } from '../../tools.js';
import type { Span } from '../../trim/silence.js';
import type { SpeechBatch } from '../batch.js';
import type { SpeechEngine } from '../engine.js';
import type { SpeechContext, SpeechInput } from '../speech-input.js';
import type { ChunkTranscript, ChunkTranscripts } from '../chunk-transcript.js';
import { transcribeInChunks, type ChunkContext, type ChunkTranscriber } from '../transcribe-chunks.js';
import { chooseSpeechEngine } from '../language.js';
import { mergeTranscripts, type MergeSettings } from '../merge.js';
import type { Transcript, TranscriptNote } from '../../transcript/transcript.js';
import { buildPrompt, refuseTerms, type VocabularyPrompt } from '../vocabulary.js';
import { isSameLanguage, toWhisperCode } from '../whisper-languages.js';
import { OpenAiBatch, type BatchSettings } from './batch.js';
import { readReply } from './reply.js';
import { toChunkTranscript } from './words.js';

export interface OpenAiSpeechSettings {
  readonly id: string;
  readonly endpoint: EngineEndpoint;
  readonly model: string;
  readonly languages: readonly string[];
  readonly detectsLanguage: boolean;
  readonly maxBytes: number;
  readonly chunkSeconds: number;
  readonly parallel: number;
  readonly quality: Transcript['quality'];
  /** Sent to the engine before the vocabulary of the recording. */
  readonly prompt?: string | undefined;
  /** Asks for `diarized_json`, which names speakers, but has no times of words and allows no prompt. */
  readonly diarize?: boolean | undefined;
  /** False if the model refuses or ignores a prompt. Default: true, unless `diarize` is set. */
  readonly takesPrompt?: boolean | undefined;
  readonly batch?: BatchSettings | undefined;
}

const timedFormat = [
  ['response_format', 'verbose_json'],
  ['timestamp_granularities[]', 'word'],
  ['timestamp_granularities[]', 'segment'],
  ['temperature', '0'],
] as const;
/** OpenAI requires a chunking strategy for more than 30 seconds of speech. */
const diarizedFormat = [
  ['response_format', 'diarized_json'],
  ['chunking_strategy', 'auto'],
] as const;

/** 64 kbit/s, the rate of the chunks; some of the room is left for the frame of the file. */
const bytesPerSecond = 8_000;
const roomFor = 0.95;

export const computeMaxChunkSeconds = (maxBytes: number, chunkSeconds: number): number =>
  Math.max(1, Math.min(chunkSeconds, Math.floor((maxBytes * roomFor) / bytesPerSecond)));

/** An engine for any server with OpenAI's `/audio/transcriptions`, hosted or self-hosted. */
export class OpenAiSpeechEngine implements SpeechEngine {
  readonly id: string;
  readonly languages: readonly string[];
  readonly detectsLanguage: boolean;
  readonly batch?: SpeechBatch;
  readonly #client: EndpointClient;

  constructor(
    private readonly tools: MediaTools,
    private readonly settings: OpenAiSpeechSettings,
    private readonly scratchFolder: string,
  ) {
    ({ id: this.id, languages: this.languages, detectsLanguage: this.detectsLanguage } = settings);
    this.#client = new EndpointClient(settings.endpoint);
    if (settings.batch !== undefined)
      this.batch = new OpenAiBatch(settings.batch, {
        tools,
        endpoint: settings.endpoint,
        scratchFolder,
        maxSeconds: computeMaxChunkSeconds(settings.batch.maxBytes, Number.MAX_SAFE_INTEGER),
        fields: (input) => this.#fields(this.#languageOf(input), this.#promptOf(input)),
        parseAnswer: (value, span, input) => this.#parseAnswer(value, span, this.#languageOf(input)),
        merge: (input, heard) => this.#merge(input, heard),
      });
  }

  async transcribe(input: SpeechInput, context: SpeechContext = {}): Promise<Transcript> {
    const [language, prompt] = [this.#languageOf(input), this.#promptOf(input)];
    const { chunkSeconds, maxBytes, parallel } = this.settings;
    const work: ChunkTranscriber = {
      format: 'mp3',
      maxSeconds: computeMaxChunkSeconds(maxBytes, chunkSeconds),
      parallel,
      language,
      languages: this.languages,
      fingerprint: (spoken) => this.#fingerprint(spoken, prompt),
      scratchFolder: this.scratchFolder,
      hear: (file, span, chunk) => this.#transcribe(file, span, { requested: language, prompt, ...chunk }),
      merge: (heard) => this.#merge(input, heard),
    };
    return transcribeInChunks(this.tools, work, input, context);
  }

  async #transcribe(
    file: string,
    span: Span,
    { requested, prompt, language, signal }: ChunkContext & { requested: string; prompt: VocabularyPrompt },
  ): Promise<ChunkTranscript> {
    const part = { field: 'file', name: 'speech.mp3', type: 'audio/mpeg', path: file };
    const body = await formBody(this.#fields(language, prompt), part);
    return this.#parseAnswer(await this.#client.post('/audio/transcriptions', body, { signal }), span, requested);
  }

  /** Refuses an answer in another language than a person requested. A detected language may be wrong. */
  #parseAnswer(value: unknown, { start, end }: Span, language: string): ChunkTranscript {
    const reply = readReply(value);
    if (reply === undefined) throw unreadableError(this.settings.endpoint, 'it is no transcript');
    const heard = toChunkTranscript(reply, end - start);
    const answered = heard.language;
    if (language !== 'auto' && answered !== undefined && heard.words.length > 0 && !isSameLanguage(language, answered))
      throw new PermanentError(
        'engine-wrong-language',
        `The engine ${this.id} was asked for ${language}, but wrote ${answered}: it may not support ${language}`,
      );
    return heard;
  }

  #fields(language: string, { text: prompt }: VocabularyPrompt): (readonly [string, string])[] {
    const { model, diarize = false } = this.settings;
    return [
      ['model', model],
      ...(diarize ? diarizedFormat : timedFormat),
      ...(language === 'auto' ? [] : [['language', toWhisperCode(language)] as const]),
      ...(prompt === undefined ? [] : [['prompt', prompt] as const]),
    ];
  }

  #languageOf(input: SpeechInput): string {
    const choice = chooseSpeechEngine([this], input.language);
    if ('refused' in choice) throw new RangeError(`${this.id} does not support the language ${input.language}`);
    return choice.language;
  }

  #promptOf({ vocabulary = [] }: SpeechInput): VocabularyPrompt {
    const { prompt, diarize = false, takesPrompt = !diarize } = this.settings;
    return takesPrompt ? buildPrompt(vocabulary, prompt) : refuseTerms(vocabulary);
  }

  #merge(input: SpeechInput, { chunks, silences }: ChunkTranscripts): Transcript {
    return mergeTranscripts(chunks, { ...this.#describeResult(input), silences });
  }

  #describeResult(input: SpeechInput): Omit<MergeSettings, 'silences'> {
    const { id, model, quality } = this.settings;
    const language = this.#languageOf(input);
    const isAssumed = input.language === 'auto' && language !== 'auto';
    const notes: readonly TranscriptNote[] = [
      ...(isAssumed ? ['language-assumed' as const] : []),
      ...this.#promptOf(input).notes,
    ];
    return { engine: id, model, quality, durationSeconds: input.durationSeconds, language, notes };
  }

  #fingerprint(language: string, { text: prompt = '' }: VocabularyPrompt): string {
    const { id, endpoint, model, diarize = false } = this.settings;
    return JSON.stringify([id, endpoint.baseUrl, model, language, prompt, ...(diarize ? ['diarize'] : [])]);
  }
}
