import { NextcloudFake, matchRequests } from '@throughline/strict-fakes';
import { tempDir, type TempDir } from '@throughline/stack/testing';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest } from '../../kit/destination.js';
import { toFolderName } from '../../kit/folder-name.js';
import { openOutput, listContent } from '#testing/webdav/nextcloud-fixture.js';

describe('a folder without a manifest on a WebDAV server', () => {
  let fake: NextcloudFake;
  let dir: TempDir;
  let log: DeliveryLog;
  let request: DeliveryRequest;
  let name: string;
  beforeEach(async () => {
    fake = await NextcloudFake.start();
    dir = await tempDir();
    log = new DeliveryLog(openOutput(fake));
    request = await createRequest(dir.path, { 'video.mp4': 'frames', 'words.srt': 'words' });
    name = toFolderName(request.title, request.assetId);
  });
  afterEach(async () => {
    await fake.close();
    await dir.remove();
  });

  /** Creates the folder as an interrupted move or deletion leaves it. */
  const lies = (files: Readonly<Record<string, string>>): void => {
    for (const path of [['talks'], ['talks', name]]) if (fake.files.at(path) === undefined) fake.files.makeFolder(path);
    for (const [file, text] of Object.entries(files))
      fake.files.put(['talks', name, file], { content: Buffer.from(text), contentType: 'text/plain' });
  };
  /** Runs an attempt whose last request, the one that shows the folder, is lost. */
  const killedOver = async (delivery: DeliveryRequest): Promise<void> => {
    fake.faults.add({ fault: { kind: 'drop-request', afterBytes: 0 }, on: matchRequests('MOVE', /staging-[^/]+$/) });
    await expect(log.attempt(delivery)).rejects.toMatchObject({ kind: 'waiting', code: 'output-unreachable' });
  };
  const delivered = (files: Readonly<Record<string, string>>): object => ({
    [name]: { ...files, '.throughline.json': expect.any(String) as string },
  });
  const FILES = { 'video.mp4': 'frames', 'words.srt': 'words' };

  it('is completed by the next attempt at the same content', async () => {
    await killedOver(request);
    lies({ 'video.mp4': 'frames' });
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: false } });
    expect(listContent(fake)).toEqual(delivered(FILES));
  });

  it('is completed by the next attempt at other content', async () => {
    await killedOver(request);
    lies({ 'words.srt': 'words' });
    const newer = await createRequest(dir.path, { 'topics.json': '{}' }, { assetId: request.assetId });
    expect(await log.attempt(newer)).toMatchObject({ kind: 'delivered', key: newer.key });
    expect(listContent(fake)).toEqual(delivered({ 'topics.json': '{}' }));
  });

  it('is completed if its delivery was being removed', async () => {
    await log.attempt(request);
    const newer = await createRequest(dir.path, { 'video.mp4': 'newer' }, { assetId: request.assetId });
    await killedOver(newer);
    lies({ 'words.srt': 'words' });
    expect(await log.attempt(newer)).toMatchObject({ kind: 'delivered', key: newer.key });
    expect(listContent(fake)).toEqual(delivered({ 'video.mp4': 'newer' }));
  });

  it('stays unchanged if a user has put something into it', async () => {
    await killedOver(request);
    lies({ 'video.mp4': 'frames', 'notes.txt': 'mine' });
    await expect(log.attempt(request)).rejects.toMatchObject({
      kind: 'retryable',
      code: 'output-changed',
      message: expect.stringContaining(name) as string,
    });
    expect(listContent(fake)).toMatchObject({ [name]: { 'video.mp4': 'frames', 'notes.txt': 'mine' } });
  });

  it('stays unchanged if it was there before, whatever it holds', async () => {
    lies(FILES);
    for (let attempts = 0; attempts < 2; attempts += 1)
      await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'retryable', code: 'output-changed' });
    expect(listContent(fake)).toMatchObject({ [name]: FILES });
    expect(Object.keys(listContent(fake)[name] ?? {})).not.toContain('.throughline.json');
  });
});
