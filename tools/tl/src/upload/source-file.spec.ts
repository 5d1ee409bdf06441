import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findSourceFile } from './source-file.js';

describe('findSourceFile', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-source-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each([
    ['report.pdf', 'application/pdf'],
    ['Letter.DOCX', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['table.ods', 'application/vnd.oasis.opendocument.spreadsheet'],
    ['scan.jpeg', 'image/jpeg'],
    ['note.txt', 'text/plain'],
    ['message.eml', 'message/rfc822'],
    ['talk.mp4', 'video/mp4'],
    ['talk.unheard-of', 'application/octet-stream'],
  ])('derives the media type from the name: %s', async (name, mediaType) => {
    const path = join(folder, name);
    await writeFile(path, 'content');
    expect(await findSourceFile(path)).toMatchObject({ path, name, size: 7, mediaType });
  });

  it('rejects a missing file and a folder', async () => {
    await expect(findSourceFile(join(folder, 'missing.pdf'))).rejects.toMatchObject({ exit: 'usage' });
    await expect(findSourceFile(folder)).rejects.toMatchObject({ exit: 'usage' });
  });
});
