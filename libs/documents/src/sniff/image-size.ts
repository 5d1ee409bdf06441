import { codeOf } from '@throughline/contracts';

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

const OUTSIDE = new Set(['ERR_OUT_OF_RANGE', 'ERR_BUFFER_OUT_OF_BOUNDS']);

/** Returns the picture's size from its head; `undefined` if the head is broken or of another format. */
export function readImageSize(head: Buffer, mediaType: string): PixelSize | undefined {
  try {
    return readers[mediaType]?.(head);
  } catch (error) {
    // A read past the end: the file is truncated.
    if (OUTSIDE.has(codeOf(error) ?? '')) return undefined;
    throw error;
  }
}

const size = (width: number, height: number): PixelSize => ({ width, height });

const readers: Readonly<Record<string, (head: Buffer) => PixelSize | undefined>> = {
  'image/png': (head) => size(head.readUInt32BE(16), head.readUInt32BE(20)),
  'image/gif': (head) => size(head.readUInt16LE(6), head.readUInt16LE(8)),
  'image/bmp': (head) =>
    head.readUInt32LE(14) === 12
      ? size(head.readUInt16LE(18), head.readUInt16LE(20))
      : size(Math.abs(head.readInt32LE(18)), Math.abs(head.readInt32LE(22))),
  'image/jpeg': jpegSize,
  'image/webp': webpSize,
  'image/avif': avifSize,
};

/** Reads the first frame marker and skips earlier markers by their lengths. */
function jpegSize(head: Buffer): PixelSize | undefined {
  for (let at = 2; at < head.length;) {
    if (head.readUInt8(at) !== 0xff) return undefined;
    const marker = head.readUInt8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return size(head.readUInt16BE(at + 7), head.readUInt16BE(at + 5));
    at += marker === 0xff ? 1 : 2 + head.readUInt16BE(at + 2);
  }
  return undefined;
}

function webpSize(head: Buffer): PixelSize | undefined {
  const chunk = head.toString('latin1', 12, 16);
  if (chunk === 'VP8X') return size(1 + head.readUIntLE(24, 3), 1 + head.readUIntLE(27, 3));
  if (chunk === 'VP8 ') return size(head.readUInt16LE(26) & 0x3fff, head.readUInt16LE(28) & 0x3fff);
  if (chunk !== 'VP8L') return undefined;
  const bits = head.readUInt32LE(21);
  return size(1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff));
}

/** Reads the size properties. There may be one for each tile, so the largest counts. */
function avifSize(head: Buffer): PixelSize | undefined {
  let best: PixelSize | undefined;
  for (let at = head.indexOf('ispe'); at >= 0; at = head.indexOf('ispe', at + 4)) {
    const found = size(head.readUInt32BE(at + 8), head.readUInt32BE(at + 12));
    if (best === undefined || found.width * found.height > best.width * best.height) best = found;
  }
  return best;
}
