import { createHash, type Hash } from 'node:crypto';
import type { ContentHasher } from '../../chunks/chunked-uploads.js';

const BLOCK_BYTES = 4 * 1024 * 1024;

/** SHA-256 of the SHA-256 of each block of 4 MiB (https://www.dropbox.com/developers/reference/content-hash). */
export class DropboxContentHash implements ContentHasher {
  readonly #all = createHash('sha256');
  #block: Hash = createHash('sha256');
  #inBlock = 0;

  update(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.byteLength;) {
      const piece = bytes.subarray(at, at + BLOCK_BYTES - this.#inBlock);
      this.#block.update(piece);
      this.#inBlock += piece.byteLength;
      at += piece.byteLength;
      if (this.#inBlock === BLOCK_BYTES) this.#endBlock();
    }
  }

  digest(): string {
    if (this.#inBlock > 0) this.#endBlock();
    return this.#all.digest('hex');
  }

  #endBlock(): void {
    this.#all.update(this.#block.digest());
    this.#block = createHash('sha256');
    this.#inBlock = 0;
  }
}
