import { NextcloudFake, type DavFolder, type DavNode } from '@throughline/strict-fakes';
import { tempDir, type TempDir } from '@throughline/stack/testing';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest } from '../../kit/destination.js';
import { toFolderName } from '../../kit/folder-name.js';
import { openOutput, listContent } from '#testing/webdav/nextcloud-fixture.js';

/** A folder that ignores case and the encoding of accents in names. */
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

describe('a WebDAV server where two names lead to one folder', () => {
  let fake: NextcloudFake;
  let dir: TempDir;
  let log: DeliveryLog;
  beforeEach(async () => {
    fake = await NextcloudFake.start();
    fake.files.root.set('talks', new Folding());
    dir = await tempDir();
    log = new DeliveryLog(openOutput(fake));
  });
  afterEach(async () => {
    await fake.close();
    await dir.remove();
  });

  const filedIn = (folder: readonly string[], files: Record<string, string>, assetId?: string): Promise<DeliveryRequest> =>
    createRequest(dir.path, files, { filedIn: folder, ...(assetId === undefined ? {} : { assetId }) });
  const manifest = expect.any(String) as string;

  it.each([
    ['acme', 'ACME'],
    ['M\u00fcller', 'M\u0075\u0308ller'],
  ])('keeps a document in place that is filed under the other name: %s, %s', async (before, after) => {
    const first = await filedIn([before], { 'bill.pdf': 'a bill' });
    await log.attempt(first);
    const second = await filedIn([after], { 'bill.pdf': 'a bill' }, first.assetId);
    for (const reconciled of [false, true, true])
      expect(await log.attempt(second)).toMatchObject({ kind: 'delivered', key: second.key, delivered: { reconciled } });
    const item = toFolderName('bill', first.assetId);
    expect(listContent(fake)).toEqual({ [before]: { [item]: { 'bill.pdf': 'a bill', '.throughline.json': manifest } } });
  });

  it('replaces older content there', async () => {
    const first = await filedIn(['acme'], { 'bill.pdf': 'a bill' });
    await log.attempt(first);
    await log.attempt(await filedIn(['ACME'], { 'bill.pdf': 'a bill' }, first.assetId));
    const third = await filedIn(['ACME'], { 'bill.pdf': 'a new bill' }, first.assetId);
    expect(await log.attempt(third)).toMatchObject({ kind: 'delivered', key: third.key });
    const item = toFolderName('bill', first.assetId);
    expect(listContent(fake)).toEqual({ acme: { [item]: { 'bill.pdf': 'a new bill', '.throughline.json': manifest } } });
  });

  it('accepts a document whose name has changed in case only', async () => {
    const first = await filedIn([], { 'bill.pdf': 'a bill' });
    await log.attempt(first);
    const second = await filedIn([], { 'Bill.pdf': 'a bill' }, first.assetId);
    expect(await log.attempt(second)).toMatchObject({ kind: 'delivered', key: second.key });
    expect(listContent(fake)).toEqual({
      [toFolderName('Bill', first.assetId)]: { 'Bill.pdf': 'a bill', '.throughline.json': manifest },
    });
  });
});

describe('a WebDAV server where names in another case are other folders', () => {
  it('deletes the older document in the other folder', async () => {
    const fake = await NextcloudFake.start();
    const dir = await tempDir();
    const log = new DeliveryLog(openOutput(fake));
    const first = await createRequest(dir.path, { 'bill.pdf': 'a bill' }, { filedIn: ['acme'] });
    await log.attempt(first);
    const older = new Map(fake.files.require(['talks', 'acme']) as DavFolder);
    const second = await createRequest(dir.path, { 'bill.pdf': 'a bill' }, { assetId: first.assetId, filedIn: ['ACME'] });
    await log.attempt(second);
    fake.files.parentOf(['talks', 'acme']).folder.set('acme', older);
    expect(await log.attempt(second)).toMatchObject({ kind: 'delivered', delivered: { reconciled: true } });
    expect(listContent(fake)).toEqual({
      acme: {},
      ACME: {
        [toFolderName('bill', first.assetId)]: { 'bill.pdf': 'a bill', '.throughline.json': expect.any(String) as string },
      },
    });
    await fake.close();
    await dir.remove();
  });
});
