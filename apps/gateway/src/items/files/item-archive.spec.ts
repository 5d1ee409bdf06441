import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { ArtifactStore } from '@throughline/artifact-store';
import { streamArchive, type DatedFile } from './item-archive.js';

const SIZE = 1 << 20;

/** Lets everything go on that needs no further reading. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** A file that is larger than what a stream holds. */
const fileOf = (name: string): DatedFile => ({
  path: name,
  artifact: { role: 'spec', name, key: name, mediaType: 'application/octet-stream', size: SIZE, sha256: '' },
  mtime: new Date(0),
});

describe('the archive that is written while its parts are read', () => {
  let asked = 0;
  let opened: string[] = [];
  beforeEach(() => {
    [asked, opened] = [0, []];
  });
  const store: Pick<ArtifactStore, 'open'> = {
    open: (key) => {
      opened.push(key);
      return Promise.resolve({ stream: Readable.from([Buffer.alloc(SIZE)]), size: SIZE });
    },
  };
  async function* parts(): AsyncGenerator<readonly DatedFile[]> {
    for (let at = 0; at < 10; at += 1) {
      asked += 1;
      await Promise.resolve();
      yield at === 1 ? [] : [fileOf(`${String(at)}-a`), fileOf(`${String(at)}-b`)];
    }
  }

  it('asks for a part only when the one before is nearly written', async () => {
    const archive = await streamArchive(store, parts());
    await once(archive, 'readable');
    await settled();
    expect(asked).toBe(1);
    let bytes = 0;
    for await (const chunk of archive) bytes += (chunk as Buffer).length;
    expect(asked).toBe(10);
    expect(opened).toHaveLength(18);
    expect(bytes).toBeGreaterThan(18 * SIZE);
  });

  it('asks for nothing more once its reader has gone', async () => {
    const archive = await streamArchive(store, parts());
    await once(archive, 'readable');
    archive.destroy();
    await once(archive, 'close');
    await settled();
    expect(asked).toBeLessThanOrEqual(2);
    expect(opened.length).toBeLessThanOrEqual(2);
  });

  it('ends with the error of a part', async () => {
    async function* broken(): AsyncGenerator<readonly DatedFile[]> {
      yield [fileOf('a')];
      await Promise.resolve();
      throw new Error('The log is away.');
    }
    const archive = await streamArchive(store, broken());
    await expect(archive.toArray()).rejects.toThrow('The log is away.');
  });
});
