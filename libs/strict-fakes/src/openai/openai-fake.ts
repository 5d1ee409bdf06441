import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { FakeService } from '../serving/fake-service.js';
import { Batches, type BatchStatus, type FakeBatch } from './batches.js';
import { chatAnswer, readChat, type AskedChat, type ChatReply } from './chat.js';
import { Refused, json, refusalAnswer } from './refusals.js';
import { readTranscription, verboseJson, type AskedTranscription, type Spoken } from './transcriptions.js';

export interface OpenAiFakeOptions {
  readonly key?: string;
  readonly models?: readonly string[];
  /** Of one file; 25 MiB as the real one has it. */
  readonly maxBytes?: number;
  /** Of all messages of a question together. */
  readonly maxCharacters?: number;
  /** What it hears in a recording; nothing where it is left out. */
  readonly hear?: (asked: AskedTranscription) => Spoken | Promise<Spoken>;
  /** What its model says. */
  readonly reply?: (asked: AskedChat) => ChatReply | Promise<ChatReply>;
  /** To which batches belong. */
  readonly account?: string;
}

export const FAKE_OPENAI_KEY = 'sk-fake-0123456789abcdefghijklmnopqrstuv';
export const FAKE_OPENAI_MODEL = 'fake-1';
const MAX_BYTES = 25 * 1024 * 1024;
const MAX_CHARACTERS = 400_000;

/**
 * Transcriptions, batches of them, and chat completions, for whoever has the key. It refuses what the real one refuses: fields that it does
 * not know, a list that is not sent as `name[]`, files that are too large or no sound, models that are not there. What is said comes from
 * the spec; all is kept in memory.
 */
export class OpenAiFake extends FakeService {
  /** Every recording that was taken for transcription at once, in order. */
  readonly transcriptions: AskedTranscription[] = [];
  /** Every question that was taken. */
  readonly chats: AskedChat[] = [];
  readonly key: string;
  readonly #batches: Batches;
  readonly #hear: (asked: AskedTranscription) => Spoken | Promise<Spoken>;

  private constructor(private readonly options: OpenAiFakeOptions) {
    super();
    this.key = options.key ?? FAKE_OPENAI_KEY;
    this.#hear = options.hear ?? (() => ({ language: 'english', duration: 0, words: [] }));
    this.#batches = new Batches(options.account ?? 'fake-account', this.#hear);
  }

  static start(options: OpenAiFakeOptions = {}): Promise<OpenAiFake> {
    return new OpenAiFake(options).serve();
  }

  /** With the version, as clients want it. */
  get baseUrl(): string {
    return `${this.origin}/v1`;
  }
  get batches(): readonly FakeBatch[] {
    return this.#batches.all;
  }
  /** Ends all batches that are still at work. */
  endBatches(status: BatchStatus = 'completed'): void {
    this.#batches.end(status);
  }
  protected async answer(request: FakeRequest): Promise<FakeAnswer> {
    try {
      this.#authorize(request);
      return json(200, await this.#route(request));
    } catch (error) {
      if (error instanceof Refused) return refusalAnswer(error);
      throw error;
    }
  }

  /** Its words repeat the key, as those of the real one do in part: a client must not hand them on. */
  #authorize({ headers }: FakeRequest): void {
    const given = headers['authorization'];
    if (given === undefined) throw new Refused(401, "You didn't provide an API key.");
    if (given !== `Bearer ${this.key}`)
      throw new Refused(401, `Incorrect API key provided: ${given.replace(/^Bearer /, '')}.`, { code: 'invalid_api_key' });
  }

  async #route(request: FakeRequest): Promise<object> {
    const { method, path } = request;
    if (method === 'POST' && path === '/v1/audio/transcriptions') return await this.#transcribe(request);
    if (method === 'POST' && path === '/v1/chat/completions') return await this.#chat(request);
    const batch = /^\/v1\/accounts\/([^/]+)\/batch_job\/([^/]+)$/.exec(path);
    if (method === 'GET' && batch !== null)
      return await this.#batches.look(decodeURIComponent(batch[1] ?? ''), decodeURIComponent(batch[2] ?? ''));
    throw new Refused(404, `Invalid URL (${method} ${path})`);
  }

  async #transcribe({ headers, body, query }: FakeRequest): Promise<object> {
    const rules = { models: this.#models, maxBytes: this.options.maxBytes ?? MAX_BYTES };
    const asked = readTranscription(headers['content-type'] ?? '', body, rules);
    if (query.has('endpoint_id')) return this.#batches.submit(asked);
    this.transcriptions.push(asked);
    return verboseJson(await this.#hear(asked), asked.granularities);
  }

  async #chat({ headers, body }: FakeRequest): Promise<object> {
    const rules = { models: this.#models, maxCharacters: this.options.maxCharacters ?? MAX_CHARACTERS };
    const asked = readChat(headers['content-type'] ?? '', body, rules);
    this.chats.push(asked);
    if (this.options.reply === undefined) throw new Refused(501, 'This fake was given nothing to say');
    return chatAnswer(await this.options.reply(asked), asked.model, this.chats.length);
  }

  get #models(): readonly string[] {
    return this.options.models ?? [FAKE_OPENAI_MODEL];
  }
}
