/** Kilobits per second of MPEG-1 and of MPEG-2, layer III, by the bitrate index of a frame. */
const RATES = {
  mpeg1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0],
  mpeg2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0],
} as const;
const MPEG_1 = 3;
const WAV_BYTE_RATE_AT = 28;

/** Bytes per second of the first frame: clients send a constant bitrate. */
function readMp3Rate(audio: Buffer): number {
  const at = audio.findIndex((byte, index) => byte === 0xff && ((audio[index + 1] ?? 0) & 0xe0) === 0xe0);
  const [version, bitrate] = [((audio[at + 1] ?? 0) >> 3) & 3, (audio[at + 2] ?? 0) >> 4];
  const rates = version === MPEG_1 ? RATES.mpeg1 : RATES.mpeg2;
  return ((rates[bitrate] ?? 0) * 1_000) / 8;
}

/** Returns the length of a file in seconds, by its size and bitrate. */
export function measureAudio(audio: Buffer, container: 'mp3' | 'wav'): number {
  const rate = container === 'wav' ? audio.readUInt32LE(WAV_BYTE_RATE_AT) : readMp3Rate(audio);
  return rate === 0 ? 0 : audio.length / rate;
}
