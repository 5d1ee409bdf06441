import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { FakeService } from '../serving/fake-service.js';
import { Batches, type BatchStatus, type FakeBatch } from './batches.js';
import { renderChatAnswer, parseChatRequest, type ChatRequest, type ChatReply } from './chat.js';
import { OpenAiRefusal, json, refusalAnswer } from './refusals.js';
import type { FakeSpeech, TranscriptionRequest } from './speech.js';
import { parseTranscriptionRequest, renderTranscription } from './transcriptions.js';

export interface OpenAiFakeOptions {
  readonly key?: string;
  readonly models?: readonly string[];
  /** The limit for one file; 25 MiB by default, as at OpenAI. */
  readonly maxBytes?: number;
  /** The limit for all messages of a request together. */
  readonly maxCharacters?: number;
  /** Returns the speech in a recording. The default is silence. */
  readonly hear?: (asked: TranscriptionRequest) => FakeSpeech | Promise<FakeSpeech>;
  readonly reply?: (asked: ChatRequest) => ChatReply | Promise<ChatReply>;
  readonly account?: string;
}

export const FAKE_OPENAI_KEY = 'sk-fake-0123456789abcdefghijklmnopqrstuv';
export const FAKE_OPENAI_MODEL = 'fake-1';
export const FAKE_DIARIZING_MODEL = 'fake-1-diarize';
const MAX_BYTES = 25 * 1024 * 1024;
const MAX_CHARACTERS = 400_000;

/**
 * Transcriptions, batches of them and chat completions, for clients with the key. Refuses what OpenAI refuses: unknown fields,
 * a list that is not sent as `name[]`, files that are too large or no audio, missing models. The spec supplies the contents;
 * everything is kept in memory.
 */
export class OpenAiFake extends FakeService {
  /** In order of arrival. */
  readonly transcriptions: TranscriptionRequest[] = [];
  readonly chats: ChatRequest[] = [];
  readonly key: string;
  readonly #batches: Batches;
  readonly #hear: (asked: TranscriptionRequest) => FakeSpeech | Promise<FakeSpeech>;

  private constructor(private readonly options: OpenAiFakeOptions) {
    super();
    this.key = options.key ?? FAKE_OPENAI_KEY;
    this.#hear = options.hear ?? (() => ({ language: 'english', duration: 0, words: [] }));
    this.#batches = new Batches(options.account ?? 'fake-account', this.#hear);
  }

  static start(options: OpenAiFakeOptions = {}): Promise<OpenAiFake> {
    return new OpenAiFake(options).serve();
  }

  /** Includes the version, as clients are configured with it. */
  get baseUrl(): string {
    return `${this.origin}/v1`;
  }
  get batches(): readonly FakeBatch[] {
    return this.#batches.all;
  }
  endBatches(status: BatchStatus = 'completed'): void {
    this.#batches.end(status);
  }
  protected async answer(request: FakeRequest): Promise<FakeAnswer> {
    try {
      this.#authorize(request);
      return json(200, await this.#route(request));
    } catch (error) {
      if (error instanceof OpenAiRefusal) return refusalAnswer(error);
      throw error;
    }
  }

  /** The error repeats the key, as OpenAI's does in part: a client must not pass it on. */
  #authorize({ headers }: FakeRequest): void {
    const given = headers['authorization'];
    if (given === undefined) throw new OpenAiRefusal(401, "You didn't provide an API key.");
    if (given !== `Bearer ${this.key}`)
      throw new OpenAiRefusal(401, `Incorrect API key provided: ${given.replace(/^Bearer /, '')}.`, { code: 'invalid_api_key' });
  }

  async #route(request: FakeRequest): Promise<object> {
    const { method, path } = request;
    if (method === 'POST' && path === '/v1/audio/transcriptions') return await this.#transcribe(request);
    if (method === 'POST' && path === '/v1/chat/completions') return await this.#chat(request);
    const batch = /^\/v1\/accounts\/([^/]+)\/batch_job\/([^/]+)$/.exec(path);
    if (method === 'GET' && batch !== null)
      return await this.#batches.look(decodeURIComponent(batch[1] ?? ''), decodeURIComponent(batch[2] ?? ''));
    throw new OpenAiRefusal(404, `Invalid URL (${method} ${path})`);
  }

  async #transcribe({ headers, body, query }: FakeRequest): Promise<object> {
    const rules = { models: this.#models, maxBytes: this.options.maxBytes ?? MAX_BYTES };
    const asked = parseTranscriptionRequest(headers['content-type'] ?? '', body, rules);
    if (query.has('endpoint_id')) return this.#batches.submit(asked);
    this.transcriptions.push(asked);
    return renderTranscription(await this.#hear(asked), asked);
  }

  async #chat({ headers, body }: FakeRequest): Promise<object> {
    const rules = { models: this.#models, maxCharacters: this.options.maxCharacters ?? MAX_CHARACTERS };
    const asked = parseChatRequest(headers['content-type'] ?? '', body, rules);
    this.chats.push(asked);
    if (this.options.reply === undefined) throw new OpenAiRefusal(501, 'This fake was given nothing to say');
    return renderChatAnswer(await this.options.reply(asked), asked.model, this.chats.length);
  }

  get #models(): readonly string[] {
    return this.options.models ?? [FAKE_OPENAI_MODEL, FAKE_DIARIZING_MODEL];
  }
}
