import { measureAudio } from './audio-length.js';
import { OpenAiRefusal } from './refusals.js';
import type { FakeSpeech, SpokenWord, TranscriptionRequest } from './speech.js';

/** A model with this end of its name tells speakers apart, as `gpt-4o-transcribe-diarize` does. */
const DIARIZING = /-diarize$/;
const FORMATS = new Set(['json', 'text', 'diarized_json']);
const LONGEST_WITHOUT_STRATEGY_S = 30;
const LONGEST_S = 1_400;

const odd = (param: string | undefined, message: string): OpenAiRefusal =>
  new OpenAiRefusal(400, message, { code: 'invalid_value', ...(param === undefined ? {} : { param }) });

function isStrategy(value: string): boolean {
  if (value === 'auto') return true;
  try {
    return (JSON.parse(value) as { readonly type?: unknown } | null)?.type === 'server_vad';
  } catch {
    return false;
  }
}

function checkLength({ audio, container, chunkingStrategy }: TranscriptionRequest): void {
  const seconds = measureAudio(audio, container);
  if (seconds > LONGEST_WITHOUT_STRATEGY_S && chunkingStrategy === undefined)
    throw odd('chunking_strategy', 'chunking_strategy is required for diarization models');
  if (seconds > LONGEST_S)
    throw odd(
      undefined,
      `audio duration ${String(seconds)} seconds is longer than ${String(LONGEST_S)} seconds which is the maximum for this model`,
    );
}

/** Refuses what OpenAI refuses of models that tell speakers apart, and `diarized_json` of other models. */
export function checkDiarization(asked: TranscriptionRequest): void {
  const { model, format, chunkingStrategy, granularities, prompt } = asked;
  if (chunkingStrategy !== undefined && !isStrategy(chunkingStrategy))
    throw odd('chunking_strategy', `Invalid value for 'chunking_strategy': ${chunkingStrategy}`);
  const isDiarizing = DIARIZING.test(model);
  if (isDiarizing ? !FORMATS.has(format) : format === 'diarized_json')
    throw odd('response_format', `response_format '${format}' is not compatible with model '${model}'`);
  if (!isDiarizing) return;
  if (prompt !== undefined) throw odd('prompt', 'Prompt is not supported for diarization models');
  if (granularities.length > 0)
    throw odd('timestamp_granularities[]', 'timestamp_granularities are not supported for diarization models');
  checkLength(asked);
}

/** Returns `diarized_json`: turns with labels, without times of words and without the language. */
export function renderDiarizedJson({ duration, words, over = {} }: FakeSpeech): object {
  const turns: SpokenWord[][] = [];
  for (const word of words) {
    if (turns.length > 0 && turns.at(-1)?.at(-1)?.speaker === word.speaker) turns.at(-1)?.push(word);
    else turns.push([word]);
  }
  return {
    task: 'transcribe',
    duration,
    text: words.map(({ word }) => word).join(' '),
    segments: turns.map((turn, index) => ({
      type: 'transcript.text.segment',
      id: `seg_${String(index)}`,
      speaker: turn[0]?.speaker ?? 'A',
      start: turn[0]?.start ?? 0,
      end: turn.at(-1)?.end ?? 0,
      text: ` ${turn.map(({ word }) => word).join(' ')}`,
    })),
    usage: { type: 'duration', seconds: Math.ceil(duration) },
    ...over,
  };
}
