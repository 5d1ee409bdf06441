import { open } from 'node:fs/promises';
import type { Span } from '../trim/silence.js';

/** Each word is a tone. A multiple of 200 Hz, so that tones of different pitch are easy to tell apart. */
const PITCHES = { do: 400, re: 600, mi: 800, fa: 1_000, sol: 1_200, la: 1_400, ti: 1_600 } as const;
const VOCABULARY = Object.keys(PITCHES) as (keyof typeof PITCHES)[];

export interface ToneWord extends Span {
  readonly word: string;
}

const WORD_SECONDS = 0.35;
const PAUSE_SECONDS = 0.6;
const WORDS_OF_SENTENCE = 6;

/**
 * Returns words for a recording. Stretches of `stretchSeconds` with a pause after each sentence alternate with stretches
 * without any pause. Neighbours differ, and no phrase is repeated.
 */
export function writeToneScript(durationSeconds: number, stretchSeconds: number): readonly ToneWord[] {
  const words: ToneWord[] = [];
  let seed = 1;
  let pitch = 0;
  for (let start = PAUSE_SECONDS; start + WORD_SECONDS < durationSeconds - PAUSE_SECONDS;) {
    seed = (seed * 48_271) % 2_147_483_647;
    pitch = (pitch + 1 + (seed % (VOCABULARY.length - 1))) % VOCABULARY.length;
    words.push({ word: VOCABULARY[pitch] ?? '', start, end: start + WORD_SECONDS });
    const hasPauses = Math.floor(start / stretchSeconds) % 2 === 0;
    start += WORD_SECONDS + (hasPauses && words.length % WORDS_OF_SENTENCE === 0 ? PAUSE_SECONDS : 0);
  }
  return words;
}

const RATE = 8_000;
const PIECE_SECONDS = 60;

/** Writes the words as a WAV file of 8 kHz, piece by piece: three hours take 173 MB. */
export async function writeToneSpeech(path: string, words: readonly ToneWord[], durationSeconds: number): Promise<void> {
  const bytes = durationSeconds * RATE * 2;
  const file = await open(path, 'w');
  try {
    await file.write(wavHeader(bytes));
    let next = 0;
    for (let from = 0; from < durationSeconds; from += PIECE_SECONDS) {
      const samples = new Int16Array(Math.min(PIECE_SECONDS, durationSeconds - from) * RATE);
      const end = from + samples.length / RATE;
      for (let word = words[next]; word !== undefined && word.start < end; word = words[next]) {
        addTone(samples, word, from);
        if (word.end > end) break;
        next += 1;
      }
      await file.write(samples);
    }
  } finally {
    await file.close();
  }
}

function addTone(samples: Int16Array, { word, start, end }: ToneWord, from: number): void {
  const pitch = PITCHES[word as keyof typeof PITCHES];
  const first = Math.max(0, Math.round((start - from) * RATE));
  const last = Math.min(samples.length, Math.round((end - from) * RATE));
  for (let at = first; at < last; at += 1) samples[at] = 8_000 * Math.sin((2 * Math.PI * pitch * at) / RATE);
}

function wavHeader(bytes: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(bytes, 40);
  return header;
}

/** The rate of the chunks that engines receive, and the 20 ms whose pitch is measured. */
const CHUNK_RATE = 16_000;
const FRAME = 320;
const LOUD = 500;
const LEAST_FRAMES = 2;

/** Reads the words of a chunk (WAV, 16 kHz, mono) from its sound. Its memory does not depend on the length of the chunk. */
export async function readToneSpeech(path: string): Promise<readonly ToneWord[]> {
  const file = await open(path);
  try {
    const header = Buffer.alloc(4_096);
    await file.read(header, 0, header.length, 0);
    const data = header.indexOf('data') + 8;
    const words: ToneWord[] = [];
    const samples = new Int16Array(FRAME * 500);
    let word = '';
    let since = 0;
    let frame = 0;
    const finish = (): void => {
      const seconds = FRAME / CHUNK_RATE;
      // The frame in which one tone follows another has a pitch between them.
      if (word !== '' && frame - since >= LEAST_FRAMES) words.push({ word, start: since * seconds, end: frame * seconds });
    };
    for (;;) {
      const { bytesRead } = await file.read(samples, 0, samples.byteLength, data + frame * FRAME * 2);
      const frames = Math.floor(bytesRead / 2 / FRAME);
      for (let index = 0; index < frames; index += 1, frame += 1) {
        const heard = readFrame(samples.subarray(index * FRAME, (index + 1) * FRAME));
        if (heard === word) continue;
        finish();
        [word, since] = [heard, frame];
      }
      if (frames < samples.length / FRAME) break;
    }
    finish();
    return words;
  } finally {
    await file.close();
  }
}

/** Returns the word of a frame; empty if it is silent. */
function readFrame(samples: Int16Array): string {
  let sum = 0;
  let crossings = 0;
  for (let at = 1; at < samples.length; at += 1) {
    const [before, sample] = [samples[at - 1] ?? 0, samples[at] ?? 0];
    sum += Math.abs(sample);
    if (before < 0 !== sample < 0) crossings += 1;
  }
  if (sum / samples.length < LOUD) return '';
  const pitch = (crossings / 2) * (CHUNK_RATE / FRAME);
  return VOCABULARY.find((word) => Math.abs(PITCHES[word] - pitch) <= 100) ?? '';
}
