import { NextcloudFake, isFolder } from '@throughline/strict-fakes';
import { tempDir, type TempDir } from '@throughline/stack/testing';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { requestOf } from '../../testing/request.js';
import { folderName } from '../folder-name.js';
import { DavClient } from './dav-client.js';
import { outputAt, shownAt } from './testing/nextcloud-place.js';

describe('a delivery to a WebDAV server that sleeps after its folder has appeared', () => {
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

  /** Once, as soon as a folder has appeared under this name. */
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

  it('leaves alone what a successor has delivered in its place meanwhile', async () => {
    const older = await requestOf(dir.path, { 'video.mp4': 'older' });
    const newer = await requestOf(dir.path, { 'video.mp4': 'newer' }, { assetId: older.assetId, title: older.title });
    const name = folderName(older.title, older.assetId);
    afterAppearing(name, async () => {
      await new DeliveryLog(outputAt(fake)).attempt(newer);
    });
    const sleeper = new DeliveryLog(outputAt(fake)).attempt(older);
    await expect(sleeper).rejects.toMatchObject({ kind: 'retryable', code: 'output-changed' });
    expect(shownAt(fake)).toMatchObject({ [name]: { 'video.mp4': 'newer' } });
  });

  it.each(['video.mp4', '.throughline.json'])('takes back what has appeared without its %s', async (missing) => {
    const request = await requestOf(dir.path, { 'video.mp4': 'frames' });
    const name = folderName(request.title, request.assetId);
    afterAppearing(name, () => {
      lose(name, missing);
      return Promise.resolve();
    });
    const log = new DeliveryLog(outputAt(fake));
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'retryable', code: 'output-changed' });
    expect(shownAt(fake)).toEqual({});
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
  });

  it.each(['video.mp4', '.throughline.json'])(
    'takes nothing away once it is no longer the one at work: without its %s',
    async (missing) => {
      const request = await requestOf(dir.path, { 'video.mp4': 'frames', 'words.srt': 'words' });
      const name = folderName(request.title, request.assetId);
      let isOurs = true;
      afterAppearing(name, () => {
        lose(name, missing);
        isOurs = false;
        return Promise.resolve();
      });
      const log = new DeliveryLog(outputAt(fake));
      const confirm = (): Promise<void> => (isOurs ? Promise.resolve() : Promise.reject(new Error('fenced')));
      await expect(log.attempt(request, { confirm })).rejects.toThrow('fenced');
      expect(shownAt(fake)).toMatchObject({ [name]: { 'words.srt': 'words' } });
      expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
      expect(shownAt(fake)).toMatchObject({ [name]: { 'video.mp4': 'frames', 'words.srt': 'words' } });
    },
  );
});
