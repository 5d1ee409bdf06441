import { createHash } from 'node:crypto';
import { EndpointClient } from '../../endpoint/client.js';
import type { EngineEndpoint } from '../../endpoint/endpoint.js';
import { jsonBody } from '../../endpoint/multipart.js';
import { unreadableError } from '../../endpoint/refusal.js';
import { throwIfAborted } from '../../errors.js';
import { noParts } from '../../parts/part-store.js';
import type { Transcript } from '../../transcript/transcript.js';
import type { TopicContext, TopicEngine } from '../engine.js';
import type { Granularity, TopicResult } from '../topic.js';
import { assembleTopics } from './assemble-topics.js';
import { buildPrompt, buildRepairMessages, type Message } from './prompt.js';
import { readModelAnswer, parseModelTopics, wantedSchema, type ModelTopic } from './reply.js';
import { splitIntoWindows, type Window } from './windows.js';

export interface OpenAiTopicSettings {
  readonly id: string;
  readonly endpoint: EngineEndpoint;
  readonly model: string;
  readonly responseFormat: 'json_schema' | 'json_object' | 'none';
  readonly windowCharacters: number;
  readonly granularity: Granularity;
}

const formats = {
  json_schema: { type: 'json_schema', json_schema: { name: 'topics', strict: true, schema: wantedSchema } },
  json_object: { type: 'json_object' },
  none: undefined,
} as const;

/** An engine for any server with OpenAI's `/chat/completions`. */
export class OpenAiTopicEngine implements TopicEngine {
  readonly id: string;
  readonly #client: EndpointClient;

  constructor(private readonly settings: OpenAiTopicSettings) {
    this.id = settings.id;
    this.#client = new EndpointClient(settings.endpoint);
  }

  async extract(transcript: Transcript, context: TopicContext = {}): Promise<TopicResult> {
    throwIfAborted(context.signal);
    const { model, windowCharacters, granularity: usual } = this.settings;
    const granularity = context.granularity ?? usual;
    const windows = splitIntoWindows(transcript, windowCharacters);
    const found: { window: Window; topics: readonly ModelTopic[] }[] = [];
    for (const window of windows) {
      found.push({ window, topics: await this.#topicsOf(window, { granularity, language: transcript.language }, context) });
      context.onProgress?.(found.length / windows.length);
    }
    return { engine: this.id, model, topics: assembleTopics(found, transcript.durationSeconds, granularity) };
  }

  async #topicsOf(
    window: Window,
    how: { granularity: Granularity; language: string },
    { signal, parts = noParts }: TopicContext,
  ): Promise<readonly ModelTopic[]> {
    const name = this.#partName(window, how);
    const stored = parseModelTopics((await parts.load(name)) ?? '');
    if (!('problem' in stored)) return stored;
    const messages = buildPrompt(window, how);
    const first = await this.#ask(messages, signal);
    const repaired =
      'problem' in first ? await this.#ask([...messages, ...buildRepairMessages(first.answer, first.problem)], signal) : first;
    if ('problem' in repaired) throw unreadableError(this.settings.endpoint, `${repaired.problem}, twice`);
    await parts.save(name, JSON.stringify({ topics: repaired.topics }));
    return repaired.topics;
  }

  async #ask(
    messages: readonly Message[],
    signal: AbortSignal | undefined,
  ): Promise<{ readonly topics: readonly ModelTopic[] } | { readonly problem: string; readonly answer: string }> {
    const { model, responseFormat, endpoint } = this.settings;
    const format = formats[responseFormat];
    const body = jsonBody({ model, messages, ...(format === undefined ? {} : { response_format: format }) });
    const answer = readModelAnswer(await this.#client.post('/chat/completions', body, { signal }));
    if (answer === undefined) throw unreadableError(endpoint, 'it is no answer of a model');
    const topics = answer.isCut ? { problem: 'it was cut off; say less' } : parseModelTopics(answer.content);
    return 'problem' in topics ? { ...topics, answer: answer.content } : { topics };
  }

  #partName(window: Window, how: object): string {
    const { id, endpoint, model } = this.settings;
    const about = JSON.stringify([id, endpoint.baseUrl, model, how, window]);
    return createHash('sha256').update(about).digest('hex').slice(0, 32);
  }
}
