import { connect, type NatsConnection } from '@nats-io/transport-node';
import {
  CHANNEL_CHECK_SUBJECT,
  MIRROR_STORE,
  channelCheckCodec,
  channelCheckReportCodec,
  channelNoteCodec,
  inboxPrefix,
  presenceCodec,
  presenceSubject,
  resendCodec,
} from '@throughline/contracts';
import type { MirrorRecord, Presence } from '@throughline/contracts';
import { JetStreamKeyValueStore } from '@throughline/messaging';
import { until } from '@throughline/stack/testing';
import { openProjector, openRealGateway, openWorld, type RealGateway, type World } from '../testing/real-gateway.js';
import { soon } from '../testing/soon.js';

const PAGE = '1f0c7c3e-9d0a-4f5d-8f0f-2b110199f5a0';
const VIDEO = 'https://93.184.216.34/talks/weekly.mp4';
const AT = '2026-02-05T10:00:00.000Z';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Answered<T = Record<string, unknown>> {
  readonly status: number;
  readonly body: T;
}

describe('channels over the real bus, with each service’s own permissions', () => {
  let world: World;
  let gateway: RealGateway;
  let upload: NatsConnection;
  let records: JetStreamKeyValueStore;
  let closeProjector: () => Promise<void>;
  beforeAll(async () => {
    world = await openWorld();
    closeProjector = await openProjector(world);
    gateway = await openRealGateway(world);
    upload = await connect({
      servers: world.nats.url,
      user: 'upload',
      pass: world.nats.passwords?.upload ?? '',
      inboxPrefix: inboxPrefix('upload'),
    });
    records = new JetStreamKeyValueStore(upload, MIRROR_STORE);
  }, 60_000);
  afterAll(async () => {
    await upload.close();
    await gateway.close();
    await closeProjector();
    await world.close();
  });

  const call = async <T>(method: string, path: string, body?: object): Promise<Answered<T>> => {
    const response = await gateway.fetch(`/api/v1${path}`, {
      method,
      headers: { 'if-match': '*', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as T };
  };
  const make = (name: string): Promise<Answered<{ id: number; secret: string }>> =>
    call('POST', '/channels', { name, outputs: [] });
  const note = async (id: number): Promise<unknown> => {
    const stored = await records.read(`channel.${String(id)}`);
    return stored === undefined ? undefined : channelNoteCodec.decode(bytes(stored.text));
  };

  it('are written to the upload service’s records when they are created, changed and removed', async () => {
    const { body } = await make('told');
    expect(await note(body.id)).toMatchObject({
      channel: body.id,
      name: 'told',
      actionType: 'update_origin',
      owner: gateway.owner,
    });
    await call('PATCH', `/channels/${String(body.id)}`, { action_type: 'none' });
    expect(await note(body.id)).toMatchObject({ actionType: 'none' });
    expect((await call('DELETE', `/channels/${String(body.id)}`)).status).toBe(204);
    expect(await note(body.id)).toBeUndefined();
    expect(await gateway.channels.sweep(new AbortController().signal)).toBeGreaterThan(0);
    expect(await note(body.id)).toBeUndefined();
  });

  it('are checked by the upload service, or answer 503 without it', async () => {
    const { id } = (await make('asked')).body;
    const check = (body?: object) => call('POST', `/channels/${String(id)}/check`, body);
    expect(await check()).toMatchObject({ status: 503, body: { code: 'no-upload-service' } });
    const service = upload.subscribe(CHANNEL_CHECK_SUBJECT, {
      callback: (_, message) => {
        const { channel, page } = channelCheckCodec.decode(message.data);
        const found = { name: 'channel', result: 'ok' as const, message: `${channel.name} ${page ?? ''}` };
        message.respond(channelCheckReportCodec.encode({ v: 1, items: [found] }));
      },
    });
    await upload.flush();
    expect(await check({ page_id: PAGE })).toMatchObject({
      status: 200,
      body: { ok: true, items: [{ message: `asked ${PAGE}` }] },
    });
    service.unsubscribe();
  });

  it.each(['%C3%A4udits', 'Audits', '-', 'x'.repeat(70)])(
    'refuse a video for a channel whose name cannot exist: %s',
    async (name) => {
      const answer = await fetch(`${gateway.url}/api/v1/webhooks/${name}`, {
        method: 'POST',
        headers: { 'x-webhook-secret': 'guessed' },
        body: new URLSearchParams({ video_url: VIDEO, page_id: PAGE }),
      });
      expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'webhook-refused' }]);
    },
  );

  it('register a video, list it by channel, and show the status of its page', async () => {
    const { id, secret } = (await make('bringing')).body;
    const token = { type: 'token', name: 'Notion', token: 'ntn_1' };
    const { body: credential } = await call<{ id: number }>('POST', '/credentials', token);
    await call('PATCH', `/channels/${String(id)}`, { credential_id: credential.id });
    const other = await make('idle');
    const sent = await fetch(`${gateway.url}/api/v1/webhooks/bringing`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}` },
      body: new URLSearchParams({ video_url: VIDEO, page_id: PAGE }),
    });
    const { recording_id: recordingId } = (await sent.json()) as { recording_id: string };
    const list = async (channel: number): Promise<string[]> => {
      const { body } = await call<{ items: { id: string }[] }>('GET', `/recordings?channel_id=${String(channel)}`);
      return body.items.map((one) => one.id);
    };
    await until(async () => (await list(id)).length > 0);
    expect([await list(id), await list(other.body.id)]).toEqual([[recordingId], []]);
    const past = await call<{ items: { id: string }[] }>('GET', `/recordings?as_of=${soon()}`);
    expect(past.body.items.map((one) => one.id)).toContain(recordingId);
    const mirror = async () =>
      (await call<{ state: string; wanted: { since: string } }>('GET', `/recordings/${recordingId}/mirror`)).body;
    await until(async () => (await mirror()).state === 'behind');
    const { since } = (await mirror()).wanted;
    const shown = { status: 'Processing', digest: 'a'.repeat(32) } as const;
    const record: MirrorRecord = {
      v: 1,
      assetId: recordingId,
      owner: gateway.owner,
      channel: id,
      page: PAGE,
      runAt: AT,
      wanted: { ...shown, since },
      sent: { ...shown, at: AT },
    };
    await records.write(`page.${recordingId}`, JSON.stringify(record), 'absent');
    await until(async () => (await mirror()).state === 'current');
    const health = async () => (await call<{ health: { state: string } }>('GET', `/channels/${String(id)}`)).body.health;
    expect(await health()).toMatchObject({ state: 'unknown' });
    const here: Presence = { v: 1, service: 'upload', worker: 'spec', lanes: [], everyMs: 60_000 };
    upload.publish(presenceSubject('upload'), presenceCodec.encode(here));
    await until(async () => (await health()).state === 'ok');
    expect((await call('GET', `/channels/${String(id)}`)).body).toMatchObject({
      health: { state: 'ok', last_success_at: AT, backlog: 0 },
    });
    expect((await call('POST', `/channels/${String(id)}/resync`)).body).toEqual({ asked: 1 });
    const resend = await records.read(`resend.${recordingId}`);
    expect(resendCodec.decode(bytes(resend?.text ?? ''))).toMatchObject({ v: 1, by: gateway.owner });
  });
});
