import { randomBytes } from 'node:crypto';
import { until } from '@throughline/stack/testing';
import { ulid } from 'ulid';
import { Browser } from '../../testing/browser.js';
import { EventStreamReader } from '../../testing/event-stream.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { createTusClient, listKeys } from '../../testing/tus.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep } from '../../testing/work-through.js';
import { KEPT_MS } from '../../exchange/uploads/upload.js';

/** The time after which every gateway knows of a change (ADR 87). */
const KNOWN_AFTER_MS = 5_000;
const LINK_MS = 5 * 60_000;
const BYTES = randomBytes(30);

describe('access that ends at one of two gateways', () => {
  const clock = { monotonic: 0, skew: 0 };
  let first: MemoryGateway;
  let second: MemoryGateway;
  let member: string;
  let token: string;
  const settings = { masterKey: randomBytes(32) };
  const renewFirst = renewMemoryGateway(() => ({ settings, ports: { now: () => new Date(Date.now() + clock.skew) } }));
  const renewSecond = renewMemoryGateway(() => ({ settings, ports: { changes: first.ports.changes } }));
  beforeEach(async () => {
    clock.monotonic = 1_000;
    clock.skew = 0;
    // The cache of credentials measures its times with this clock.
    jest.spyOn(performance, 'now').mockImplementation(() => clock.monotonic);
    first = await renewFirst();
    second = await renewSecond(first.ports);
    member = ulid();
    await first.ports.users.add({
      id: member,
      name: `member-${member}`,
      role: 'operator',
      joins: { libraryId: first.owner, role: 'operator' },
    });
    token = await first.tokenFor(['write'], member);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const send = (
    gateway: MemoryGateway,
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    by = token,
    payload?: object,
  ) =>
    gateway.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${by}`, ...(method === 'PATCH' ? { 'if-match': '*' } : {}) },
      ...(payload === undefined ? {} : { payload }),
    });
  const statusAt = async (gateway: MemoryGateway, path: string): Promise<number> => (await send(gateway, 'GET', path)).statusCode;
  const succeed = async (method: 'PATCH' | 'DELETE', path: string, by: string, payload?: object): Promise<void> => {
    expect(Math.floor((await send(first, method, path, by, payload)).statusCode / 100)).toBe(2);
  };
  const membership = (): string => `/libraries/${first.owner}/members/${member}`;
  const tokenId = async (): Promise<string> => (await first.ports.tokens.list(member))[0]?.id ?? '';

  const ENDINGS: readonly [string, number, () => Promise<void>][] = [
    ['whose membership has ended', 401, () => succeed('DELETE', membership(), first.token)],
    ['who is disabled', 401, () => succeed('PATCH', `/admin/users/${member}`, first.token, { disabled: true })],
    ['whose token is revoked', 401, async () => succeed('DELETE', `/me/tokens/${await tokenId()}`, token)],
    ['who is no longer an operator', 403, () => succeed('PATCH', membership(), first.token, { role: 'viewer' })],
    [
      'whose role on the server is lowered',
      403,
      () => succeed('PATCH', `/admin/users/${member}`, first.token, { role: 'viewer' }),
    ],
  ];

  it.each(ENDINGS)('refuses the next bytes of an upload to a user %s, at both gateways', async (_, status, end) => {
    const [here, there] = [createTusClient(first, token), createTusClient(second, token)];
    const { location } = await here.begin(BYTES.length, { filename: 'talk.mp4' });
    expect((await there.send(location, 0, BYTES.subarray(0, 10))).statusCode).toBe(204);
    await end();
    expect((await here.send(location, 10, BYTES.subarray(10))).statusCode).toBe(status);
    clock.monotonic += KNOWN_AFTER_MS + 1;
    await until(async () => (await there.head(location)).statusCode === status, { what: 'the refusal' });
    expect((await there.send(location, 10, BYTES.subarray(10))).statusCode).toBe(status);
    expect((await there.result(location)).statusCode).toBe(status);
    expect((await send(first, 'GET', '/recordings', first.token)).json()).toMatchObject({ items: [] });
    expect(await listKeys(first, 'parts')).not.toEqual([]);
    clock.skew = KEPT_MS + 1;
    await first.uploads.sweep(new AbortController().signal);
    expect(await listKeys(first, 'parts')).toEqual([]);
  });

  it.each(ENDINGS.slice(0, 3))('ends reads at the other gateway after five seconds for a user %s', async (_, status, end) => {
    const { id } = await upload(first);
    const path = `/recordings/${id}`;
    expect([await statusAt(first, path), await statusAt(second, path)]).toEqual([200, 200]);
    await end();
    expect(await statusAt(first, path)).toBe(status);
    clock.monotonic += KNOWN_AFTER_MS + 1;
    await until(async () => (await statusAt(second, path)) === status, { what: 'the refusal' });
  });

  it.each(ENDINGS.slice(0, 3))('ends the stream at the other gateway for a user %s', async (_, status, end) => {
    await upload(first);
    if (!second.app.getHttpServer().listening) await second.app.listen(0, '127.0.0.1');
    const url = `${await second.app.getUrl()}/api/v1/me/stream`;
    const reader = await EventStreamReader.open(url, { authorization: `Bearer ${token}` });
    await reader.first('a snapshot', ({ event }) => event === 'snapshot');
    await end();
    clock.monotonic += KNOWN_AFTER_MS + 1;
    await until(() => reader.isOver, { what: 'the end of the stream' });
    expect(reader.heard.at(-1)).toMatchObject({ event: 'reset', data: { reason: 'signed-out' } });
    const again = await EventStreamReader.open(url, { authorization: `Bearer ${token}` });
    expect(again.response.statusCode).toBe(status);
    again.close();
  });

  it('lets a sign-in that was switched work in its earlier library for five seconds, at the other gateway only', async () => {
    const laptop = await Browser.signedIn(first, `member-${member}`);
    const libraryAt = async (gateway: MemoryGateway): Promise<string> =>
      (await gateway.app.inject({ url: '/api/v1/me', headers: { cookie: laptop.cookie } })).json<{ library: { id: string } }>()
        .library.id;
    expect([await libraryAt(first), await libraryAt(second)]).toEqual([first.owner, first.owner]);
    expect((await laptop.send('/api/v1/me', { method: 'PATCH', body: { library_id: member } })).statusCode).toBe(200);
    clock.monotonic += KNOWN_AFTER_MS - 1;
    expect([await libraryAt(first), await libraryAt(second)]).toEqual([member, first.owner]);
    clock.monotonic += 2;
    await until(async () => (await libraryAt(second)) === member, { what: 'the other library' });
  });

  it('lets a signed link of a removed member open its file for its five minutes, and gives no other', async () => {
    const { id } = await upload(first, { fields: { run: 'true' } });
    await startStep(first, id, 'DOWNLOAD');
    const key = `${id}/files/video`;
    const artifact = { role: 'spec', name: 'video.mp4', key, mediaType: 'video/mp4', ...(await first.artifacts.put(key, BYTES)) };
    await completeStep(first, id, 'DOWNLOAD', [artifact]);
    const link = `/recordings/${id}/artifacts/video.mp4/link`;
    const { url } = (await send(second, 'POST', link)).json<{ url: string }>();
    await succeed('DELETE', membership(), first.token);
    const follow = async (): Promise<number> =>
      (await second.app.inject({ url: new URL(url).pathname + new URL(url).search })).statusCode;
    expect(await follow()).toBe(200);
    clock.monotonic += KNOWN_AFTER_MS + 1;
    await until(async () => (await send(second, 'POST', link)).statusCode === 401, { what: 'the refusal' });
    clock.skew = LINK_MS;
    expect(await follow()).toBe(401);
  });
});
