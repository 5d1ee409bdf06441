import { ByteReader } from './byte-reader.js';
import { isTarHeader, readTar } from './tar-reader.js';
import { TarWriter } from './tar-writer.js';

async function archiveOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const tar = new TarWriter((chunk) => {
    chunks.push(Buffer.from(chunk));
    return Promise.resolve();
  });
  for (const [path, text] of Object.entries(files)) await tar.add(path, Buffer.from(text));
  await tar.end();
  return Buffer.concat(chunks);
}

/** Yields the bytes in pieces of a size that fits no block. */
async function* inPieces(bytes: Buffer, size = 700): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield await Promise.resolve(bytes.subarray(from, from + size));
}

async function readAll(bytes: Buffer, size?: number): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {};
  for await (const entry of readTar(new ByteReader(inPieces(bytes, size)))) {
    const parts: Buffer[] = [];
    for await (const part of entry.bytes()) parts.push(part);
    files[entry.path] = Buffer.concat(parts).toString();
  }
  return files;
}

const FILES = { 'manifest.json': '{}', [`files/${'long-name/'.repeat(20)}talk.mp4`]: 'x'.repeat(1_500), 'files/empty': '' };

describe('an archive', () => {
  it('is read as it was written, also with long names and empty files, in pieces of any size', async () => {
    const bytes = await archiveOf(FILES);
    for (const size of [1, 511, 700, 100_000]) expect(await readAll(bytes, size)).toEqual(FILES);
  });

  it('skips the files that are not read', async () => {
    const paths: string[] = [];
    for await (const { path } of readTar(new ByteReader(inPieces(await archiveOf(FILES))))) paths.push(path);
    expect(paths).toEqual(Object.keys(FILES));
  });

  it('begins with a header that tells it from a file of events', async () => {
    expect(isTarHeader((await archiveOf(FILES)).subarray(0, 512))).toBe(true);
    expect(isTarHeader(Buffer.alloc(512, '{"specversion":"1.0"}'))).toBe(false);
  });

  it('is refused if it is cut off anywhere', async () => {
    const bytes = await archiveOf(FILES);
    for (const end of [100, 600, 1_024, bytes.length - 1_024])
      await expect(readAll(bytes.subarray(0, end))).rejects.toMatchObject({ kind: 'archive' });
  });

  it('is refused if a header is damaged, a link, or announces a long extended header', async () => {
    const withHeader = async (change: (header: Buffer) => void): Promise<Buffer> => {
      const bytes = await archiveOf({ 'files/a': 'content' });
      change(bytes);
      bytes.write('        ', 148, 'latin1');
      const sum = bytes.subarray(0, 512).reduce((total, byte) => total + byte, 0);
      bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
      return bytes;
    };
    const damaged = await archiveOf({ 'files/a': 'content' });
    damaged[0] = 1;
    await expect(readAll(damaged)).rejects.toThrow(/header of a file in the archive is damaged/);
    await expect(readAll(await withHeader((header) => header.write('2', 156)))).rejects.toThrow(/a link or a folder/);
    const long = await withHeader((header) => {
      header.write('x', 156);
      header.write('00077777777\0', 124, 'latin1');
    });
    await expect(readAll(long)).rejects.toThrow(/extended header in the archive is too long/);
  });

  it('is never written with another size than its header tells', async () => {
    const tar = new TarWriter(() => Promise.resolve());
    const entry = tar.entry('files/a', 3);
    await expect(entry.write(Buffer.from('four'))).rejects.toThrow(/longer than 3 bytes/);
    await expect(tar.entry('files/b', 3).end()).rejects.toThrow(/shorter than 3 bytes/);
  });
});
