import { anyText } from '@throughline/contracts/testing';
import fc from 'fast-check';
import { toFolderName } from './folder-name.js';

const id = '0190f5fe-7c00-7a00-8a00-0123456789ab';

describe('the name of a delivered folder', () => {
  it.each([
    ['Weekly review', 'Weekly review [0123456789ab]'],
    ['../../etc/passwd', 'etc passwd [0123456789ab]'],
    ['a\u0000b\nc', 'a b c [0123456789ab]'],
    ['🎬 Кадр', '🎬 Кадр [0123456789ab]'],
    ['   ', 'recording [0123456789ab]'],
    ['...', 'recording [0123456789ab]'],
  ])('for %j is %j', (title, name) => {
    expect(toFolderName(title, id)).toBe(name);
  });

  it('never leaves its parent and fits every file system, whatever the title', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 600 }), (title) => {
        const name = toFolderName(title, id);
        expect(name).not.toMatch(/[/\\\p{Cc}]/u);
        expect(name.startsWith('.')).toBe(false);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      }),
    );
  });
});
