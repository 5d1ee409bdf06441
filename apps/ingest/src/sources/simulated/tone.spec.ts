import { toneFile, type Tone } from './tone.js';

const tone = (changed: Partial<Tone> = {}): Buffer => toneFile({ seconds: 2, silence_seconds: 0.5, seed: 1, ...changed });
/** Returns the samples, without the WAV header and the INFO chunk. */
const samples = (file: Buffer): Int16Array => {
  const bytes = file.subarray(44, 44 + file.readUInt32LE(40));
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
};

describe('the sound file of a simulated source', () => {
  it('is equal byte for byte for equal settings', () => {
    expect(tone().equals(tone())).toBe(true);
  });

  it('differs for another seed, even if the pitches sound the same', () => {
    const files = new Set(
      Array.from({ length: 500 }, (_, seed) => tone({ seconds: 0.1, silence_seconds: 0, seed }).toString('latin1')),
    );
    expect(files.size).toBe(500);
  });

  it('has the requested length, and states its own size', () => {
    for (const seconds of [0.1, 1.5, 20]) {
      const file = tone({ seconds });
      expect(samples(file)).toHaveLength(seconds * 8_000);
      expect(file.readUInt32LE(4)).toBe(file.byteLength - 8);
    }
  });

  it('is silent at both ends and loud between', () => {
    const found = samples(tone());
    const isQuiet = (part: Int16Array): boolean => part.every((level) => level === 0);
    expect(isQuiet(found.subarray(0, 4_000))).toBe(true);
    expect(isQuiet(found.subarray(12_000))).toBe(true);
    expect(Math.max(...found.subarray(4_000, 12_000))).toBeGreaterThan(12_000);
  });

  it('keeps a tone even if the silences would fill the file', () => {
    expect(samples(tone({ seconds: 0.5, silence_seconds: 60 })).some((level) => level !== 0)).toBe(true);
  });

  it('states in the file that it is simulated', () => {
    expect(tone({ seed: 42 }).toString('latin1')).toContain('simulated by Throughline, seed 0000000042');
  });
});
