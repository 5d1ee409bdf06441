import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { matchRequests, type DriveFile, type Fault } from '@throughline/strict-fakes';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest } from '../../kit/destination.js';
import { DriveAccount } from '#testing/google-drive/drive-account.js';

const FILES = { 'video.mp4': 'frames'.repeat(100_000), 'words.srt': 'words' };
const LOST: Fault = { kind: 'drop-request', afterBytes: 0 };

/** Points at which the first attempt fails, after the folder Talks and that of the year exist. */
const ENDED_OVER = {
  'before the folder of the recording was made': { fault: LOST, on: matchRequests('POST', /^\/drive\/v3\/files\?/), skip: 2 },
  'before the first file was begun': { fault: LOST, on: matchRequests('POST', /uploadType=resumable/) },
  'while a file was sent': { fault: LOST, on: matchRequests('PUT', /upload_id=/), times: 9 },
} as const;
const GONE = {
  deleted: (account: DriveAccount, folder: DriveFile): void => {
    account.fake.storage.delete(folder);
  },
  'put into the bin': (account: DriveAccount, folder: DriveFile): void => {
    account.fake.storage.trash(folder);
  },
} as const;

describe('a parent folder of deliveries to Google Drive', () => {
  let account: DriveAccount;
  let dir: string;
  let log: DeliveryLog;
  let request: DeliveryRequest;
  beforeEach(async () => {
    account = await DriveAccount.open({ now: () => Date.parse('2026-02-05T10:00:00Z') });
    dir = await mkdtemp(join(tmpdir(), 'tl-drive-'));
    log = new DeliveryLog(account.destination({ path: 'Talks/{year}' }));
    request = await createRequest(dir, FILES);
  });
  afterEach(async () => {
    expect(account.fake.troubles).toEqual([]);
    await account.close();
    await rm(dir, { recursive: true, force: true });
  });
  const findFile = (name: string): DriveFile => {
    const found = account.fake.folders.find((folder) => folder.name === name && !folder.trashed);
    if (found === undefined) throw new Error(`There is no folder ${name}`);
    return found;
  };
  const endOver = async (when: keyof typeof ENDED_OVER): Promise<void> => {
    account.fake.faults.add(ENDED_OVER[when]);
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    account.fake.faults.clear();
  };

  describe.each(Object.keys(GONE) as (keyof typeof GONE)[])('that was %s', (how) => {
    it.each(Object.keys(ENDED_OVER) as (keyof typeof ENDED_OVER)[])(
      'is created again after an attempt ended %s',
      async (when) => {
        await endOver(when);
        GONE[how](account, findFile('Talks'));
        await expect(log.attempt(request)).resolves.toMatchObject({ kind: 'delivered', key: request.key });
        expect(account.foldersOf(request.assetId)).toEqual(['Talks/2026']);
        expect(account.fake.inside(findFile('2026').id)).toHaveLength(1);
        expect(await account.sessions()).toEqual([]);
      },
    );

    it('is created once for all later deliveries', async () => {
      await endOver('before the first file was begun');
      GONE[how](account, findFile('2026'));
      const other = await createRequest(dir, { 'video.mp4': 'other' });
      const others = new DeliveryLog(account.destination({ path: 'Talks/{year}' }));
      await Promise.all([log.attempt(request), others.attempt(other)]);
      expect(account.fake.inside(findFile('2026').id)).toHaveLength(2);
      expect(account.fake.folders.filter(({ name, trashed }) => name === '2026' && !trashed)).toHaveLength(1);
    });

    it.each([{ path: 'Talks/{year}' }, {}])('is reported if it is the configured folder: below it %j', async (below) => {
      const [id = ''] = account.fake.storage.reserve(account.fake.account(), 1);
      account.fake.storage.create(
        account.fake.account(),
        {
          id,
          name: 'Shared',
          mimeType: 'application/vnd.google-apps.folder',
          parents: [],
          appProperties: {},
          description: undefined,
        },
        { allDrives: false },
      );
      log = new DeliveryLog(account.destination({ folder: id, ...below }));
      await endOver('before the first file was begun');
      GONE[how](account, findFile('Shared'));
      await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'permanent', code: 'output-misconfigured' });
    });
  });
});
