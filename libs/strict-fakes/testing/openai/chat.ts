import { isObject } from '@throughline/contracts';
import { OpenAiRefusal, unknownArgument, unknownModel } from './refusals.js';

export interface ChatMessage {
  readonly role: 'system' | 'developer' | 'user' | 'assistant';
  readonly content: string;
}

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  /** `text`, `json_object` or `json_schema`. */
  readonly format: string;
  readonly schema: unknown;
  readonly raw: Readonly<Record<string, unknown>>;
}

/** The model's answer: its text, or an object that also sets the end of the answer. */
export type ChatReply =
  | string
  | { readonly content: string | null; readonly finishReason?: 'stop' | 'length' | 'content_filter'; readonly refusal?: string };

const ARGUMENTS = new Set([
  'model',
  'messages',
  'temperature',
  'top_p',
  'n',
  'stream',
  'stop',
  'max_tokens',
  'max_completion_tokens',
  'presence_penalty',
  'frequency_penalty',
  'response_format',
  'seed',
  'tools',
  'tool_choice',
  'user',
]);
const ROLES = new Set(['system', 'developer', 'user', 'assistant']);
const FORMATS = new Set(['text', 'json_object', 'json_schema']);

type Json = Readonly<Record<string, unknown>>;
export interface ChatRules {
  readonly models: readonly string[];
  /** The limit for all messages together, which stands for the context length. */
  readonly maxCharacters: number;
}

export function parseChatRequest(contentType: string, body: Buffer, { models, maxCharacters }: ChatRules): ChatRequest {
  const raw = bodyOf(contentType, body);
  const unknown = Object.keys(raw).find((name) => !ARGUMENTS.has(name));
  if (unknown !== undefined) throw unknownArgument(unknown);
  const { model, messages, stream } = raw;
  if (typeof model !== 'string' || model === '') throw new OpenAiRefusal(400, 'you must provide a model parameter');
  if (!models.includes(model)) throw unknownModel(model);
  if (stream === true) throw new OpenAiRefusal(501, 'This fake does not stream');
  if (!Array.isArray(messages) || messages.length === 0)
    throw new OpenAiRefusal(400, "Invalid 'messages': empty array.", { param: 'messages', code: 'empty_array' });
  const parsed = messages.map((message: unknown, index) => messageOf(message, index));
  const characters = parsed.reduce((sum, { content }) => sum + content.length, 0);
  if (characters > maxCharacters)
    throw new OpenAiRefusal(400, "This model's maximum context length is exceeded.", {
      code: 'context_length_exceeded',
      param: 'messages',
    });
  return { model, messages: parsed, raw, ...formatOf(raw['response_format'], parsed) };
}

function bodyOf(contentType: string, body: Buffer): Json {
  if (!/^application\/json\b/i.test(contentType))
    throw new OpenAiRefusal(400, 'Unsupported content type', { code: 'unsupported_content_type' });
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    value = undefined;
  }
  if (!isObject(value)) throw new OpenAiRefusal(400, 'We could not parse the JSON body of your request.');
  return value;
}

function messageOf(message: unknown, index: number): ChatMessage {
  const param = `messages[${String(index)}]`;
  if (!isObject(message)) throw new OpenAiRefusal(400, `Invalid type for '${param}'`, { param });
  const { role, content, ...rest } = message;
  const odd = Object.keys(rest)[0];
  if (odd !== undefined) throw unknownArgument(`${param}.${odd}`);
  if (typeof role !== 'string' || !ROLES.has(role))
    throw new OpenAiRefusal(400, `Invalid value for '${param}.role'`, { param: `${param}.role` });
  if (typeof content !== 'string' || content === '')
    throw new OpenAiRefusal(400, `Invalid value for '${param}.content': expected a string, got null or an empty one.`, {
      param: `${param}.content`,
    });
  return { role: role as ChatMessage['role'], content };
}

const odd = (message: string, param = 'response_format'): OpenAiRefusal => new OpenAiRefusal(400, message, { param });

function formatOf(given: unknown, messages: readonly ChatMessage[]): Pick<ChatRequest, 'format' | 'schema'> {
  if (given === undefined) return { format: 'text', schema: undefined };
  const { type: format, json_schema: wrapped } = isObject(given) ? given : {};
  if (typeof format !== 'string' || !FORMATS.has(format)) throw odd("Invalid value for 'response_format.type'");
  if (format === 'json_schema') return { format, schema: schemaIn(wrapped) };
  if (format === 'json_object' && !messages.some(({ content }) => /json/i.test(content)))
    throw odd(
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
      'messages',
    );
  return { format, schema: undefined };
}

function schemaIn(wrapped: unknown): Json {
  const { name, schema } = isObject(wrapped) ? wrapped : {};
  if (typeof name !== 'string' || !isObject(schema)) throw odd("Missing required parameter: 'response_format.json_schema'.");
  return schema;
}

export function renderChatAnswer(reply: ChatReply, model: string, number: number): object {
  const { content, finishReason = 'stop', refusal = null } = typeof reply === 'string' ? { content: reply } : reply;
  return {
    id: `chatcmpl-fake-${String(number)}`,
    object: 'chat.completion',
    created: 1_700_000_000,
    model,
    choices: [{ index: 0, message: { role: 'assistant', content, refusal }, logprobs: null, finish_reason: finishReason }],
    usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
  };
}
