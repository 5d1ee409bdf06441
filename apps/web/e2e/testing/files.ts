import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface ChosenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export const createShortTalk = (): ChosenFile => ({
  name: 'short-talk.mp4',
  mimeType: 'video/mp4',
  buffer: readFileSync(fileURLToPath(new URL('../../../../assets/short-talk.mp4', import.meta.url))),
});

const RATE = 48_000;
const FRAME = 4;
const HEAD = 44;

/** Returns a WAV file of exactly `bytes` bytes. The content differs with each seed. */
export function createTone(name: string, bytes: number, seed: number): ChosenFile {
  const buffer = Buffer.alloc(bytes);
  const data = bytes - HEAD;
  buffer.write('RIFF', 0);
  buffer.writeUInt32LE(bytes - 8, 4);
  buffer.write('WAVEfmt ', 8);
  buffer.writeUInt32LE(16, 16);
  buffer.writeUInt16LE(1, 20);
  buffer.writeUInt16LE(2, 22);
  buffer.writeUInt32LE(RATE, 24);
  buffer.writeUInt32LE(RATE * FRAME, 28);
  buffer.writeUInt16LE(FRAME, 32);
  buffer.writeUInt16LE(16, 34);
  buffer.write('data', 36);
  buffer.writeUInt32LE(data, 40);
  for (let at = HEAD; at + FRAME <= bytes; at += FRAME) {
    const sample = Math.round(8_000 * Math.sin(((at / FRAME) * (120 + seed) * 2 * Math.PI) / RATE));
    buffer.writeInt16LE(sample, at);
    buffer.writeInt16LE(sample, at + 2);
  }
  return { name, mimeType: 'audio/wav', buffer };
}
