import type { SimulatedSource } from '@throughline/contracts';

/** Low enough for small files, high enough for every decoder. Hz. */
const SAMPLE_RATE = 8_000;
const BYTES_PER_SAMPLE = 2;
const HEADER_BYTES = 44;
/** Even, because RIFF chunks are aligned to two bytes. */
const REMARK_BYTES = 44;
const LOUDNESS = 0.4 * 32_767;
const LOWEST_HZ = 220;
const HZ_APART = 640;

export type Tone = Required<SimulatedSource>;

/** Header of 16-bit mono PCM ("Multimedia Programming Interface and Data Specifications 1.0", 1991). */
function createWaveHeader(dataBytes: number, fileBytes: number): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(fileBytes - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(SAMPLE_RATE, 24);
  bytes.writeUInt32LE(SAMPLE_RATE * BYTES_PER_SAMPLE, 28);
  bytes.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  bytes.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(dataBytes, 40);
  return bytes;
}

/** Labels the file as simulated. Also makes files of two seeds differ, however close their pitches are. */
function createInfoChunk(seed: number): Buffer {
  const text = `simulated by Throughline, seed ${String(seed).padStart(10, '0')}`.padEnd(REMARK_BYTES, '\0');
  const bytes = Buffer.alloc(20);
  bytes.write('LIST', 0, 'latin1');
  bytes.writeUInt32LE(12 + REMARK_BYTES, 4);
  bytes.write('INFOICMT', 8, 'latin1');
  bytes.writeUInt32LE(REMARK_BYTES, 16);
  return Buffer.concat([bytes, Buffer.from(text, 'latin1')]);
}

/** Scatters neighbouring seeds over the range (the finaliser of MurmurHash3). */
function scatter(seed: number): number {
  let mixed = seed >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Builds a WAV file: silence, a tone with a pitch from the seed, silence. Equal settings give equal bytes. */
export function toneFile({ seconds, silence_seconds: silence, seed }: Tone): Buffer {
  const samples = Math.round(seconds * SAMPLE_RATE);
  const quiet = Math.min(Math.round(silence * SAMPLE_RATE), Math.floor((samples - 1) / 2));
  const hertz = LOWEST_HZ + (HZ_APART * scatter(seed)) / 2 ** 32;
  const data = Buffer.alloc(samples * BYTES_PER_SAMPLE);
  for (let at = quiet; at < samples - quiet; at += 1) {
    const level = Math.round(LOUDNESS * Math.sin((2 * Math.PI * hertz * (at - quiet)) / SAMPLE_RATE));
    data.writeInt16LE(level, at * BYTES_PER_SAMPLE);
  }
  const end = createInfoChunk(seed);
  return Buffer.concat([createWaveHeader(data.byteLength, HEADER_BYTES + data.byteLength + end.byteLength), data, end]);
}
