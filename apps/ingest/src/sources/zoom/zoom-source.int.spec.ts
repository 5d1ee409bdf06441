import { createHash, randomBytes } from 'node:crypto';
import type { Source, StepState } from '@throughline/domain';
import {
  FAKE_ZOOM_APP,
  FAKE_ZOOM_USER,
  ZoomFake,
  matchRequests,
  tooManyRequests,
  zoomError,
  type ZoomFile,
  type ZoomMeeting,
} from '@throughline/strict-fakes';
import { until } from '@throughline/stack/testing';
import { FetchBench, QUICK } from '#testing/fetch-bench.js';
import { ZoomConsents } from '#testing/zoom-consents.js';
import { ZoomAccounts, zoomSource } from './index.js';
import { toAddress } from './recording-address.js';

const recording = (bytes: number): Buffer =>
  Buffer.concat([Buffer.from('\0\0\0\x20ftypisom', 'latin1'), randomBytes(bytes - 12)]);
const FILE = recording(700_000);
const SOURCE: Source = { kind: 'zoom', settings: { connection: 'main', view: 'gallery_view' } };

describe('a run that fetches a Zoom recording', () => {
  let zoom: ZoomFake;
  let bench: FetchBench;
  let consents: ZoomConsents;
  beforeEach(async () => {
    zoom = await ZoomFake.start();
    consents = new ZoomConsents(zoom);
    bench = open();
  });
  afterEach(async () => {
    await bench.close();
    await consents.close();
    await zoom.close();
  });

  const open = (): FetchBench => {
    const app = {
      account_id: FAKE_ZOOM_APP.accountId,
      client_id: FAKE_ZOOM_APP.clientId,
      client_secret: FAKE_ZOOM_APP.clientSecret,
    };
    const url = { ...QUICK, pieceBytes: 200_000 };
    const accounts = new ZoomAccounts({ main: { ...app, url: zoom.url } }, { allowed: QUICK.allowed, users: consents.users() });
    const source = zoomSource({ accounts, url, freeBytes: () => Promise.resolve(Infinity) });
    return new FetchBench({}, undefined, { source });
  };
  const add = (files: readonly Partial<ZoomFile>[] = [{ bytes: FILE }], uuid = '/ab//cd=='): ZoomMeeting =>
    zoom.addMeeting({ uuid, files });
  const addressOf = ({ uuid, start_time: start }: ZoomMeeting): string =>
    toAddress({ uuid, start: new Date(start).toISOString() });
  const fetchIt = (meeting: ZoomMeeting, source = SOURCE) => bench.fetch(addressOf(meeting), source);
  const expectWhole = async ({ assetId, step }: { assetId: string; step: StepState }, file = FILE): Promise<void> => {
    expect(step.phase).toBe('completed');
    const sha256 = createHash('sha256').update(file).digest('hex');
    expect(step.artifacts).toMatchObject([{ size: file.byteLength, sha256 }]);
    await expectNoSecrets(assetId);
  };
  const expectNoSecrets = async (assetId: string): Promise<void> => {
    const log = JSON.stringify(await bench.shop.asset(assetId));
    const events = JSON.stringify(await Promise.all(EVENTS.map((type) => bench.shop.recorded(assetId, type))));
    expect(zoom.downloads.issued.length + zoom.oauth.issued.length + zoom.users.issued.length).toBeGreaterThan(0);
    for (const secret of zoom.secrets) expect(log + events).not.toContain(secret);
  };
  const EVENTS = ['AssetRegistered', 'SourceBecameReady', 'StepCheckpointed', 'StepFailed', 'StepCompleted'] as const;
  const waitOf = async (assetId: string): Promise<unknown> => {
    const step = await bench.download(assetId);
    return 'waiting' in step ? step.waiting : undefined;
  };
  const details = (): number => zoom.log.filter(({ target }) => target.startsWith('/v2/meetings/')).length;
  const downloads = (): readonly (number | undefined)[] =>
    zoom.log.filter(({ target }) => target.startsWith('/rec/download/')).map(({ status }) => status);
  const ranges = (): readonly (string | undefined)[] => zoom.storageLog.map(({ headers }) => headers['range']);

  it("fetches a recording of a user's own account, and waits while the consent is revoked", async () => {
    await consents.connect(7);
    const own = { kind: 'zoom', settings: { credential: 7, view: 'gallery_view' } };
    await expectWhole(await fetchIt(add(), own));
    zoom.users.revoke(FAKE_ZOOM_USER);
    const waiting = await bench.register(addressOf(add(undefined, 'another==')), own);
    await until(async () => (await waitOf(waiting)) !== undefined, { what: 'the wait for the consent' });
    expect(await waitOf(waiting)).toMatchObject({ for: 'credential-needs-reauth' });
  });

  it('fetches the preferred view, with a token that the storage never gets', async () => {
    const other = { bytes: recording(1_000), recording_type: 'shared_screen_with_speaker_view' };
    await expectWhole(await fetchIt(add([other, { bytes: FILE, recording_type: 'gallery_view' }])));
    expect(zoom.storageLog).toMatchObject([{ status: 200 }]);
    expect(details()).toBe(1);
  });

  it('fetches a part of a meeting that was recorded several times', async () => {
    const meeting = add([{ bytes: recording(1_000) }, { bytes: FILE, recording_start: '2026-02-05T11:00:00Z' }]);
    const address = toAddress({ uuid: meeting.uuid, start: '2026-02-05T11:00:00.000Z' });
    await expectWhole(await bench.fetch(address, SOURCE));
  });

  it('SRC-06: fetches an old recording at its first attempt, without a stored token', async () => {
    const meeting = add();
    zoom.downloads.expireAll();
    await expectWhole(await fetchIt(meeting));
    expect(downloads()).toEqual([302]);
  });

  it('continues a broken download with a range, under a new signature', async () => {
    zoom.storageFaults.add({ fault: { kind: 'drop-answer', afterBytes: 300_000 } });
    await expectWhole(await fetchIt(add()));
    expect(ranges()).toEqual([undefined, expect.stringMatching(/^bytes=\d+-$/)]);
    expect(details()).toBe(1);
  });

  it('renews the token once if it expires during the download, and goes on with a range', async () => {
    const meeting = add();
    zoom.storageFaults.add({ fault: { kind: 'drop-answer', afterBytes: 300_000 } });
    zoom.faults.add({ fault: { kind: 'answer', status: 401 }, on: matchRequests('GET', /download\//), skip: 1 });
    await expectWhole(await fetchIt(meeting));
    expect(downloads()).toEqual([302, 401, 302]);
    expect(ranges()).toEqual([undefined, expect.stringMatching(/^bytes=\d+-$/)]);
    expect(details()).toBe(2);
  });

  it.each([
    ['the status 401', { kind: 'answer', status: 401 }],
    [
      'a sign-in page and the status 200',
      { kind: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' },
    ],
  ] as const)('fails permanently if Zoom answers a new token with %s', async (_, fault) => {
    const meeting = add();
    zoom.faults.add({ fault, on: matchRequests('GET', /download\//), times: 2 });
    const { assetId, step } = await fetchIt(meeting);
    expect(step.phase).toBe('failed');
    expect(await bench.failures(assetId)).toMatchObject([{ data: { error: { code: 'source-refused', retryable: false } } }]);
    expect(downloads()).toEqual([fault.status, fault.status]);
    await expectNoSecrets(assetId);
  });

  it('recognises one sign-in page, and fetches the recording with a new token', async () => {
    const meeting = add();
    const page = { kind: 'answer', status: 200, headers: { 'content-type': 'text/html;charset=utf-8' }, body: '<html>' } as const;
    zoom.faults.add({ fault: page, on: matchRequests('GET', /download\//) });
    await expectWhole(await fetchIt(meeting));
  });

  it('never takes fewer bytes than Zoom lists for the whole recording', async () => {
    const meeting = add();
    zoom.storageFaults.add({ fault: { kind: 'cut-answer', afterBytes: 1_000 }, times: 1 });
    const done = await fetchIt(meeting);
    await expectWhole(done);
    expect(await bench.failures(done.assetId)).toMatchObject([{ data: { error: { code: 'source-error', retryable: true } } }]);
  });

  it('waits while Zoom processes the recording or limits the requests, and then goes on by itself', async () => {
    const meeting = add([{ bytes: FILE, status: 'processing' }]);
    const assetId = await bench.register(addressOf(meeting), SOURCE);
    await until(async () => (await waitOf(assetId)) !== undefined, { what: 'the wait for Zoom' });
    expect(await waitOf(assetId)).toMatchObject({ for: 'source-processing' });
    const other = await bench.register(addressOf(add(undefined, 'other==')), SOURCE);
    await until(async () => (await bench.download(other)).phase === 'completed', { what: 'the end of the other download' });
    zoom.faults.add({ fault: { kind: 'answer', ...zoomError(tooManyRequests(900)) }, on: matchRequests('GET', /meetings/) });
    const busy = await bench.register(addressOf(add(undefined, 'third==')), SOURCE);
    await until(async () => (await waitOf(busy)) !== undefined, { what: 'the wait for the limit' });
    expect(await waitOf(busy)).toMatchObject({ for: 'source-busy' });
    expect(await bench.failures(busy)).toEqual([]);
  });

  it.each([
    ['a recording that was deleted', () => toAddress({ uuid: 'gone==', start: '2026-02-05T10:00:00.000Z' }), {}, 'source-gone'],
    ['a part that was deleted', () => toAddress({ uuid: add().uuid, start: '2026-02-06T10:00:00.000Z' }), {}, 'source-gone'],
    ['an address that was erased', () => undefined, {}, 'source-missing'],
    ['another address', () => 'https://zoom.us/', {}, 'source-misconfigured'],
    ['a connection that was removed', () => addressOf(add()), { connection: 'other' }, 'source-misconfigured'],
  ])('fails permanently for %s', async (_, address, settings, code) => {
    const { assetId } = await bench.fetch(address(), { kind: 'zoom', settings: { ...SOURCE.settings, ...settings } });
    expect(await bench.failures(assetId)).toMatchObject([{ data: { error: { code, retryable: false } } }]);
  });

  it('sends the token to no host but that of the connection', async () => {
    const meeting = add();
    const details = {
      ...meeting,
      download_access_token: 'dl.secret',
      recording_files: [{ ...meeting.files[0], file_size: 5, download_url: 'http://localhost:9/rec/download/x' }],
    };
    zoom.faults.add({
      fault: { kind: 'answer', status: 200, body: JSON.stringify(details) },
      on: matchRequests('GET', /meetings/),
    });
    const { assetId } = await fetchIt(meeting);
    expect(await bench.failures(assetId)).toMatchObject([{ data: { error: { code: 'address-refused' } } }]);
    expect(downloads()).toEqual([]);
  });
});
