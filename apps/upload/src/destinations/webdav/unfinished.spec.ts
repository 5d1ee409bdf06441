import { NextcloudFake, requests } from '@throughline/strict-fakes';
import { tempDir, type TempDir } from '@throughline/stack/testing';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { requestOf } from '../../testing/request.js';
import type { DeliveryRequest } from '../destination.js';
import { folderName } from '../folder-name.js';
import { outputAt, shownAt } from './testing/nextcloud-place.js';

describe('a folder at a WebDAV server that has no manifest', () => {
  let fake: NextcloudFake;
  let dir: TempDir;
  let log: DeliveryLog;
  let request: DeliveryRequest;
  let name: string;
  beforeEach(async () => {
    fake = await NextcloudFake.start();
    dir = await tempDir();
    log = new DeliveryLog(outputAt(fake));
    request = await requestOf(dir.path, { 'video.mp4': 'frames', 'words.srt': 'words' });
    name = folderName(request.title, request.assetId);
  });
  afterEach(async () => {
    await fake.close();
    await dir.remove();
  });

  /** As a server leaves it that was ended while it moved or removed a folder file by file. */
  const lies = (files: Readonly<Record<string, string>>): void => {
    for (const path of [['talks'], ['talks', name]]) if (fake.files.at(path) === undefined) fake.files.makeFolder(path);
    for (const [file, text] of Object.entries(files))
      fake.files.put(['talks', name, file], { content: Buffer.from(text), contentType: 'text/plain' });
  };
  /** An attempt whose last request, the one that shows the folder, was never answered. */
  const killedOver = async (delivery: DeliveryRequest): Promise<void> => {
    fake.faults.add({ fault: { kind: 'drop-request', afterBytes: 0 }, on: requests('MOVE', /staging-[^/]+$/) });
    await expect(log.attempt(delivery)).rejects.toMatchObject({ kind: 'waiting', code: 'output-unreachable' });
  };
  const delivered = (files: Readonly<Record<string, string>>): object => ({
    [name]: { ...files, '.throughline.json': expect.any(String) as string },
  });
  const FILES = { 'video.mp4': 'frames', 'words.srt': 'words' };

  it('is finished by the successor of the attempt that was about to show it', async () => {
    await killedOver(request);
    lies({ 'video.mp4': 'frames' });
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: false } });
    expect(shownAt(fake)).toEqual(delivered(FILES));
  });

  it('is finished by a successor with other content, too', async () => {
    await killedOver(request);
    lies({ 'words.srt': 'words' });
    const newer = await requestOf(dir.path, { 'topics.json': '{}' }, { assetId: request.assetId });
    expect(await log.attempt(newer)).toMatchObject({ kind: 'delivered', key: newer.key });
    expect(shownAt(fake)).toEqual(delivered({ 'topics.json': '{}' }));
  });

  it('is finished where it had been delivered before, and was being taken away', async () => {
    await log.attempt(request);
    const newer = await requestOf(dir.path, { 'video.mp4': 'newer' }, { assetId: request.assetId });
    await killedOver(newer);
    lies({ 'words.srt': 'words' });
    expect(await log.attempt(newer)).toMatchObject({ kind: 'delivered', key: newer.key });
    expect(shownAt(fake)).toEqual(delivered({ 'video.mp4': 'newer' }));
  });

  it('stays as it is where somebody has put something else into it', async () => {
    await killedOver(request);
    lies({ 'video.mp4': 'frames', 'notes.txt': 'mine' });
    await expect(log.attempt(request)).rejects.toMatchObject({
      kind: 'retryable',
      code: 'output-changed',
      message: expect.stringContaining(name) as string,
    });
    expect(shownAt(fake)).toMatchObject({ [name]: { 'video.mp4': 'frames', 'notes.txt': 'mine' } });
  });

  it('stays as it is where it was there before, whatever lies in it', async () => {
    lies(FILES);
    for (let attempts = 0; attempts < 2; attempts += 1)
      await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'retryable', code: 'output-changed' });
    expect(shownAt(fake)).toMatchObject({ [name]: FILES });
    expect(Object.keys(shownAt(fake)[name] ?? {})).not.toContain('.throughline.json');
  });
});
