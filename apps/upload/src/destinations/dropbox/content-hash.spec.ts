import { createHash } from 'node:crypto';
import { DropboxContentHash } from './content-hash.js';

const MIB = 1024 * 1024;

describe('the content hash of Dropbox', () => {
  it('is the hash of the hashes of blocks, however the bytes arrive', () => {
    const sha = (...pieces: readonly Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(pieces)).digest();
    const content = Buffer.alloc(9 * MIB, 'abc');
    const blocks = [0, 4, 8].map((at) => sha(content.subarray(at * MIB, (at + 4) * MIB)));
    const hash = new DropboxContentHash();
    for (let at = 0; at < content.length; at += 3 * MIB) hash.update(content.subarray(at, at + 3 * MIB));
    expect(hash.digest()).toBe(sha(...blocks).toString('hex'));
    expect(new DropboxContentHash().digest()).toBe(sha().toString('hex'));
  });
});
