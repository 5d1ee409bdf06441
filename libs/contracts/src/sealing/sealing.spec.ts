import fc from 'fast-check';
import { DATA_KEY_BYTES, newDataKey, open, seal } from './sealing.js';

const key = newDataKey();
const undecodable = expect.objectContaining({ kind: 'undecodable' }) as Error;

describe('sealing', () => {
  it('opens any text under the same key and context', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, context) => {
        expect(open(key, context, seal(key, context, text))).toBe(text);
      }),
    );
  });

  it('reveals nothing of the text, and gives another result each time', () => {
    const sealed = [seal(key, 'c', 'a secret title'), seal(key, 'c', 'a secret title')];
    expect(sealed[0]).not.toBe(sealed[1]);
    for (const text of sealed) expect(Buffer.from(text, 'base64').toString('latin1')).not.toContain('secret');
  });

  it('fails to open under another key or context', () => {
    const sealed = seal(key, 'asset/commit/0', 'text');
    expect(() => open(newDataKey(), 'asset/commit/0', sealed)).toThrow(undecodable);
    expect(() => open(key, 'asset/commit/1', sealed)).toThrow(undecodable);
  });

  it('fails to open if any byte was changed or is missing', () => {
    const sealed = Buffer.from(seal(key, 'c', 'text'), 'base64');
    sealed.forEach((_, at) => {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => open(key, 'c', changed.toString('base64'))).toThrow(undecodable);
      expect(() => open(key, 'c', sealed.subarray(0, at).toString('base64'))).toThrow(undecodable);
    });
  });

  it('reveals neither the text nor the key in its error', () => {
    const sealed = seal(key, 'c', 'text');
    try {
      open(newDataKey(), 'c', sealed);
      throw new Error('it opened');
    } catch (error) {
      expect(String(error)).not.toContain('text');
      expect(String(error)).not.toContain(Buffer.from(key).toString('hex'));
    }
  });

  it('creates different keys of the right length', () => {
    expect(newDataKey()).toHaveLength(DATA_KEY_BYTES);
    expect(Buffer.from(newDataKey()).equals(Buffer.from(newDataKey()))).toBe(false);
  });
});
