import { QuickXorHash } from './quick-xor-hash.js';

describe('QuickXorHash', () => {
  // Vectors of rclone (backend/onedrive/quickxorhash).
  it.each([
    ['', 'AAAAAAAAAAAAAAAAAAAAAAAAAAA='],
    ['Sg==', 'SgAAAAAAAAAAAAAAAQAAAAAAAAA='],
    ['tbQ=', 'taAFAAAAAAAAAAAAAgAAAAAAAAA='],
    ['0pZP', '0rDEEwAAAAAAAAAAAwAAAAAAAAA='],
  ])('of %j is %s', (content, hash) => {
    const hasher = new QuickXorHash();
    hasher.update(Buffer.from(content, 'base64'));
    expect(hasher.digest()).toBe(hash);
  });

  it('is the same however the bytes arrive', () => {
    const content = Buffer.from('frames'.repeat(1_000));
    const [whole, pieces] = [new QuickXorHash(), new QuickXorHash()];
    whole.update(content);
    for (let at = 0; at < content.length; at += 97) pieces.update(content.subarray(at, at + 97));
    expect(pieces.digest()).toBe(whole.digest());
  });
});
