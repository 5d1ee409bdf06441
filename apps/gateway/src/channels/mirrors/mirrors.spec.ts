import type { MirrorRecord } from '@throughline/contracts';
import { type FollowOptions, type FollowableKeyValueStore } from '@throughline/messaging';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import { MemoryUploadServiceClient } from '../../testing/memory-upload-service-client.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { sendRequest, type Method } from '../../testing/send-request.js';
import { upload } from '../../testing/upload.js';
import { startStep } from '../../testing/work-through.js';
import { Mirrors } from './mirrors.js';

const PAGE = '1f0c7c3e-9d0a-4f5d-8f0f-2b110199f5a0';
const VIDEO = 'https://93.184.216.34/talks/weekly.mp4';
const AT = '2026-02-05T10:00:00.000Z';
const shows = (status: 'Processing' | 'Downloading' | 'Error', digest = 'a') => ({ status, digest: digest.repeat(32) });
const processing = { ...shows('Processing'), since: AT };
const trouble = { code: 'page-not-shared', message: 'Share it.', since: AT, at: AT, tries: 3, retryAt: AT };

const REVISION = {} as Parameters<FollowOptions['onRecord']>[2];

class Interrupted implements FollowableKeyValueStore {
  options: FollowOptions | undefined;

  follow(_: string, options: FollowOptions): Promise<void> {
    this.options = options;
    return new Promise((resolve) => {
      options.signal.addEventListener('abort', () => {
        resolve();
      });
    });
  }
}

