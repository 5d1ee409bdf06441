import {
  DropboxRefusal,
  FAKE_DROPBOX_ACCOUNT,
  dropboxError,
  matchRequests,
  type DropboxFake,
  type Fault,
} from '@throughline/strict-fakes';
import { cloudFaultsContract } from '../../testing/cloud-faults.contract.js';
import { CloudDelivery } from '#testing/cloud-folders/cloud-delivery.js';
import { openDropbox } from '#testing/dropbox/dropbox-account.js';
import { DropboxStorage } from './dropbox-storage.js';

const FINISHING = matchRequests('POST', /upload_session\/finish/);

const refusing = (status: number, tags: string, headers: Readonly<Record<string, string>> = {}): Fault => {
  const answer = dropboxError(new DropboxRefusal(status, tags));
  return { kind: 'answer', ...answer, headers: { ...answer.headers, ...headers } };
};

cloudFaultsContract('a Dropbox', {
  open: (now) => openDropbox({ now, pageSize: 2 }),
  storage: DropboxStorage,
  account: FAKE_DROPBOX_ACCOUNT,
  beginning: matchRequests('POST', /upload_session\/start/),
  sending: matchRequests('POST', /append_v2/),
  creating: FINISHING,
  busy: refusing(503, 'internal_error'),
  waits: [
    [
      'too_many_requests',
      refusing(429, 'too_many_requests', { 'retry-after': '7' }),
      { code: 'output-busy', retryAfterMs: 7_000 },
    ],
    ['too_many_write_operations', refusing(409, 'too_many_write_operations'), { code: 'output-busy' }],
    ['internal_error', refusing(503, 'internal_error'), { code: 'output-busy' }],
    ['missing_scope', refusing(401, 'missing_scope'), { code: 'output-not-writable' }],
  ],
  expiryMs: 8 * 86_400_000,
  secrets: (fake) => [...fake.uploads.sessions.keys()],
});

describe('a Dropbox output', () => {
  let delivery: CloudDelivery<DropboxFake>;
  beforeEach(async () => {
    delivery = await CloudDelivery.open(await openDropbox({ pageSize: 2 }), 'Überblick: 会議');
  });
  afterEach(() => delivery.close());

  it('shows the item in a folder with its title, at the address of the delivery', async () => {
    const end = await delivery.log.attempt(delivery.request);
    await delivery.expectOneCopy();
    const folder = Object.keys(delivery.account.fake.tree()).find((path) => path.startsWith('/Überblick 会議 ['));
    const url = `https://www.dropbox.com/home/${encodeURIComponent((folder ?? '').slice(1))}`;
    expect(end).toMatchObject({ delivered: { url, externalId: expect.stringMatching(/^id:/) as string } });
  });

  it('resumes where Dropbox has kept only a part of a chunk', async () => {
    delivery.account.fake.uploads.keepLess = 2;
    expect(await delivery.log.attempt(delivery.request)).toMatchObject({ delivered: { reconciled: false } });
    await delivery.expectOneCopy();
  });

  it('waits for free space, and then continues', async () => {
    const { account, log, request } = delivery;
    account.fake.account().quotaBytes = 1_000;
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'disk-full' });
    expect(account.objects(request.assetId)).toEqual([]);
    account.fake.account().quotaBytes = 2 ** 40;
    await delivery.untilDelivered();
    await delivery.expectOneCopy();
  });

  it('finds its file if the answer that created it was lost', async () => {
    delivery.account.fake.faults.add({ fault: { kind: 'drop-answer' }, on: FINISHING });
    await expect(delivery.log.attempt(delivery.request)).rejects.toMatchObject({ code: 'output-unreachable' });
    await delivery.untilDelivered();
    await delivery.expectOneCopy();
  });
});
