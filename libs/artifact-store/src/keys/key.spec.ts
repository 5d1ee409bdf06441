import { anyText } from '@throughline/contracts/testing';
import fc from 'fast-check';
import { resolve, sep } from 'node:path';
import { FolderLayout } from '../folder/layout.js';
import { splitKey } from './key.js';

const accepts = (key: string): boolean => {
  try {
    splitKey(key);
    return true;
  } catch {
    return false;
  }
};
const hostile = fc.oneof(
  anyText({ maxLength: 40 }),
  fc
    .array(fc.constantFrom('..', '.', '/', '\\', '\0', 'a', '%2e', '~', ':', ' ', '\n', '．', 'C:', '//'), { maxLength: 12 })
    .map((parts) => parts.join('')),
);

describe('keys', () => {
  it('lead to a path inside the store, or are rejected', () => {
    const layout = new FolderLayout('/srv/artifacts');
    fc.assert(
      fc.property(hostile, (key) => {
        if (!accepts(key)) return;
        const path = layout.pathOf(key);
        expect(path).toBe(resolve(path));
        expect(path.startsWith(`/srv/artifacts/objects${sep}`)).toBe(true);
        expect(path).toMatch(/^[\x21-\x7e]+$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('have distinct paths if they are distinct', () => {
    const layout = new FolderLayout('/srv/artifacts');
    const segment = fc.stringMatching(/^[A-Za-z0-9._-]{1,6}$/).filter((text) => text !== '.' && text !== '..');
    const key = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(key, key, (one, two) => {
        expect(layout.pathOf(one) === layout.pathOf(two)).toBe(one === two);
      }),
    );
  });

  it('accept everything that the product builds from its own ids', () => {
    expect(accepts('uploads/0198f5d2-8e0a-7b3c-9d4e-5f60718293a4/source.bin')).toBe(true);
    expect(accepts('0198f5d2/run/deliver_folder_thumb/attempt/result.json')).toBe(true);
  });
});
