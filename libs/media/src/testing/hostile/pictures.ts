import { crc32, deflateSync } from 'node:zlib';
import { ascii, u16le, u32, u8 } from './bytes.js';

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([ascii(type), data]);
  return Buffer.concat([u32(data.length), body, u32(crc32(body))]);
};

const side = 30_000;

/** Returns a picture of 900 million pixels in some hundred thousand bytes. */
export function hugePicture(): Buffer {
  const rows = deflateSync(Buffer.alloc((side / 8 + 1) * side), { level: 1 });
  const signature = Buffer.concat([u8(0x89), ascii('PNG\r\n\u001a\n')]);
  const header = Buffer.concat([u32(side, side), u8(1, 0, 0, 0, 0)]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

export const hugeGif = (): Buffer =>
  Buffer.concat([
    ascii('GIF89a'),
    u16le(side, side),
    u8(0x80, 0, 0, 0, 0, 0, 255, 255, 255),
    ascii(','),
    u16le(0, 0, side, side),
    u8(0, 2, 2, 0x4c, 1, 0, 0x3b),
  ]);