describe('the Notion page of a recording', () => {
  let gateway: MemoryGateway;
  let pages: MemoryKeyValueStore;
  let uploadService: MemoryUploadServiceClient;
  let stop: AbortController;
  let id: string;
  const renew = renewMemoryGateway(() => ({ ports: { now: () => new Date(AT) } }));
  beforeEach(async () => {
    [pages, uploadService, stop] = [new MemoryKeyValueStore(), new MemoryUploadServiceClient(), new AbortController()];
    const mirrors = new Mirrors();
    gateway = await renew({ mirrors, uploadService });
    void mirrors.follow(pages, stop.signal);
    const { secret } = (await call('POST', '/channels', { name: 'audits', outputs: [] })).body as { secret: string };
    const sent = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/webhooks/audits',
      payload: { video_url: VIDEO, page_id: PAGE, secret },
    });
    id = sent.json<{ recording_id: string }>().recording_id;
  });
  afterEach(() => {
    stop.abort();
  });

  const call = (method: Method, path: string, payload?: object, token?: string) =>
    sendRequest(gateway, method, path, { payload, token, ifMatch: '*' });
  const page = (given: Partial<MirrorRecord>): Promise<unknown> => {
    const record = { v: 1, assetId: id, owner: gateway.owner, channel: 1, page: PAGE, runAt: AT, ...given };
    return pages.write(`page.${id}`, JSON.stringify(record), 'anything');
  };
  const mirror = async (): Promise<unknown> => (await call('GET', `/recordings/${id}/mirror`)).body;

  it('is behind until the upload service has written it, and then in the state that the service reports', async () => {
    expect(await mirror()).toEqual({
      channel: { id: 1, name: 'audits' },
      page_id: PAGE,
      page_url: `https://www.notion.so/${PAGE.replaceAll('-', '')}`,
      state: 'behind',
      wanted: { status: 'Processing', since: AT },
      sent: null,
      superseded_by: null,
      error: null,
    });
    await page({ wanted: processing, sent: { ...shows('Processing'), at: AT } });
    expect(await mirror()).toMatchObject({ state: 'current', sent: { status: 'Processing', at: AT } });
    await page({ wanted: processing, sent: { ...shows('Error', 'b'), at: AT } });
    expect(await mirror()).toMatchObject({ state: 'behind', wanted: { status: 'Processing' }, sent: { status: 'Error' } });
    await page({ wanted: processing, trouble });
    expect(await mirror()).toMatchObject({
      state: 'failing',
      sent: null,
      error: { code: 'page-not-shared', tries: 3, retry_at: AT },
    });
    await page({ wanted: processing, supersededBy: 'other' });
    expect(await mirror()).toMatchObject({ state: 'superseded', superseded_by: 'other' });
    await page({});
    expect(await mirror()).toMatchObject({ state: 'behind', wanted: { status: 'Processing' } });
  });

  it('is behind the log while the upload service is away, whatever its last report', async () => {
    const sent = { ...shows('Processing'), at: AT };
    await page({ wanted: { ...processing, since: '2026-02-05T09:59:59.000Z' }, sent });
    expect(await mirror()).toMatchObject({ state: 'behind', wanted: { status: 'Processing', since: AT } });
    await page({ wanted: processing, sent });
    const attemptId = await startStep(gateway, id, 'DOWNLOAD');
    expect(await mirror()).toMatchObject({
      state: 'behind',
      wanted: { status: 'Downloading' },
      sent: { status: 'Processing', at: AT },
    });
    const error = { ...shows('Error'), since: AT };
    const gone = { wanted: error, sent: { ...shows('Error'), at: AT } };
    await page({ ...gone, stalled: [{ step: 'DOWNLOAD', attemptId, since: AT }] });
    expect(await mirror()).toMatchObject({ state: 'current', wanted: { status: 'Error' } });
    await page({ ...gone, stalled: [{ step: 'DOWNLOAD', attemptId: 'an earlier one', since: AT }] });
    expect(await mirror()).toMatchObject({ state: 'behind', wanted: { status: 'Downloading' } });
    await page({ wanted: processing, sent, supersededBy: 'other' });
    expect(await mirror()).toMatchObject({ state: 'superseded', sent: null });
    await page({ wanted: processing, sent, supersededBy: 'other', runAt: '2026-02-05T09:00:00.000Z' });
    expect(await mirror()).toMatchObject({ state: 'behind' });
  });

  it('is off if its channel writes nothing or was removed', async () => {
    await page({ wanted: processing, sent: { ...shows('Processing'), at: AT } });
    await call('PATCH', '/channels/1', { action_type: 'none' });
    expect(await mirror()).toMatchObject({ state: 'off', channel: { name: 'audits' } });
    await call('DELETE', '/channels/1');
    await page({ wanted: processing, sent: { ...shows('Processing'), at: AT } });
    expect(await mirror()).toMatchObject({ state: 'off', channel: null, page_id: PAGE, sent: { status: 'Processing' } });
  });

  it('is unknown if its record cannot be read', async () => {
    await pages.write(`page.${id}`, '{"v":2}', 'anything');
    expect(await mirror()).toMatchObject({ state: 'unknown', sent: null });
    await page({ wanted: processing, sent: { ...shows('Processing'), at: AT } });
    expect(await mirror()).toMatchObject({ state: 'current' });
    await pages.remove(`page.${id}`);
    expect(await mirror()).toMatchObject({ state: 'behind' });
  });

  it('is shown from the row of a quarantined recording, whose log cannot be read', async () => {
    await page({ wanted: processing, sent: { ...shows('Processing'), at: AT } });
    gateway.rows.quarantine(id);
    gateway.ports.commands.load = () => Promise.reject(new Error('undecodable'));
    expect(await mirror()).toMatchObject({ state: 'current', wanted: { status: 'Processing', since: AT } });
  });

  it('is sent again on request', async () => {
    const { status, body } = await call('POST', `/recordings/${id}/mirror/resync`);
    expect([status, body]).toMatchObject([202, { page_id: PAGE }]);
    expect(uploadService.resends.get(id)).toMatchObject({ by: gateway.owner });
    const viewer = await gateway.tokenFor(['read'], gateway.owner);
    expect((await call('POST', `/recordings/${id}/mirror/resync`, undefined, viewer)).status).toBe(403);
    expect((await call('GET', `/recordings/${id}/mirror`, undefined, viewer)).status).toBe(200);
  });

  it('is hidden from other users, and a recording without a page has none', async () => {
    const stranger = await gateway.tokenFor(['write']);
    const answers = [
      await call('GET', `/recordings/${id}/mirror`, undefined, stranger),
      await call('POST', `/recordings/${id}/mirror/resync`, undefined, stranger),
      await call('GET', '/recordings/nothing/mirror'),
    ];
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const { id: plain } = await upload(gateway);
    expect((await call('GET', `/recordings/${plain}/mirror`)).body).toMatchObject({ status: 404, code: 'no-mirror' });
    expect((await call('GET', `/recordings/${plain}`)).body).toMatchObject({ origin: null });
  });

  it('belongs to a channel that lists can be filtered by', async () => {
    await upload(gateway);
    const ids = async (query: string): Promise<string[]> =>
      ((await call('GET', `/recordings${query}`)).body as { items: { id: string }[] }).items.map((one) => one.id);
    expect(await ids('')).toHaveLength(2);
    expect(await ids('?channel_id=1')).toEqual([id]);
    expect(await ids('?channel_id=2')).toEqual([]);
    expect((await call('GET', '/recordings?channel_id=audits')).status).toBe(400);
  });
});

