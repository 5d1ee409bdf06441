import { NextcloudFake, type DavFolder, type DavNode } from '@throughline/strict-fakes';
import { tempDir, type TempDir } from '@throughline/stack/testing';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { requestOf } from '../../testing/request.js';
import type { DeliveryRequest } from '../destination.js';
import { folderName } from '../folder-name.js';
import { outputAt, shownAt } from './testing/nextcloud-place.js';

/** A folder whose names are the same whatever their capitals, and however their accents are written. */
class Folding extends Map<string, DavNode> {
  readonly #known = (name: string): string => {
    const folded = (text: string): string => text.normalize('NFD').toUpperCase();
    return [...super.keys()].find((each) => folded(each) === folded(name)) ?? name;
  };
  override get(name: string): DavNode | undefined {
    return super.get(this.#known(name));
  }
  override has(name: string): boolean {
    return super.has(this.#known(name));
  }
  override set(name: string, node: DavNode): this {
    return super.set(this.#known(name), node);
  }
  override delete(name: string): boolean {
    return super.delete(this.#known(name));
  }
}

describe('a WebDAV server to which two names are one folder', () => {
  let fake: NextcloudFake;
  let dir: TempDir;
  let log: DeliveryLog;
  beforeEach(async () => {
    fake = await NextcloudFake.start();
    fake.files.root.set('talks', new Folding());
    dir = await tempDir();
    log = new DeliveryLog(outputAt(fake));
  });
  afterEach(async () => {
    await fake.close();
    await dir.remove();
  });

  const filedIn = (folder: readonly string[], files: Record<string, string>, assetId?: string): Promise<DeliveryRequest> =>
    requestOf(dir.path, files, { filedIn: folder, ...(assetId === undefined ? {} : { assetId }) });
  const manifest = expect.any(String) as string;

  it.each([
    ['acme', 'ACME'],
    ['M\u00fcller', 'M\u0075\u0308ller'],
  ])('shows a document that is filed anew where it was filed before: %s, %s', async (before, after) => {
    const first = await filedIn([before], { 'bill.pdf': 'a bill' });
    await log.attempt(first);
    const second = await filedIn([after], { 'bill.pdf': 'a bill' }, first.assetId);
    for (const reconciled of [false, true, true])
      expect(await log.attempt(second)).toMatchObject({ kind: 'delivered', key: second.key, delivered: { reconciled } });
    const item = folderName('bill', first.assetId);
    expect(shownAt(fake)).toEqual({ [before]: { [item]: { 'bill.pdf': 'a bill', '.throughline.json': manifest } } });
  });

  it('takes newer content there in the place of older', async () => {
    const first = await filedIn(['acme'], { 'bill.pdf': 'a bill' });
    await log.attempt(first);
    await log.attempt(await filedIn(['ACME'], { 'bill.pdf': 'a bill' }, first.assetId));
    const third = await filedIn(['ACME'], { 'bill.pdf': 'a new bill' }, first.assetId);
    expect(await log.attempt(third)).toMatchObject({ kind: 'delivered', key: third.key });
    const item = folderName('bill', first.assetId);
    expect(shownAt(fake)).toEqual({ acme: { [item]: { 'bill.pdf': 'a new bill', '.throughline.json': manifest } } });
  });

  it('takes a document whose name has changed in capitals alone', async () => {
    const first = await filedIn([], { 'bill.pdf': 'a bill' });
    await log.attempt(first);
    const second = await filedIn([], { 'Bill.pdf': 'a bill' }, first.assetId);
    expect(await log.attempt(second)).toMatchObject({ kind: 'delivered', key: second.key });
    expect(shownAt(fake)).toEqual({
      [folderName('Bill', first.assetId)]: { 'Bill.pdf': 'a bill', '.throughline.json': manifest },
    });
  });
});

describe('a WebDAV server to which names of other capitals are other folders', () => {
  it('takes the older document away that lies in the other one', async () => {
    const fake = await NextcloudFake.start();
    const dir = await tempDir();
    const log = new DeliveryLog(outputAt(fake));
    const first = await requestOf(dir.path, { 'bill.pdf': 'a bill' }, { filedIn: ['acme'] });
    await log.attempt(first);
    const older = new Map(fake.files.require(['talks', 'acme']) as DavFolder);
    const second = await requestOf(dir.path, { 'bill.pdf': 'a bill' }, { assetId: first.assetId, filedIn: ['ACME'] });
    await log.attempt(second);
    fake.files.parentOf(['talks', 'acme']).folder.set('acme', older);
    expect(await log.attempt(second)).toMatchObject({ kind: 'delivered', delivered: { reconciled: true } });
    expect(shownAt(fake)).toEqual({
      acme: {},
      ACME: { [folderName('bill', first.assetId)]: { 'bill.pdf': 'a bill', '.throughline.json': expect.any(String) as string } },
    });
    await fake.close();
    await dir.remove();
  });
});
