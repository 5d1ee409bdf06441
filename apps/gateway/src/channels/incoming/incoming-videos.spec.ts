import type { MirrorRecord } from '@throughline/contracts';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import type { GatewayLimits } from '../../gateway-settings.js';
import { Mirrors } from '../mirrors/mirrors.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { sendRequest, type Method } from '../../testing/send-request.js';
import { failStep, startStep } from '../../testing/work-through.js';

const PAGE = '1f0c7c3e-9d0a-4f5d-8f0f-2b110199f5a0';
const ERROR = { status: 'Error', digest: 'e'.repeat(32) } as const;
const VIDEO = 'https://93.184.216.34/talks/weekly.mp4';

interface CreatedChannel {
  readonly id: number;
  readonly secret: string;
}
interface Answer {
  readonly recording_id: string;
  readonly status: string;
}

describe('videos that other programs send to a channel', () => {
  let gateway: MemoryGateway;
  let channel: CreatedChannel;
  let pages: MemoryKeyValueStore;
  let stop: AbortController;
  let ahead: number;
  let began: number;
  /** Stands still but for `later`: a busy machine takes seconds between two requests. */
  const time = (): Date => new Date(began + ahead);
  const now = (): string => time().toISOString();
  const later = (seconds: number): void => {
    ahead += seconds * 1_000;
  };
  const renew = renewMemoryGateway(() => ({ ports: { now: time } }));
  beforeEach(async () => {
    [pages, stop, ahead, began] = [new MemoryKeyValueStore(), new AbortController(), 0, Date.now()];
    const mirrors = new Mirrors();
    void mirrors.follow(pages, stop.signal);
    gateway = await renew({ mirrors });
    channel = await make('audits');
  });
  afterEach(async () => {
    stop.abort();
    await gateway.close();
  });

  const call = (method: Method, path: string, payload?: object, token?: string) =>
    sendRequest<Record<string, unknown>>(gateway, method, path, { payload, token, ifMatch: '*' });
  const make = async (name: string, token = gateway.token): Promise<CreatedChannel> =>
    (await call('POST', '/channels', { name, outputs: ['library'], language: 'de' }, token)).body as unknown as CreatedChannel;
  const send = async (payload: object | string, headers: object = { 'x-webhook-secret': channel.secret }, name = 'audits') => {
    const response = await gateway.app.inject({
      method: 'POST',
      url: `/api/v1/webhooks/${name}`,
      headers: { ...headers },
      payload,
    });
    return { status: response.statusCode, headers: response.headers, body: response.json<Record<string, unknown>>() };
  };
  const sendVideo = async (payload: object = { video_url: VIDEO, page_id: PAGE }): Promise<Answer> =>
    (await send(payload)).body as unknown as Answer;
  const recording = async (id: string): Promise<Record<string, unknown>> => (await call('GET', `/recordings/${id}`)).body;
  const eventsOf = async (id: string): Promise<readonly { type: string; actor: unknown }[]> =>
    (await call('GET', `/recordings/${id}/events`)).body['items'] as { type: string; actor: unknown }[];
  const runsOf = async (id: string): Promise<number> => (await eventsOf(id)).filter(({ type }) => type === 'RunStarted').length;

  it('create a recording from a video and its page, and run it with the settings of the channel', async () => {
    const { status, headers, body } = await send({ video_url: VIDEO, page_id: PAGE, title: 'Weekly' });
    const id = String(body['recording_id']);
    expect([status, headers['location'], body]).toMatchObject([
      202,
      `/api/v1/recordings/${id}`,
      { status: 'INITIALIZED', url: `/api/v1/recordings/${id}`, mirror: `/api/v1/recordings/${id}/mirror` },
    ]);
    expect(await recording(id)).toMatchObject({
      title: 'Weekly',
      language: 'de',
      origin: { channel_id: channel.id, page_id: PAGE },
      outputs: [{ id: 'library' }],
      processing_stages: [{ stage_type: 'TRANSCRIBE' }],
      source: { kind: 'url' },
    });
    const { state } = (await gateway.ports.commands.load(id)) ?? {};
    expect(state).toMatchObject({ pipeline: 'audit-process', owner: gateway.owner });
    expect((await eventsOf(id)).map(({ actor }) => actor)).toEqual(
      (await eventsOf(id)).map(() => ({ kind: 'service', id: 'gateway', name: null })),
    );
  });

  it('deliver to own outputs of the channel, and start nothing after such an output was removed', async () => {
    const content = { type: 'folder', settings: { folder: 'library', path: 'Talks' }, credentialId: undefined };
    const output = await gateway.ports.ownOutputs.add({ libraryId: gateway.owner, name: 'mine', ...content });
    await call('PATCH', `/channels/${String(channel.id)}`, { outputs: ['mine'] });
    const { recording_id } = await sendVideo();
    const { state } = (await gateway.ports.commands.load(recording_id)) ?? {};
    expect(state).toMatchObject({ run: { config: { outputs: [{ name: 'mine', settings: content.settings }] } } });
    if (typeof output !== 'string') await gateway.ports.ownOutputs.remove(output);
    const detail = 'The channel audits names outputs that do not exist: mine.';
    expect((await send({ video_url: `${VIDEO}?other`, page_id: PAGE })).body).toMatchObject({
      status: 409,
      code: 'channel-output-missing',
      detail,
    });
  });

  it('start nothing while the stored settings contradict each other', async () => {
    const { settings } = await gateway.ports.templates.load(gateway.owner);
    const conflict = { processing_config: { topics_display: { min_length: 60, max_length: 50 } } };
    await gateway.ports.templates.replaceSettings(gateway.owner, settings.revision, conflict);
    expect((await send({ video_url: VIDEO, page_id: PAGE })).body).toMatchObject({ status: 409, code: 'settings-conflict' });
  });

  it('accept the payloads of known senders', async () => {
    const bare = PAGE.replaceAll('-', '');
    const payloads: readonly (object | string)[] = [
      { url: VIDEO, notion_page_id: bare },
      { youtube_url: VIDEO, pageId: PAGE.toUpperCase() },
      { discord_video_url: VIDEO, page: `https://www.notion.so/acme/Weekly-talk-${bare}?pvs=4` },
      { link: VIDEO, page_url: `https://www.notion.so/${bare}` },
      { id: '1', content: `Here it is: <${VIDEO}>, enjoy!`, embeds: [{}], page_id: PAGE },
      {
        content: 'no address',
        attachments: [
          { url: 'https://93.184.216.34/a.png', content_type: 'image/png' },
          { url: VIDEO, content_type: 'video/mp4' },
        ],
        page_id: PAGE,
      },
      { url: `https://www.notion.so/${bare}`, video_url: '', link: VIDEO, page_id: PAGE },
      {
        source: { type: 'automation' },
        data: {
          object: 'page',
          id: PAGE,
          properties: {
            Name: { type: 'title', title: [{ plain_text: 'Weekly' }, { plain_text: 'talk' }] },
            Docs: { type: 'url', url: 'https://93.184.216.34/docs' },
            'Video URL': { type: 'url', url: VIDEO },
            Empty: { type: 'url', url: null },
          },
        },
      },
    ];
    const ids = new Set<unknown>();
    for (const payload of payloads) {
      const { status, body } = await send(payload);
      expect([payload, [200, 202].includes(status)]).toEqual([payload, true]);
      ids.add(body['recording_id']);
    }
    // Every request names the same page and the same address.
    expect(ids.size).toBe(1);
    expect(await runsOf(String([...ids][0]))).toBe(1);
  });

  it('use the title of a page that Notion has sent, and ignore the properties that this system writes', async () => {
    await call('PATCH', `/channels/${String(channel.id)}`, { field_map: { status: 'Stand', drive_url: 'Video in Drive' } });
    const { recording_id: id } = await sendVideo({
      data: {
        object: 'page',
        id: PAGE,
        properties: {
          Name: { title: [{ plain_text: 'Fol' }, { plain_text: 'ge 3.5' }] },
          'Video in Drive': { url: 'https://93.184.216.34/old' },
          Source: { url: VIDEO },
        },
      },
    });
    expect(await recording(id)).toMatchObject({ title: 'Folge 3.5' });
    const { personal } = (await gateway.ports.commands.load(id)) ?? {};
    expect(JSON.stringify(personal)).toContain(VIDEO);
  });

  it('accept a form as well', async () => {
    const form = new URLSearchParams({ video_url: VIDEO, page_id: PAGE, secret: channel.secret, title: '' }).toString();
    const type = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    expect((await send(form, type)).status).toBe(202);
    const elsewhere = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/channels',
      headers: { authorization: `Bearer ${gateway.token}`, ...type },
      payload: 'name=audits',
    });
    expect(elsewhere.json()).toMatchObject({ status: 415, code: 'unsupported-media-type' });
  });

  it.each([
    [{ page_id: PAGE }, ['/video_url']],
    [{ video_url: VIDEO }, ['/page_id']],
    [{ video_url: VIDEO, page_id: 'the page with the talk' }, ['/page_id']],
    [{ video_url: 5, page_id: [PAGE] }, ['/video_url', '/page_id']],
    [{ link: 'ftp://files.example/x', page_id: PAGE }, ['/link']],
    [{ youtube_url: 'http://127.0.0.1/x', page_id: PAGE }, ['/youtube_url']],
    [{ url: VIDEO, page_id: PAGE, language: 'klingonisch-und-mehr-als-das' }, ['/language']],
    [[], ['/video_url', '/page_id']],
  ])('are refused if they name no video or no page, with the position: %j', async (payload, pointers) => {
    const { status, body } = await send(payload);
    expect([status, (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer)]).toEqual([400, pointers]);
  });

  it("accept a channel's secret in several places, and refuse all others alike, with a rate limit", async () => {
    await reopenGateway({ perStranger: { burst: 5, perSecond: 0.001 } });
    const body = { video_url: VIDEO, page_id: PAGE };
    expect((await send(body, { authorization: `Bearer ${channel.secret}` })).status).toBe(202);
    expect((await send({ ...body, secret: channel.secret }, { authorization: 'Basic eDp5' })).status).toBe(200);
    const refusals = [
      await send(body, {}),
      await send(body, { authorization: `Bearer ${gateway.token}` }),
      await send({ ...body, secret: 'guessed' }, {}),
      await send(body, undefined, 'nothing-here'),
    ];
    const bodies = refusals.map(({ body: { request_id: _, ...rest } }) => JSON.stringify(rest));
    expect([new Set(bodies).size, refusals[0]?.status, refusals[0]?.headers['www-authenticate']]).toMatchObject([
      1,
      401,
      expect.stringContaining('Bearer') as string,
    ]);
    await send(body, {});
    expect(await send(body, {})).toMatchObject({ status: 429, headers: { 'retry-after': expect.any(String) as string } });
    // The limit for guesses does not affect senders with the right secret.
    expect((await send(body)).status).toBe(200);
  });

  it('distinguish channels with one name in different libraries', async () => {
    const stranger = await gateway.tokenFor(['write']);
    const theirs = await make('audits', stranger);
    const { body } = await send({ video_url: VIDEO, page_id: PAGE }, { 'x-webhook-secret': theirs.secret });
    expect((await call('GET', `/recordings/${String(body['recording_id'])}`)).status).toBe(404);
    expect((await call('GET', `/recordings/${String(body['recording_id'])}`, undefined, stranger)).status).toBe(200);
    expect((await sendVideo()).recording_id).not.toBe(body['recording_id']);
  });

  it('stop working with their secret and with their channel', async () => {
    const renewed = (await call('POST', `/channels/${String(channel.id)}/secret`)).body['secret'] as string;
    const body = { video_url: VIDEO, page_id: PAGE };
    expect((await send(body)).status).toBe(401);
    expect((await send(body, { 'x-webhook-secret': renewed })).status).toBe(202);
    await call('DELETE', `/channels/${String(channel.id)}`);
    expect((await send(body, { 'x-webhook-secret': renewed })).status).toBe(401);
  });

  it('do nothing while the owner of the library is disabled', async () => {
    await gateway.tokenFor(['admin']);
    const body = { video_url: VIDEO, page_id: PAGE };
    await gateway.ports.users.change(gateway.owner, { disabled: true });
    expect((await send(body)).status).toBe(401);
    await gateway.ports.users.change(gateway.owner, { disabled: false });
    expect((await send(body)).status).toBe(202);
  });

  it('may have 64 KiB', async () => {
    await reopenGateway({ maxBodyBytes: 1_000_000 });
    expect(await send({ video_url: VIDEO, page_id: PAGE, more: 'x'.repeat(64 * 1024) })).toMatchObject({
      status: 413,
      body: { code: 'too-large' },
    });
  });
  const reopenGateway = async (limits: Partial<GatewayLimits>): Promise<void> => {
    gateway = await openMemoryGateway({ limits, ports: { now: time } });
    channel = await make('audits');
  };

  describe('that arrive again', () => {
    const again = () => send({ video_url: VIDEO, page_id: PAGE });

    it('leave a running item alone', async () => {
      const { recording_id: id } = await sendVideo();
      await startStep(gateway, id, 'DOWNLOAD');
      expect(await again()).toMatchObject({ status: 200, body: { recording_id: id, status: 'DOWNLOADING' } });
      expect(await runsOf(id)).toBe(1);
    });

    it('leave an item alone that has just failed, because its page may have sent this itself', async () => {
      const { recording_id: id } = await sendVideo();
      await fail(id);
      later(59);
      expect(await again()).toMatchObject({
        status: 200,
        body: { recording_id: id, note: expect.stringContaining(`tl run ${id}`) as string },
      });
      later(2);
      await page(id, { sending: { ...ERROR, at: now() } });
      expect((await again()).status).toBe(200);
      await page(id, { sent: { ...ERROR, at: now() } });
      later(59);
      expect((await again()).status).toBe(200);
      expect(await runsOf(id)).toBe(1);
      later(2);
      expect((await again()).body).not.toHaveProperty('note');
      expect(await runsOf(id)).toBe(2);
    });

    it('run an item again that failed long ago, whatever its page has shown since', async () => {
      const { recording_id: id } = await sendVideo();
      await fail(id);
      later(61);
      await page(id, { sent: { status: 'Transcribing', digest: 'a'.repeat(32), at: now() } });
      expect((await again()).status).toBe(202);
    });

    it('start nothing for an item whose template was deleted', async () => {
      const { recording_id: id } = await sendVideo();
      const content = { libraryId: gateway.owner, name: 'Lectures', isDraft: false, config: {} };
      const template = await gateway.ports.templates.insert(content);
      if (template === 'name-taken') throw new Error('the name is taken');
      await call('POST', `/recordings/${id}/template/${String(template.id)}`);
      await gateway.ports.templates.remove(template);
      await fail(id);
      later(61);
      expect((await again()).body).toMatchObject({ status: 409, code: 'template-unusable' });
    });

    it('run a failed item again, once for each failure', async () => {
      const { recording_id: id } = await sendVideo();
      await fail(id);
      later(61);
      const answers = await Promise.all([again(), again(), again()]);
      expect(answers.map(({ status }) => status)).toContain(202);
      expect(await runsOf(id)).toBe(2);
      await fail(id);
      later(61);
      expect((await again()).status).toBe(202);
      expect(await runsOf(id)).toBe(3);
    });

    it('run a cancelled or reset item again', async () => {
      const { recording_id: id } = await sendVideo();
      await call('POST', `/recordings/${id}/cancel`);
      expect((await again()).body).toHaveProperty('note');
      later(61);
      expect((await again()).status).toBe(202);
      await call('POST', `/recordings/${id}/cancel`);
      await call('POST', `/recordings/${id}/reset`);
      later(61);
      expect((await again()).status).toBe(202);
      expect(await runsOf(id)).toBe(3);
    });

    it('are refused for a deleted or erased item, and restore nothing', async () => {
      const { recording_id: id } = await sendVideo();
      await call('POST', `/recordings/${id}/cancel`);
      await call('DELETE', `/recordings/${id}`);
      expect(await again()).toMatchObject({ status: 409, body: { code: 'deleted' } });
      await call('POST', `/recordings/${id}/erase`, { confirm: true });
      expect(await again()).toMatchObject({ status: 409, body: { code: 'channel-item-gone' } });
      expect(await runsOf(id)).toBe(1);
    });

    const page = (id: string, given: Partial<MirrorRecord>): Promise<unknown> => {
      const record = { v: 1, assetId: id, owner: gateway.owner, channel: channel.id, page: PAGE, runAt: now(), ...given };
      return pages.write(`page.${id}`, JSON.stringify(record), 'anything');
    };
    const fail = async (id: string): Promise<void> => {
      await startStep(gateway, id, 'DOWNLOAD');
      await failStep(gateway, id, 'DOWNLOAD');
    };
  });
});
