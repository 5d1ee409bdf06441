import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFailpoint, parseFailpoints } from './failpoint.js';

describe('failpoints', () => {
  it('do nothing when none is armed', async () => {
    await expect(createFailpoint({ spec: undefined, folder: undefined })('work.done', 'TRIM')).resolves.toBeUndefined();
  });

  it('fire only at their name and scope', async () => {
    const failpoint = createFailpoint({ spec: 'work.done@TRIM=error', folder: undefined });
    await expect(failpoint('work.done', 'TRANSCRIBE')).resolves.toBeUndefined();
    await expect(failpoint('work.start', 'TRIM')).resolves.toBeUndefined();
    await expect(failpoint('work.done', 'TRIM')).rejects.toThrow('work.done');
  });

  it('fire once for a folder, so that a restarted process goes on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tl-failpoint-'));
    try {
      await expect(createFailpoint({ spec: 'a=error', folder })('a')).rejects.toThrow();
      await expect(createFailpoint({ spec: 'a=error', folder })('a')).resolves.toBeUndefined();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('refuse a rule that nobody could have meant', () => {
    expect(() => parseFailpoints('work.done=explode')).toThrow('TL_FAILPOINT');
  });
});
