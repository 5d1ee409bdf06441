import { randomBytes } from 'node:crypto';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { Browser } from '../../testing/browser.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep } from '../../testing/work-through.js';
import { SignedLinks } from './signed-links.js';

const MINUTE_MS = 60_000;
const CONTENT = Buffer.from('0123456789abcdef');

describe('a signed link to a file', () => {
  const at = { now: Date.parse('2026-02-05T10:00:00.000Z') };
  let gateway: MemoryGateway;
  let id: string;
  let other: string;

  const withFiles = async (): Promise<string> => {
    const recording = await upload(gateway, { fields: { run: 'true', allow_duplicate: 'true' } });
    await startStep(gateway, recording.id, 'DOWNLOAD');
    const artifacts = await Promise.all(
      ['video.mp4', 'Müller & "x".txt'].map(async (name, index) => {
        const key = `${recording.id}/files/${String(index)}`;
        return { role: 'spec', name, key, mediaType: 'video/mp4', ...(await gateway.artifacts.put(key, CONTENT)) };
      }),
    );
    await completeStep(gateway, recording.id, 'DOWNLOAD', artifacts);
    return recording.id;
  };

  beforeAll(async () => {
    gateway = await openMemoryGateway({ ports: { now: () => new Date(at.now) } });
    [id, other] = [await withFiles(), await withFiles()];
  });
  afterAll(() => gateway.close());
  beforeEach(() => {
    at.now = Date.parse('2026-02-05T10:00:00.000Z');
  });

  const ask = (name: string, token = gateway.token, of = id) =>
    gateway.app.inject({
      method: 'POST',
      url: `/api/v1/recordings/${of}/artifacts/${encodeURIComponent(name)}/link`,
      headers: { authorization: `Bearer ${token}` },
    });
  const linkTo = async (name: string): Promise<URL> => new URL((await ask(name)).json<{ url: string }>().url);
  const follow = (url: URL, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
    gateway.app.inject({ method, url: url.pathname + url.search, headers });

  it.each(['video.mp4', 'Müller & "x".txt'])('opens %s without token and cookie, whole and in parts', async (name) => {
    const url = await linkTo(name);
    expect((await follow(url)).rawPayload).toEqual(CONTENT);
    const part = await follow(url, { range: 'bytes=2-4' });
    expect([part.statusCode, part.body, part.headers['content-range']]).toEqual([206, '234', 'bytes 2-4/16']);
    expect((await follow(url, {}, 'HEAD')).headers['content-length']).toBe('16');
  });

  it('is made for no host that only the request names', async () => {
    const headers = { authorization: `Bearer ${gateway.token}`, host: 'evil.example' };
    const url = `/api/v1/recordings/${id}/artifacts/video.mp4/link`;
    const answer = await gateway.app.inject({ method: 'POST', url, headers });
    expect(answer.json()).toMatchObject({ status: 409, code: 'address-unknown' });
    expect(answer.body).not.toContain('signature');
  });

  it('states its expiry time and opens the file until then', async () => {
    const response = await ask('video.mp4');
    expect([response.statusCode, response.headers['cache-control']]).toEqual([201, 'no-store']);
    const { url, expires_at } = response.json<{ url: string; expires_at: string }>();
    expect(Date.parse(expires_at) - at.now).toBe(5 * MINUTE_MS);
    at.now = Date.parse(expires_at) - 1;
    expect((await follow(new URL(url))).statusCode).toBe(200);
    at.now = Date.parse(expires_at);
    const over = await follow(new URL(url));
    expect(over.json()).toMatchObject({ status: 401, code: 'link-expired' });
    expect(over.body).not.toContain('0123456789abcdef');
  });

  it.each<[string, (url: URL) => void]>([
    [
      'another expiry',
      (url) => {
        url.searchParams.set('expires', String(Number(url.searchParams.get('expires')) + 60));
      },
    ],
    [
      'another signature',
      (url) => {
        url.searchParams.set('signature', 'A'.repeat(43));
      },
    ],
    [
      'no signature',
      (url) => {
        url.searchParams.delete('signature');
      },
    ],
    [
      'no expiry',
      (url) => {
        url.searchParams.delete('expires');
      },
    ],
    [
      'two signatures',
      (url) => {
        url.searchParams.append('signature', url.searchParams.get('signature') ?? '');
      },
    ],
    ['another recording', (url) => (url.pathname = url.pathname.replace(id, other))],
    ['another file', (url) => (url.pathname = url.pathname.replace('video.mp4', encodeURIComponent('Müller & "x".txt')))],
  ])('opens nothing with %s', async (_, change) => {
    const url = await linkTo('video.mp4');
    change(url);
    expect((await follow(url)).json()).toMatchObject({ status: 401, code: 'link-invalid' });
  });

  it('opens only the file, not the file list or the recording', async () => {
    const { search } = await linkTo('video.mp4');
    for (const path of [`/api/v1/recordings/${id}/artifacts`, `/api/v1/recordings/${id}`, '/api/v1/me'])
      expect((await gateway.app.inject({ url: path + search })).json()).toMatchObject({ status: 401, code: 'unauthorized' });
  });

  it('is refused equally for a missing file and for another user’s file', async () => {
    const stranger = await gateway.tokenFor(['admin']);
    const answers = [
      await ask('video.mp4', stranger),
      await ask('video.mp4', stranger, '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11'),
      await ask('nothing.srt'),
    ];
    expect(new Set(answers.map(({ statusCode, body }) => `${String(statusCode)} ${body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(404);
  });

  it('does not stop a signed-in reader after it has expired', async () => {
    const url = await linkTo('video.mp4');
    const browser = await Browser.signedIn(gateway);
    at.now += 10 * MINUTE_MS;
    expect((await browser.raw(url.pathname + url.search)).statusCode).toBe(200);
  });

  it('opens the file to a signed-in user without access of their own', async () => {
    const url = await linkTo('video.mp4');
    const stranger = { authorization: `Bearer ${await gateway.tokenFor(['read'])}` };
    expect((await gateway.app.inject({ url: url.pathname, headers: stranger })).statusCode).toBe(404);
    expect((await follow(url, stranger)).statusCode).toBe(200);
  });

  it('is valid at every gateway with the same key, and at no other', () => {
    const [key, now, file] = [randomBytes(32), (): Date => new Date(at.now), { id, name: 'video.mp4' }];
    const signed = new SignedLinks(key, now).sign(file);
    expect(new SignedLinks(key, now).verify(file, signed)).toBe('holds');
    expect(new SignedLinks(randomBytes(32), now).verify(file, signed)).toBe('invalid');
  });

  it('is rate-limited against guessing', async () => {
    const slow = await openMemoryGateway({ limits: { perStranger: { burst: 2, perSecond: 0.001 } } });
    const guess = (signature: string) =>
      slow.app.inject({ url: `/api/v1/recordings/${id}/artifacts/video.mp4?expires=99999999999&signature=${signature}` });
    const answers = [await guess('A'.repeat(43)), await guess('B'.repeat(43)), await guess('C'.repeat(43))];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401, 429]);
    await slow.close();
  });
});
