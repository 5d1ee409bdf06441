import {
  EndpointClient,
  jsonBody,
  buildRepairMessages,
  readModelAnswer,
  unreadableError,
  type EngineEndpoint,
  type Message,
} from '@throughline/media';
import type { Hints, Metadata, MetadataContext, MetadataEngine } from './metadata.js';
import { buildPrompt } from './prompt.js';
import { parseModelMetadata, wantedSchema, type ModelMetadata } from './reply.js';

export interface OpenAiMetadataSettings {
  readonly id: string;
  readonly endpoint: EngineEndpoint;
  readonly model: string;
  readonly responseFormat: 'json_schema' | 'json_object' | 'none';
  /** The maximum length of the text in a request. Of a longer document, only beginning and end are sent. */
  readonly characters: number;
}

const formats = {
  json_schema: { type: 'json_schema', json_schema: { name: 'document', strict: true, schema: wantedSchema } },
  json_object: { type: 'json_object' },
  none: undefined,
} as const;

/** An engine for any server with OpenAI's `/chat/completions`. */
export class OpenAiMetadata implements MetadataEngine {
  readonly id: string;
  readonly #client: EndpointClient;

  constructor(private readonly settings: OpenAiMetadataSettings) {
    this.id = settings.id;
    this.#client = new EndpointClient(settings.endpoint);
  }

  async extract(text: string, hints: Hints, { signal, model = this.settings.model }: MetadataContext = {}): Promise<Metadata> {
    const messages = buildPrompt(text, hints, this.settings.characters);
    const first = await this.#ask(messages, model, signal);
    const repaired =
      'problem' in first
        ? await this.#ask([...messages, ...buildRepairMessages(first.answer, first.problem)], model, signal)
        : first;
    if ('problem' in repaired) throw unreadableError(this.settings.endpoint, `${repaired.problem}, twice`);
    return { engine: this.id, model, ...repaired.described };
  }

  async #ask(
    messages: readonly Message[],
    model: string,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly described: ModelMetadata } | { readonly problem: string; readonly answer: string }> {
    const format = formats[this.settings.responseFormat];
    const body = jsonBody({ model, messages, ...(format === undefined ? {} : { response_format: format }) });
    const answer = readModelAnswer(await this.#client.post('/chat/completions', body, { signal }));
    if (answer === undefined) throw unreadableError(this.settings.endpoint, 'it is no answer of a model');
    const described = answer.isCut ? { problem: 'it was cut off; say less' } : parseModelMetadata(answer.content);
    return 'problem' in described ? { ...described, answer: answer.content } : { described };
  }
}
