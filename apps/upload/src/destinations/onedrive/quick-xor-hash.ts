import type { ContentHasher } from '../../chunks/chunked-uploads.js';

const WIDTH_BITS = 160;
const SHIFT_BITS = 11;

/**
 * QuickXorHash (https://learn.microsoft.com/onedrive/developer/code-snippets/quickxorhash): each byte is XORed into a ring of 160
 * bits, 11 bits after the byte before it. The places repeat after 160 bytes, so those are combined first.
 */
export class QuickXorHash implements ContentHasher {
  readonly #column = new Uint8Array(WIDTH_BITS);
  #length = 0;

  update(bytes: Uint8Array): void {
    let at = this.#length % WIDTH_BITS;
    for (const byte of bytes) {
      this.#column[at] = (this.#column[at] ?? 0) ^ byte;
      at = at + 1 === WIDTH_BITS ? 0 : at + 1;
    }
    this.#length += bytes.byteLength;
  }

  digest(): string {
    const ring = Buffer.alloc(WIDTH_BITS / 8);
    for (const [index, byte] of this.#column.entries()) {
      const bit = (index * SHIFT_BITS) % WIDTH_BITS;
      const shifted = byte << (bit % 8);
      const first = Math.floor(bit / 8);
      const second = (first + 1) % ring.length;
      ring[first] = (ring[first] ?? 0) ^ (shifted & 0xff);
      ring[second] = (ring[second] ?? 0) ^ (shifted >> 8);
    }
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(this.#length));
    const start = ring.length - length.length;
    for (const [index, byte] of length.entries()) ring[start + index] = (ring[start + index] ?? 0) ^ byte;
    return ring.toString('base64');
  }
}
