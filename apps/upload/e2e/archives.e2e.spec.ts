import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NextcloudFake, PaperlessFake, isFolder } from '@throughline/strict-fakes';
import { startSystem, until, type System } from '@throughline/stack/testing';
import { askSystem } from '#src/testing/ask-system.js';

interface Output {
  readonly id: string;
  readonly status: string;
  readonly waiting_for?: string | null;
}
interface Item {
  readonly id: string;
  readonly status: string;
  readonly run: { readonly active: boolean } | null;
  readonly outputs: readonly Output[];
}

const STAGES = { TRIM: {}, TRANSCRIBE: {}, EXTRACT_TOPICS: {}, GENERATE_SUBTITLES: {} };
const HOSTS = { TL_FETCH_ALLOW: '127.0.0.1' };

describe('an installation whose outputs are a Nextcloud, a Paperless and a folder', () => {
  let cloud: NextcloudFake;
  let archive: PaperlessFake;
  let system: System;
  beforeAll(async () => {
    cloud = await NextcloudFake.start();
    archive = await PaperlessFake.start({ consumeMs: 1_000 });
    system = await startSystem({
      simulation: true,
      outputs: [
        { name: 'cloud', type: 'webdav', settings: { connection: 'cloud', path: 'Vorträge/2026' } },
        { name: 'papers', type: 'paperless', settings: { connection: 'archive', tags: 'Talks', create_labels: true } },
        { name: 'library', type: 'folder', settings: { folder: 'library' } },
      ],
      runDefaults: { retry: { backoff_ms: [50], wait_ms: [300] } },
      env: {
        upload: {
          ...HOSTS,
          TL_WEBDAV: JSON.stringify({ cloud: { url: cloud.url, user: cloud.user, password: cloud.password } }),
          TL_PAPERLESS: JSON.stringify({ archive: { url: archive.url, token: archive.token } }),
        },
      },
    });
  }, 120_000);
  afterAll(async () => {
    await system.close();
    await cloud.close();
    await archive.close();
  });

  const ask = <T>(path: string, body?: object): Promise<T> => askSystem<T>(system, path, body);
  const begin = async (title: string): Promise<string> => {
    const source = { kind: 'simulated', settings: { seconds: 1 } };
    const { id } = await ask<Item>('/recordings', { source, title, run: true, processing_config: { simulation: STAGES } });
    return id;
  };
  const untilItem = (id: string, isSo: (item: Item) => boolean, what: string): Promise<Item> =>
    until(
      async () => {
        const item = await ask<Item>(`/recordings/${id}`);
        return isSo(item) ? item : undefined;
      },
      { what },
    );
  const delivered = ({ outputs }: Item): readonly string[] =>
    outputs.filter(({ status }) => status === 'UPLOADED').map(({ id }) => id);
  const foldersOf = (id: string): readonly string[] => {
    const folder = cloud.files.at(['Vorträge', '2026']);
    return isFolder(folder) ? [...folder.keys()].filter((name) => name.includes(id.slice(-12))) : [];
  };

  it('delivers to all of them, and waits for Paperless without occupying a worker', async () => {
    const id = await begin('Год в обзоре');
    const item = await untilItem(id, ({ status }) => status === 'READY', 'the deliveries');
    expect(delivered(item)).toHaveLength(3);
    expect(foldersOf(id)).toEqual([`Год в обзоре [${id.slice(-12)}]`]);
    expect(archive.documents).toMatchObject([{ title: 'Год в обзоре', tags: [archive.labels('tags')[0]?.id] }]);
    expect(archive.log.filter(({ target }) => target.includes('post_document'))).toHaveLength(1);
  }, 120_000);

  it('delivers to the others while one is unavailable, and to that one once it is back', async () => {
    cloud.faults.add({ fault: { kind: 'answer', status: 503 }, times: Infinity });
    const id = await begin('While it is away');
    const item = await untilItem(id, (each) => delivered(each).length === 2, 'the other deliveries');
    expect(item).toMatchObject({ run: { active: true } });
    expect(foldersOf(id)).toEqual([]);
    cloud.faults.clear();
    await untilItem(id, ({ status }) => status === 'READY', 'the last delivery');
    expect(foldersOf(id)).toHaveLength(1);
  }, 120_000);

  it('writes the secrets of its connections nowhere', async () => {
    const entries = await readdir(dirname(system.artifactsDir), { withFileTypes: true, recursive: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    expect(files.some((file) => file.endsWith('.log'))).toBe(true);
    for (const file of files) {
      const content = await readFile(file).catch(() => Buffer.alloc(0));
      for (const secret of [cloud.password, archive.token]) expect(content.includes(secret)).toBe(false);
    }
  });
});
