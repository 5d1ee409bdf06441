import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deliveryStep, type OutputConfig } from '@throughline/contracts';
import { defaultRunConfig } from '@throughline/domain';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import { destinationContract } from '../../testing/destination.contract.js';
import type { DeliveryRequest, Destination, OpenOptions } from '../../kit/destination.js';
import { FolderDestination } from './folder-destination.js';
import { folderType } from './index.js';
import { probeFolder } from './make-root.js';
import { toIdMark } from '../../kit/folder-name.js';

const withFolders = { class: 'keyed', canBeAsked: true, refusesSharedLocations: true, hasFolders: true } as const;
destinationContract('a folder', withFolders, async () => {
  const root = await mkdtemp(join(tmpdir(), 'tl-folder-'));
  const itemsOf = async (assetId: string): Promise<readonly string[]> =>
    (await readdir(root, { recursive: true })).filter((path) => path.endsWith(toIdMark(assetId)));
  return {
    destination: new FolderDestination(root),
    objects: async (assetId) =>
      Promise.all(
        (await itemsOf(assetId)).map(async (name) => {
          const files = (await readdir(join(root, name))).filter((file) => !file.startsWith('.'));
          return Object.fromEntries(
            await Promise.all(files.map(async (file) => [file, await readFile(join(root, name, file), 'utf8')] as const)),
          );
        }),
      ),
    foldersOf: async (assetId) => (await itemsOf(assetId)).map((path) => dirname(path).replace(/^\.$/, '')),
    sessions: () => Promise.resolve([]),
    leftovers: async () => (await readdir(root)).filter((name) => name.startsWith('.')),
    close: () => rm(root, { recursive: true, force: true }),
  };
});

const openingOf = (settings: OutputConfig['settings']): OpenOptions => ({
  output: { name: 'one', type: 'folder', settings },
  step: deliveryStep('one'),
  config: defaultRunConfig,
});

describe('a folder output', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tl-folder-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('creates its folder', async () => {
    await new FolderDestination(join(root, 'a', 'b')).check();
    expect(await readdir(join(root, 'a'))).toEqual(['b']);
  });

  it('keeps those of the folders that a test has created which a delivery uses', async () => {
    await probeFolder(join(root, 'a', 'b'), (folder) => folder === join(root, 'a'));
    expect(await readdir(root, { recursive: true })).toEqual(['a']);
  });

  it.each([['file'], ['file', 'x']])('fails permanently if a file is in the place of its folder: %s', async (...below) => {
    await writeFile(join(root, 'file'), '');
    await expect(new FolderDestination(join(root, ...below)).check()).rejects.toMatchObject({
      kind: 'permanent',
      code: 'output-misconfigured',
    });
  });

  it.each([[{ folder: 'other' }], [{}], [{ folder: 'library', path: '../..' }], [{ folder: 'library', path: '/etc' }]])(
    'rejects settings %j',
    (settings) => {
      expect(() => folderType({ library: root }).open(openingOf(settings))).toThrow(
        expect.objectContaining({ kind: 'permanent', code: 'output-misconfigured' }) as Error,
      );
    },
  );

  it('waits if its folder has disappeared, and does not create it again', async () => {
    const folder = join(root, 'share');
    const type = folderType({ library: folder });
    const open = (): Destination => type.open(openingOf({ folder: 'library' }));
    await open().check();
    await rm(folder, { recursive: true });
    await expect(open().check()).rejects.toMatchObject({ kind: 'waiting', code: 'output-unreachable' });
    await expect(open().reconcile?.(await createRequest(root, { 'a.txt': 'a' }))).rejects.toMatchObject({ kind: 'waiting' });
    expect(await readdir(root)).not.toContain('share');
    await mkdir(folder);
    await open().check();
  });

  it('does not take an unreadable folder for an empty one', async () => {
    await writeFile(join(root, 'file'), '');
    const destination = new FolderDestination(join(root, 'file'));
    await expect(destination.reconcile(await createRequest(root, { 'a.txt': 'a' }))).rejects.toMatchObject({ kind: 'permanent' });
  });

  it('repeats a delivery from which a suspended attempt has deleted files', async () => {
    const out = join(root, 'out');
    const destination = new FolderDestination(out);
    const log = new DeliveryLog(destination);
    const request = await createRequest(root, { 'a.txt': 'a', 'b.txt': 'b' });
    let confirmed = 0;
    const sweeping = async (): Promise<void> => {
      confirmed += 1;
      if (confirmed < 2) return;
      const staging = (await readdir(out)).find((name) => name.startsWith('.throughline-staging')) ?? '';
      await rm(join(out, staging, 'a.txt'));
    };
    await expect(log.attempt(request, { confirm: sweeping })).rejects.toMatchObject({
      kind: 'retryable',
      code: 'output-changed',
    });
    expect(await readdir(out)).toEqual([]);
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: false } });
  });

  describe('with folders for documents', () => {
    const bill = (given: Partial<DeliveryRequest>): Promise<DeliveryRequest> =>
      createRequest(root, { 'bill.pdf': 'a bill' }, given);
    const itemsIn = async (folder: string): Promise<readonly string[]> =>
      (await readdir(join(root, 'out', folder))).filter((name) => name.startsWith('bill ['));

    it('deletes an item that an attempt had replaced in another folder before it died', async () => {
      const log = new DeliveryLog(new FolderDestination(join(root, 'out')));
      const first = await bill({ filedIn: ['2024'] });
      await log.attempt(first);
      await cp(join(root, 'out', '2024'), join(root, 'kept'), { recursive: true });
      const second = await bill({ assetId: first.assetId, filedIn: ['2025'] });
      await log.attempt(second);
      await cp(join(root, 'kept'), join(root, 'out', '2024'), { recursive: true });
      expect(await log.attempt(second)).toMatchObject({ kind: 'delivered', delivered: { reconciled: true } });
      expect([await itemsIn('2024'), await itemsIn('2025')]).toEqual([[], [expect.any(String)]]);
    });

    it('fails permanently if a file is in the place of a folder', async () => {
      const log = new DeliveryLog(new FolderDestination(join(root, 'out')));
      await mkdir(join(root, 'out'));
      await writeFile(join(root, 'out', '2024'), '');
      const delivery = log.attempt(await bill({ filedIn: ['2024', 'ACME'] }));
      await expect(delivery).rejects.toMatchObject({ kind: 'permanent', code: 'output-misconfigured' });
      expect(await readdir(join(root, 'out'))).toEqual(['2024']);
    });
  });

  it('tells errors of the artifact store from its own', async () => {
    const request = await createRequest(root, { 'a.txt': 'a' });
    const [file] = request.files;
    if (file === undefined) throw new Error('a request has a file');
    await rm(file.path);
    const delivery = new DeliveryLog(new FolderDestination(join(root, 'out'))).attempt(request);
    await expect(delivery).rejects.toMatchObject({ kind: 'retryable', code: 'content-unreadable' });
  });
});
