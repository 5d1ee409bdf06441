import { join } from 'node:path';
import { throwIfAborted } from '../errors.js';
import { withScratch } from '../scratch/scratch.js';
import type { MediaTools } from '../tools.js';
import { detectSilences, type Span } from '../trim/silence.js';
import type { SpeechInput } from './speech-input.js';
import { cutChunk } from './transcribe-chunks.js';

/** The level at which TRIM cuts. Pauses between phrases are this long. */
const silenceSettings = { thresholdDb: -40, minSeconds: 0.3 };
/** Whisper detects the language from one window of 30 seconds. */
const windowSeconds = 30;
/** Speakers pause to breathe; music and noise last longer without a pause. */
const longestPhrase = 15;
/** A click or a cough before a long silence is not enough to detect a language. */
const leastSound = 5;
/** The part of a recording that is searched at a time: most recordings begin with speech. */
const partSeconds = 300;
/** If there was sound but no pause in half an hour, the speaker never pauses audibly. */
const mostSeconds = 1_800;

function findSounds({ start, end }: Span, silences: readonly Span[]): readonly Span[] {
  const sounds: Span[] = [];
  let at = start;
  for (const silence of silences) {
    if (silence.start > at) sounds.push({ start: at, end: silence.start });
    at = Math.max(at, silence.end);
  }
  return at < end ? [...sounds, { start: at, end }] : sounds;
}

export interface SpeechWindow extends Span {
  /** True if the window begins with a phrase as short as speech, and holds enough sound. */
  readonly isLikely: boolean;
}

/**
 * Returns the window of at most 30 seconds that begins with the first sound that may be a phrase. If there is none, returns the
 * window with the most sound, and `undefined` if everything is silent. Silence alone cannot tell speech from other sounds with
 * pauses.
 */
export function chooseSpeechWindow(part: Span, silences: readonly Span[]): SpeechWindow | undefined {
  const sounds = findSounds(part, silences);
  const windows = sounds.map((sound) => {
    const { start } = sound;
    const end = Math.min(part.end, start + windowSeconds);
    const heard = sounds.reduce((sum, one) => sum + Math.max(0, Math.min(one.end, end) - Math.max(one.start, start)), 0);
    return { start, end, heard, isLikely: sound.end - start <= longestPhrase && heard >= leastSound };
  });
  const [most] = [...windows].sort((one, other) => other.heard - one.heard);
  const best = windows.find(({ isLikely }) => isLikely) ?? most;
  return best && { start: best.start, end: best.end, isLikely: best.isLikely };
}

/** Searches the recording part by part, until a part has a window that is likely to hold speech. */
export async function findFirstSpeech(
  tools: MediaTools,
  { audioPath, durationSeconds }: Pick<SpeechInput, 'audioPath' | 'durationSeconds'>,
  signal: AbortSignal | undefined,
): Promise<Span | undefined> {
  let first: Span | undefined;
  for (let start = 0; start < durationSeconds && (first === undefined || start < mostSeconds); start += partSeconds) {
    throwIfAborted(signal);
    const end = Math.min(start + partSeconds, durationSeconds);
    const silences = await detectSilences(tools, audioPath, silenceSettings, {
      durationSeconds: end - start,
      ...(start === 0 && end === durationSeconds ? {} : { from: start }),
      signal,
    });
    const window = chooseSpeechWindow({ start, end }, silences);
    if (window?.isLikely === true) return window;
    first ??= window;
  }
  return first;
}

/** Cuts out the first speech as WAV and returns what `use` makes of it. Returns `undefined` if the recording is silent. */
export async function withFirstSpeech<T>(
  tools: MediaTools,
  input: SpeechInput,
  { scratchFolder, signal }: { scratchFolder: string; signal: AbortSignal | undefined },
  use: (file: string, seconds: number) => Promise<T>,
): Promise<T | undefined> {
  const span = await findFirstSpeech(tools, input, signal);
  if (span === undefined) return undefined;
  return withScratch(scratchFolder, async (scratch) => {
    const file = join(scratch, 'first-speech.wav');
    await cutChunk(tools, input, { span, format: 'wav', to: file }, signal);
    return use(file, span.end - span.start);
  });
}
