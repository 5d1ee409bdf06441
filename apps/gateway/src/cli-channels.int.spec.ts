import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import {
  CHANNEL_CHECK_SUBJECT,
  MIRROR_STORE,
  channelCheckCodec,
  channelCheckReportCodec,
  channelNoteCodec,
  mirrorRecordCodec,
  presenceCodec,
  presenceSubject,
} from '@throughline/contracts';
import type { CheckItem, MirrorRecord, Presence } from '@throughline/contracts';
import { JetStreamKeyValueStore } from '@throughline/messaging';
import { until } from '@throughline/stack/testing';
import { openProjector, openRealGateway, openWorld, type RealGateway, type World } from './testing/real-gateway.js';
import { createTl, type ProcessResult } from './testing/run-tl.js';

const PAGE = '1f0c2a6b-e9b1-80d1-9a3c-d6f1c0a4b7e2';
const SECRET = 'ntn_hunter2-hunter2';
const encoded = <T>(codec: { encode(value: T): Uint8Array }, value: T): string => new TextDecoder().decode(codec.encode(value));

describe('tl channel, with a real bus and database', () => {
  let world: World;
  let gateway: RealGateway;
  let upload: NatsConnection;
  let pages: JetStreamKeyValueStore;
  let closeProjector: () => Promise<void>;
  let tl: (...args: readonly string[]) => Promise<ProcessResult>;
  let channelSecret: string;
  let recording: string;
  beforeAll(async () => {
    world = await openWorld(undefined, { TL_FETCH_ALLOW: '127.0.0.1' });
    [gateway, closeProjector] = await Promise.all([openRealGateway(world), openProjector(world)]);
    upload = await connect(world.nats.login('upload'));
    pages = new JetStreamKeyValueStore(upload, MIRROR_STORE);
    tl = await createTl(world, gateway);
    await writeFile(join(world.folder, 'notion-token'), `${SECRET}\n`);
  }, 120_000);
  afterAll(async () => {
    await upload.close();
    await gateway.close();
    await closeProjector();
    await world.close();
  });
  const done = async (...args: readonly string[]): Promise<ProcessResult> => {
    const ended = await tl(...args);
    expect({ code: ended.code, err: ended.code === 0 ? '' : ended.err }).toEqual({ code: 0, err: '' });
    return ended;
  };
  const send = (secret: string, body: object): Promise<Response> =>
    fetch(`${gateway.url}/api/v1/webhooks/audit`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-webhook-secret': secret },
      body: JSON.stringify(body),
    });

  it('creates a channel with a token by its name, and publishes it to the upload service without a secret', async () => {
    await done('credential', 'add', 'token', 'Notion', '--secret-file', 'notion-token');
    expect(await tl('channel', 'add', 'audit', '--credential', 'Notion')).toMatchObject({
      code: 3,
      err: expect.stringContaining('--no-outputs') as string,
    });
    const { out, err } = await done(
      'channel',
      'add',
      'audit',
      '--credential',
      'Notion',
      '--no-outputs',
      '--field',
      'duration=Length',
    );
    channelSecret = out.trim();
    expect(err).toContain(`${gateway.url}/api/v1/webhooks/audit`);
    expect((await done('channel', 'list')).out).toBe(
      '1  audit  update_origin  no output  unknown: the state of its pages cannot be read now\n',
    );
    const here: Presence = { v: 1, service: 'upload', worker: 'spec', lanes: [], everyMs: 600_000 };
    upload.publish(presenceSubject('upload'), presenceCodec.encode(here));
    const health = 'unknown: no page was written yet; check the connection: tl channel check audit';
    await until(async () => (await done('channel', 'list')).out === `1  audit  update_origin  no output  ${health}\n`);
    const note = (await pages.read('channel.1'))?.text ?? '';
    expect(channelNoteCodec.decode(new TextEncoder().encode(note))).toMatchObject({
      name: 'audit',
      credential: 1,
      fieldMap: { status: 'Transcript Process Status', process_errors: 'ProcessErrors', duration: 'Length' },
    });
    expect(note).not.toContain(channelSecret);
  });

  it('accepts a video of a page once, and shows the state of its page', async () => {
    const body = { video_url: 'http://127.0.0.1:9/talk.mp4', page_id: PAGE.replaceAll('-', '') };
    const answers = [await send(channelSecret, body), await send(channelSecret, body), await send('another', body)];
    expect(answers.map(({ status }) => status)).toEqual([202, 200, 401]);
    recording = ((await answers[0]?.json()) as { recording_id: string } | undefined)?.recording_id ?? '';
    await until(async () => (await tl('status', recording)).code === 0);
    const waiting = (await done('mirror', 'status', recording)).out;
    expect(waiting).toMatch(/^channel +audit$/m);
    expect(waiting).toMatch(/^state +behind: /m);
    const mirror = await gateway.fetch(`/api/v1/recordings/${recording}/mirror`);
    const { since } = ((await mirror.json()) as { wanted: { since: string } }).wanted;
    const record: MirrorRecord = {
      v: 1,
      assetId: recording,
      owner: gateway.owner,
      channel: 1,
      page: PAGE,
      runAt: '2026-02-05T18:00:00.000Z',
      wanted: { status: 'Processing', digest: 'a'.repeat(32), since },
      sent: { status: 'Processing', digest: 'a'.repeat(32), at: '2026-02-05T18:00:02.000Z' },
    };
    await pages.write(`page.${recording}`, encoded(mirrorRecordCodec, record), 'anything');
    await until(async () => (await done('mirror', 'status', recording)).out.includes('current: '));
    expect((await done('channel', 'show', 'audit')).out).toContain('ok, last success 2026-02-05T18:00:02.000Z\n');
  });

  it('sends pages again, one or all of them', async () => {
    const asked = `resend.${recording}`;
    expect((await done('mirror', 'resync', recording)).out).toMatch(/^shows +Processing/m);
    expect(await pages.read(asked)).toBeDefined();
    await pages.remove(asked);
    expect((await done('mirror', 'resync', '--channel', 'audit')).err).toContain('1 page of audit');
    expect(await pages.read(asked)).toBeDefined();
  });

  it('has channels checked by the upload service, and exits with 1 if a check fails', async () => {
    const unserved = await tl('notion', 'check', '--patience', '0');
    expect(unserved).toMatchObject({ code: 4, out: '', err: expect.stringContaining('no-upload-service') as string });
    const found: CheckItem[] = [{ name: 'client', result: 'ok', message: 'Notion takes the token' }];
    const looked: string[] = [];
    const answering = upload.subscribe(CHANNEL_CHECK_SUBJECT, {
      callback: (_, message) => {
        const { channel, page } = channelCheckCodec.decode(message.data);
        looked.push(`${channel.name} ${page ?? ''}`);
        message.respond(channelCheckReportCodec.encode({ v: 1, items: found }));
      },
    });
    await upload.flush();
    expect((await done('notion', 'check')).out).toBe('audit\n✓  client  Notion takes the token\n');
    found.push({ name: 'field:status', result: 'wrong', message: 'It is not there', mend: 'Add it' });
    expect(await tl('channel', 'check', 'audit', '--page', `https://www.notion.so/Talk-${PAGE}`)).toMatchObject({
      code: 1,
      out: expect.stringContaining('> Add it') as string,
    });
    answering.unsubscribe();
    expect(looked).toEqual(['audit ', `audit ${PAGE}`]);
  });

  it('changes a channel, renews its secret, and removes it', async () => {
    const { out } = await done('channel', 'set', 'audit', '--field', 'duration=', '--action', 'none', '--language', 'de');
    expect(out).toContain('off: no page is written');
    expect(out).not.toContain('duration');
    expect(await tl('credential', 'remove', '1')).toMatchObject({ code: 3 });
    const renewed = (await done('channel', 'secret', 'audit')).out.trim();
    const body = { url: 'http://127.0.0.1:9/other.mp4', page: PAGE };
    expect([(await send(channelSecret, body)).status, (await send(renewed, body)).status]).toEqual([401, 202]);
    await done('channel', 'remove', 'audit');
    expect((await send(renewed, body)).status).toBe(401);
    expect(await pages.read('channel.1')).toBeUndefined();
    expect((await done('mirror', 'status', recording)).out).toMatch(/^channel +removed\nstate +off: /m);
  });
});
