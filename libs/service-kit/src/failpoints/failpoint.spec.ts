import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFailpoint, failpointMarks, parseFailpoints } from './failpoint.js';

describe('failpoints', () => {
  it('do nothing unless the environment sets them', async () => {
    await expect(createFailpoint({ spec: undefined, folder: undefined })('work.done', 'TRIM')).resolves.toBeUndefined();
  });

  it('fire only at their name and scope', async () => {
    const failpoint = createFailpoint({ spec: 'work.done@TRIM=error', folder: undefined });
    await expect(failpoint('work.done', 'TRANSCRIBE')).resolves.toBeUndefined();
    await expect(failpoint('work.start', 'TRIM')).resolves.toBeUndefined();
    await expect(failpoint('work.done', 'TRIM')).rejects.toThrow('work.done');
  });

  it('can look like a full disk', async () => {
    const failpoint = createFailpoint({ spec: 'work.done@TRIM=full', folder: undefined });
    await expect(failpoint('work.done', 'TRIM')).rejects.toMatchObject({ code: 'ENOSPC' });
  });

  it('fire once for a folder, so that a restarted process continues', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tl-failpoint-'));
    try {
      await expect(createFailpoint({ spec: 'a=error', folder })('a')).rejects.toThrow();
      await expect(createFailpoint({ spec: 'a=error', folder })('a')).resolves.toBeUndefined();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('fire again in the same process if a test has removed their file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tl-failpoint-'));
    try {
      const spec = 'work.done@deliver:library=error';
      const failpoint = createFailpoint({ spec, folder });
      await expect(failpoint('work.done', 'deliver:library')).rejects.toThrow();
      await expect(failpoint('work.done', 'deliver:library')).resolves.toBeUndefined();
      for (const mark of failpointMarks(spec)) rmSync(join(folder, mark));
      await expect(failpoint('work.done', 'deliver:library')).rejects.toThrow();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('reject an invalid rule', () => {
    expect(() => parseFailpoints('work.done=explode')).toThrow('TL_FAILPOINT');
  });
});
