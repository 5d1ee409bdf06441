import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest } from '../../kit/destination.js';
import { toFolderName } from '../../kit/folder-name.js';
import { FolderDestination } from './folder-destination.js';

/** A link stands in for a case-insensitive file system, where two names lead to one folder. */
describe('a folder output where two names lead to one folder', () => {
  let root: string;
  let out: string;
  let log: DeliveryLog;
  let first: DeliveryRequest;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tl-same-'));
    out = join(root, 'out');
    log = new DeliveryLog(new FolderDestination(out));
    await mkdir(join(out, 'acme'), { recursive: true });
    await symlink('acme', join(out, 'ACME'));
    first = await createRequest(root, { 'bill.pdf': 'a bill' }, { filedIn: ['acme'] });
    await log.attempt(first);
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const requestAgain = (given: Record<string, string>): Promise<DeliveryRequest> =>
    createRequest(root, given, { assetId: first.assetId, filedIn: ['ACME'] });
  const folderContents = async (): Promise<Record<string, readonly string[]>> => {
    const names = await readdir(join(out, 'acme'));
    const inside = names.map(async (name) => [name, (await readdir(join(out, 'acme', name))).toSorted()] as const);
    return Object.fromEntries(await Promise.all(inside));
  };
  const item = (): string => toFolderName('bill', first.assetId);

  it('shows a document that is filed under the other name, and removes the older one', async () => {
    expect(await log.attempt(await requestAgain({ 'bill.pdf': 'a new bill' }))).toMatchObject({
      kind: 'delivered',
      delivered: { reconciled: false },
    });
    expect(await folderContents()).toEqual({ [item()]: ['.throughline.json', 'bill.pdf'] });
    expect(await readFile(join(out, 'acme', item(), 'bill.pdf'), 'utf8')).toBe('a new bill');
  });

  it('finds the document in each later attempt, and deletes nothing', async () => {
    const second = await requestAgain({ 'bill.pdf': 'a bill' });
    for (const reconciled of [false, true, true])
      expect(await log.attempt(second)).toMatchObject({ kind: 'delivered', delivered: { reconciled } });
    expect(await folderContents()).toEqual({ [item()]: ['.throughline.json', 'bill.pdf'] });
    expect((await readdir(out)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('deletes an older document in a different folder', async () => {
    const second = await createRequest(root, { 'bill.pdf': 'a bill' }, { assetId: first.assetId, filedIn: ['2025'] });
    await cp(join(out, 'acme'), join(root, 'kept'), { recursive: true });
    await log.attempt(second);
    await cp(join(root, 'kept'), join(out, 'acme'), { recursive: true });
    expect(await log.attempt(second)).toMatchObject({ kind: 'delivered', delivered: { reconciled: true } });
    expect(await folderContents()).toEqual({});
    expect(await readdir(join(out, '2025'))).toEqual([item()]);
  });
});
