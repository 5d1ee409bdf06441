import { parseForm, type Form } from '../serving/multipart.js';
import { checkDiarization, renderDiarizedJson } from './diarization.js';
import { OpenAiRefusal, unknownArgument, unknownModel } from './refusals.js';
import type { FakeSpeech, SpokenWord, TranscriptionRequest } from './speech.js';

const SINGLE = new Set(['model', 'language', 'prompt', 'response_format', 'temperature', 'chunking_strategy']);
const GRANULARITIES = 'timestamp_granularities[]';
const FORMATS = new Set(['json', 'text', 'srt', 'verbose_json', 'vtt', 'diarized_json']);
/** A tenth of a second at the lowest rate that clients send. */
const LEAST_BYTES = 400;
const LANGUAGE = /^[a-z]{2}$|^(haw|yue)$/;

export interface TranscriptionRules {
  readonly models: readonly string[];
  readonly maxBytes: number;
}

export function parseTranscriptionRequest(
  contentType: string,
  body: Buffer,
  { models, maxBytes }: TranscriptionRules,
): TranscriptionRequest {
  const form = parseForm(contentType, body, (message) => new OpenAiRefusal(400, message));
  const values = singleValues(form);
  const granularities = form.fields.filter(({ name }) => name === GRANULARITIES).map(({ value }) => value);
  const { bytes, container } = fileIn(form, maxBytes);
  const model = values.get('model') ?? '';
  if (!models.includes(model))
    throw model === '' ? new OpenAiRefusal(400, 'you must provide a model parameter') : unknownModel(model);
  checkValues(values, granularities);
  const asked: TranscriptionRequest = {
    audio: bytes,
    container,
    model,
    language: values.get('language'),
    prompt: values.get('prompt'),
    granularities,
    format: values.get('response_format') ?? 'json',
    chunkingStrategy: values.get('chunking_strategy'),
  };
  checkDiarization(asked);
  return asked;
}

function fileIn({ files }: Form, maxBytes: number): { readonly bytes: Buffer; readonly container: 'mp3' | 'wav' } {
  const [file, ...more] = files;
  if (file?.name !== 'file' || more.length > 0)
    throw new OpenAiRefusal(400, "you must provide a single 'file'", { param: 'file' });
  const { bytes, filename } = file;
  if (bytes.length > maxBytes)
    throw new OpenAiRefusal(
      413,
      `Maximum content size limit (${String(maxBytes)}) exceeded (${String(bytes.length)} bytes read)`,
    );
  const container = containerOf(bytes);
  if (container === undefined || !filename.endsWith(`.${container}`))
    throw new OpenAiRefusal(
      400,
      "Invalid file format. Supported formats: ['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'oga', 'ogg', 'wav', 'webm']",
    );
  if (bytes.length < LEAST_BYTES)
    throw new OpenAiRefusal(400, 'Audio file is too short. Minimum audio length is 0.1 seconds.', { code: 'audio_too_short' });
  return { bytes, container };
}

function singleValues({ fields }: Form): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { name, value } of fields) {
    if (name === GRANULARITIES) continue;
    // Without the brackets OpenAI knows no such field, and other servers ignore it silently.
    if (!SINGLE.has(name)) throw unknownArgument(name);
    if (values.has(name)) throw new OpenAiRefusal(400, `Duplicate parameter: ${name}`, { param: name });
    values.set(name, value);
  }
  return values;
}

const odd = (param: string, message: string): OpenAiRefusal => new OpenAiRefusal(400, message, { param });

function checkValues(values: ReadonlyMap<string, string>, granularities: readonly string[]): void {
  const format = values.get('response_format') ?? 'json';
  if (!FORMATS.has(format)) throw odd('response_format', `Invalid response_format: ${format}`);
  checkGranularities(granularities, format);
  const language = values.get('language') ?? 'en';
  if (!LANGUAGE.test(language))
    throw odd('language', `Invalid language '${language}'. Language parameter must be specified in ISO-639-1 format.`);
  const temperature = Number(values.get('temperature') ?? '0');
  if (!(temperature >= 0 && temperature <= 1)) throw odd('temperature', 'Invalid temperature');
}

function checkGranularities(granularities: readonly string[], format: string): void {
  const wrong = granularities.find((value) => value !== 'word' && value !== 'segment');
  if (wrong !== undefined) throw odd(GRANULARITIES, `Invalid value: '${wrong}'. Supported values are: 'word' and 'segment'.`);
  if (granularities.length > 0 && format !== 'verbose_json')
    throw odd(GRANULARITIES, 'timestamp_granularities require response_format verbose_json');
}

function containerOf(bytes: Buffer): 'mp3' | 'wav' | undefined {
  if (bytes.subarray(0, 4).toString('latin1') === 'RIFF') return 'wav';
  const [first = 0, second = 0] = bytes;
  const isFrame = first === 0xff && (second & 0xe0) === 0xe0;
  return isFrame || bytes.subarray(0, 3).toString('latin1') === 'ID3' ? 'mp3' : undefined;
}

const round = (seconds: number): number => Math.round(seconds * 100) / 100;

export const renderTranscription = (spoken: FakeSpeech, { format, granularities }: TranscriptionRequest): object =>
  format === 'diarized_json' ? renderDiarizedJson(spoken) : renderVerboseJson(spoken, granularities);

/** Returns `verbose_json` with exactly the requested granularities; the default is segments. */
function renderVerboseJson(spoken: FakeSpeech, granularities: readonly string[]): object {
  const { language, duration, words, over = {} } = spoken;
  const wantsSegments = granularities.length === 0 || granularities.includes('segment');
  const answer = {
    task: 'transcribe',
    language,
    duration: round(duration),
    text: words.map(({ word }) => word).join(' '),
    ...(granularities.includes('word')
      ? { words: words.map(({ word, start, end }) => ({ word, start: round(start), end: round(end) })) }
      : {}),
    ...(wantsSegments ? { segments: segmentsOf(words) } : {}),
  };
  return { ...answer, ...over };
}

const SEGMENT_WORDS = 12;

function segmentsOf(words: readonly SpokenWord[]): object[] {
  const segments: object[] = [];
  for (let at = 0; at < words.length; at += SEGMENT_WORDS) {
    const segmentWords = words.slice(at, at + SEGMENT_WORDS);
    segments.push({
      id: segments.length,
      seek: 0,
      start: round(segmentWords[0]?.start ?? 0),
      end: round(segmentWords.at(-1)?.end ?? 0),
      // OpenAI's texts begin with a blank.
      text: ` ${segmentWords.map(({ word }) => word).join(' ')}`,
      tokens: [],
      temperature: 0,
      avg_logprob: -0.25,
      compression_ratio: 1.2,
      no_speech_prob: 0.01,
    });
  }
  return segments;
}
