import {
  FAKE_MICROSOFT_ACCOUNT,
  GraphRefusal,
  graphError,
  matchRequests,
  type Fault,
  type MicrosoftFake,
} from '@throughline/strict-fakes';
import { cloudFaultsContract } from '../../testing/cloud-faults.contract.js';
import { CloudDelivery } from '#testing/cloud-folders/cloud-delivery.js';
import { openOneDrive } from '#testing/onedrive/onedrive-account.js';
import { OneDriveStorage } from './onedrive-storage.js';

const UNIT = 320 * 1024;
const HOUR_MS = 3_600_000;
const FRAGMENTS = matchRequests('PUT', /^\/up\//);
const BEGINNING = matchRequests('POST', /createUploadSession/);

const refusing = (status: number, code: string, headers: Readonly<Record<string, string>> = {}): Fault => {
  const answer = graphError(new GraphRefusal(status, code));
  return { kind: 'answer', ...answer, headers: { ...answer.headers, ...headers } };
};

cloudFaultsContract('a OneDrive', {
  open: (now) => openOneDrive({ now, pageSize: 2 }),
  storage: OneDriveStorage,
  account: FAKE_MICROSOFT_ACCOUNT,
  beginning: BEGINNING,
  sending: FRAGMENTS,
  // The last fragment creates the file.
  creating: FRAGMENTS,
  busy: refusing(503, 'serviceNotAvailable'),
  waits: [
    [
      'activityLimitReached',
      refusing(429, 'activityLimitReached', { 'retry-after': '7' }),
      { code: 'output-busy', retryAfterMs: 7_000 },
    ],
    ['serviceNotAvailable', refusing(503, 'serviceNotAvailable'), { code: 'output-busy' }],
    ['quotaLimitReached', refusing(507, 'quotaLimitReached'), { code: 'disk-full' }],
    ['accessDenied', refusing(403, 'accessDenied'), { code: 'output-not-writable' }],
  ],
  expiryMs: 7 * 86_400_000,
  secrets: (fake) => fake.addresses,
});

describe('a OneDrive output', () => {
  let delivery: CloudDelivery<MicrosoftFake>;
  let now: number;
  beforeEach(async () => {
    now = Date.parse('2026-02-05T10:00:00Z');
    delivery = await CloudDelivery.open(await openOneDrive({ now: () => now, pageSize: 2 }), 'Überblick #1: 100 %');
  });
  afterEach(() => delivery.close());

  it('shows the item in a folder with its title, at the address that Microsoft reports', async () => {
    const end = await delivery.log.attempt(delivery.request);
    await delivery.expectOneCopy();
    expect(Object.keys(delivery.account.fake.tree())[0]).toMatch(/^\/Überblick #1 100 % \[[0-9a-f]{12}\]$/);
    expect(end).toMatchObject({ delivered: { url: expect.stringMatching(/^https:\/\/onedrive\.live\.com\/\?id=/) as string } });
  });

  it('creates a file only with its last fragment, of at most 320 KiB, on finalising', async () => {
    const { account, request } = delivery;
    const hooks = { signal: new AbortController().signal, onProgress: () => undefined };
    const session = await account.destination().open(request);
    await account.destination().send({ session, offset: 0 }, request, hooks);
    const [upload] = [...account.fake.uploads.sessions.values()].filter(({ path }) => path.endsWith('video.mp4'));
    expect(upload?.bytes.length).toBe(UNIT);
    expect(Object.values(account.fake.tree())).toEqual([undefined]);
    await account.destination().finish(session, request, hooks.signal);
    await delivery.expectOneCopy();
    expect(account.fake.uploads.sessions.size).toBe(0);
  });

  it('continues where Microsoft expects the next fragment if it refuses one that it has', async () => {
    delivery.account.fake.faults.add({ fault: refusing(416, 'invalidRange'), on: FRAGMENTS });
    expect(await delivery.log.attempt(delivery.request)).toMatchObject({ kind: 'delivered' });
    await delivery.expectOneCopy();
  });

  it('stores each replaced refresh token, and asks with the next one', async () => {
    const { account } = delivery;
    for (let round = 0; round < 3; round += 1) {
      await account.destination().check();
      now += 2 * HOUR_MS;
    }
    expect(account.fake.oauth.refreshes).toBe(3);
    // Old refresh tokens are refused by now, and the processes must agree on one request.
    await Promise.all([1, 2, 3].map(() => account.destination().check()));
    expect(account.fake.oauth.refreshes).toBe(4);
  });

  it('ends its upload sessions when no attempt continues', async () => {
    const { account, log, request } = delivery;
    account.fake.faults.add({ fault: refusing(503, 'serviceNotAvailable'), on: FRAGMENTS, skip: 1, times: 9 });
    await expect(log.attempt(request)).rejects.toMatchObject({ code: 'output-busy' });
    account.fake.faults.clear();
    const [session = ''] = await account.sessions();
    expect(await account.destination().cancel(session, request)).toEqual({ kind: 'cancelled' });
    expect(account.fake.uploads.sessions.size).toBe(0);
  });

  it('accepts no unencrypted address of an upload session at another host', async () => {
    const body = JSON.stringify({ uploadUrl: 'http://127.0.0.2/up/x', nextExpectedRanges: ['0-'] });
    delivery.account.fake.faults.add({ fault: { kind: 'answer', status: 200, body }, on: BEGINNING });
    const refusal = { kind: 'waiting', code: 'output-unreachable' };
    await expect(delivery.log.attempt(delivery.request)).rejects.toMatchObject(refusal);
  });
});
