import { NextcloudFake, isFolder } from '@throughline/strict-fakes';
import { tempDir, type TempDir } from '@throughline/stack/testing';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import { toFolderName } from '../../kit/folder-name.js';
import { DavClient } from './dav-client.js';
import { openOutput, listContent } from '#testing/webdav/nextcloud-fixture.js';

describe('a delivery to a WebDAV server that is suspended after its folder has appeared', () => {
  let fake: NextcloudFake;
  let dir: TempDir;
  beforeEach(async () => {
    fake = await NextcloudFake.start();
    dir = await tempDir();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await fake.close();
    await dir.remove();
  });

  /** Runs a task once, as soon as a folder with this name has appeared. */
  const afterAppearing = (name: string, happens: () => Promise<void>): void => {
    const spy = jest.spyOn(DavClient.prototype, 'move').mockImplementation(async function (this: DavClient, from, to, moving) {
      spy.mockRestore();
      const moved = await this.move(from, to, moving);
      if (to.at(-1) === name && moved === 'moved') await happens();
      else afterAppearing(name, happens);
      return moved;
    });
  };
  const lose = (name: string, file: string): void => {
    const folder = fake.files.at(['talks', name]);
    if (!isFolder(folder)) throw new Error('it has appeared');
    folder.delete(file);
  };

  it('keeps the folder that a later attempt has delivered meanwhile', async () => {
    const older = await createRequest(dir.path, { 'video.mp4': 'older' });
    const newer = await createRequest(dir.path, { 'video.mp4': 'newer' }, { assetId: older.assetId, title: older.title });
    const name = toFolderName(older.title, older.assetId);
    afterAppearing(name, async () => {
      await new DeliveryLog(openOutput(fake)).attempt(newer);
    });
    const sleeper = new DeliveryLog(openOutput(fake)).attempt(older);
    await expect(sleeper).rejects.toMatchObject({ kind: 'retryable', code: 'output-changed' });
    expect(listContent(fake)).toMatchObject({ [name]: { 'video.mp4': 'newer' } });
  });

  it.each(['video.mp4', '.throughline.json'])('removes its folder if it has appeared without its %s', async (missing) => {
    const request = await createRequest(dir.path, { 'video.mp4': 'frames' });
    const name = toFolderName(request.title, request.assetId);
    afterAppearing(name, () => {
      lose(name, missing);
      return Promise.resolve();
    });
    const log = new DeliveryLog(openOutput(fake));
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'retryable', code: 'output-changed' });
    expect(listContent(fake)).toEqual({});
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
  });

  it.each(['video.mp4', '.throughline.json'])('deletes nothing after it has lost its lease: without its %s', async (missing) => {
    const request = await createRequest(dir.path, { 'video.mp4': 'frames', 'words.srt': 'words' });
    const name = toFolderName(request.title, request.assetId);
    let isOurs = true;
    afterAppearing(name, () => {
      lose(name, missing);
      isOurs = false;
      return Promise.resolve();
    });
    const log = new DeliveryLog(openOutput(fake));
    const confirm = (): Promise<void> => (isOurs ? Promise.resolve() : Promise.reject(new Error('fenced')));
    await expect(log.attempt(request, { confirm })).rejects.toThrow('fenced');
    expect(listContent(fake)).toMatchObject({ [name]: { 'words.srt': 'words' } });
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    expect(listContent(fake)).toMatchObject({ [name]: { 'video.mp4': 'frames', 'words.srt': 'words' } });
  });
});