describe('records of pages', () => {
  it('are unknown until all were read, and again while the bus is away', async () => {
    const problems: unknown[] = [];
    const [mirrors, bus, stop] = [new Mirrors((error) => problems.push(error)), new Interrupted(), new AbortController()];
    const followed = mirrors.follow(bus, stop.signal);
    expect([mirrors.of('one'), mirrors.ofChannel(1)]).toEqual(['unknown', undefined]);
    bus.options?.onCaughtUp();
    expect([mirrors.of('one'), mirrors.ofChannel(1)]).toEqual([undefined, []]);
    bus.options?.onInterrupted?.(new Error('cut'));
    expect([mirrors.of('one'), mirrors.ofChannel(1), problems.length]).toEqual(['unknown', undefined, 1]);
    bus.options?.onCaughtUp();
    expect(mirrors.ofChannel(1)).toEqual([]);
    stop.abort();
    await followed;
    expect(mirrors.ofChannel(1)).toBeUndefined();
  });

  it('are unknown for a channel with an unreadable record, and for all channels if its channel is unknown', () => {
    const [mirrors, bus] = [new Mirrors(), new Interrupted()];
    void mirrors.follow(bus, new AbortController().signal);
    const say = (assetId: string, channel: number): string =>
      JSON.stringify({ v: 1, assetId, owner: 'me', channel, page: PAGE, runAt: AT });
    const announce = (name: string, text: string): void => bus.options?.onRecord(`page.${name}`, text, REVISION);
    announce('one', say('one', 1));
    announce('two', say('two', 2));
    bus.options?.onCaughtUp();
    announce('one', '{"v":2}');
    expect([mirrors.ofChannel(1), mirrors.ofChannel(2)]).toMatchObject([undefined, [{ assetId: 'two' }]]);
    announce('three', '{"v":2}');
    expect(mirrors.ofChannel(2)).toBeUndefined();
    bus.options?.onRemoved('page.three');
    announce('one', say('one', 1));
    expect([mirrors.ofChannel(1), mirrors.ofChannel(2)]).toMatchObject([[{ assetId: 'one' }], [{ assetId: 'two' }]]);
    announce('one', '{"v":2}');
    bus.options?.onRemoved('page.one');
    expect(mirrors.ofChannel(1)).toEqual([]);
  });

  it('are unknown once the connection has closed for good', async () => {
    const problems: unknown[] = [];
    const mirrors = new Mirrors((error) => problems.push(error));
    await mirrors.follow({ follow: () => Promise.reject(new Error('closed')) }, new AbortController().signal);
    expect([mirrors.of('one'), problems]).toMatchObject(['unknown', [{ message: 'closed' }]]);
  });
});
